"""``python -m ui``: serve the screen, and hand ``/v1`` on to the API so that a browser sees one origin."""

import argparse
import os
import sys
import threading
from pathlib import Path

from starlette.middleware import Middleware
from streamlit.starlette import App

from ui import client, failures, visitor
from ui.door import Door
from ui.frame import Frame
from ui.proxy import ApiProxy
from ui.theme import THEME

SCRIPT = Path(__file__).with_name("screen.py")

# Given here and not in a file or in STREAMLIT_ variables: those depend on the folder and the way of starting.
OPTIONS: dict[str, object] = {
    "server.headless": True,
    "server.fileWatcherType": "none",
    "browser.gatherUsageStats": False,
    "client.showErrorDetails": "none",
    "client.showErrorLinks": False,
    "client.toolbarMode": "minimal",
    "logger.hideWelcomeMessage": True,
    "logger.level": "warning",
    **THEME,
}


def main() -> None:
    """Serve until SIGINT or SIGTERM."""
    parser = argparse.ArgumentParser(prog="python -m ui", description=__doc__)
    parser.add_argument("--api", required=True, help="address of the API, such as http://127.0.0.1:8000")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8500)
    parser.add_argument("--until-input-ends", action="store_true", help="stop when standard input is closed")
    asked = parser.parse_args()
    client.use(asked.api, carried=visitor.headers)
    if asked.until_input_ends:
        threading.Thread(target=_until_input_ends, daemon=True).start()
    middleware = [Middleware(ApiProxy, api=asked.api), Middleware(Door, api=asked.api), Middleware(Frame)]
    app = App(SCRIPT, middleware=middleware, on_script_error=failures.told)
    app.run(config={**OPTIONS, "server.address": asked.host, "server.port": asked.port})


def _until_input_ends() -> None:
    sys.stdin.buffer.read()
    # Who started this is gone without a word; there is nobody left to stop it.
    os._exit(0)


if __name__ == "__main__":
    main()
