"""``python -m api``: serve the API alone, for a server on which the screen runs apart from it."""

import argparse
import sys

import uvicorn

from api.app import create_app
from api.parts import open_parts
from api.server import UVICORN, settle, warn_if_shut
from paraq.errors import ParaqError
from paraq.settings import read_settings

# The code with which every command of Paraq says that a needed service is missing.
UNAVAILABLE = 4


def main() -> None:
    """Serve until SIGINT or SIGTERM."""
    parser = argparse.ArgumentParser(prog="python -m api", description=__doc__)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8000)
    asked = parser.parse_args()
    try:
        with open_parts(read_settings()) as parts:
            warn_if_shut(parts, asked.host)
            app = create_app(parts)
            settle()
            uvicorn.run(app, host=asked.host, port=asked.port, **UVICORN)
    except ParaqError as error:
        sys.stderr.write(f"{error}\n")
        sys.exit(UNAVAILABLE)


if __name__ == "__main__":
    main()
