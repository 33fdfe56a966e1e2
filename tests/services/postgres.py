"""A real PostgreSQL for tests, from the system's package: a new cluster of databases in a temporary folder."""

import contextlib
import os
import re
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path

from tests.services.process import command_as_server, free_port, start, workspace

INSTALLATIONS = Path("/usr/lib/postgresql")
USER = "paraq"


def programs() -> Path:
    """Return the folder of the newest installed PostgreSQL server's programs.

    Raises:
        RuntimeError: None is installed.
    """
    found = [path.parent for path in INSTALLATIONS.glob("*/bin/initdb")]
    if not found:
        raise RuntimeError("No PostgreSQL server is installed: run script/setup --test")
    return max(found, key=lambda path: int(re.sub(r"\D", "", path.parent.name)))


@contextlib.contextmanager
def server() -> Iterator[str]:
    """Run a server; gives the SQLAlchemy address of an empty database in it when it is ready."""
    port = free_port()
    environment = {"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8", "TZ": "UTC"}
    with workspace("paraq-postgres-") as folder:
        data = folder / "data"
        # "trust": it listens on loopback alone, for as long as the tests run.
        create = [programs() / "initdb", "-D", data, "-U", USER, "--auth=trust", "--encoding=UTF8", "--no-sync"]
        subprocess.run(command_as_server(create), cwd=folder, env=environment, check=True, stdout=subprocess.DEVNULL)
        options = f"listen_addresses=127.0.0.1 port={port} unix_socket_directories={folder} fsync=off max_connections=60"
        switches = [part for option in options.split() for part in ("-c", option)]
        running = start([programs() / "postgres", "-D", data, *switches], folder=folder, environment=environment)
        try:
            ready = [programs() / "pg_isready", "-q", "-h", "127.0.0.1", "-p", str(port), "-U", USER]
            running.wait_until(lambda: subprocess.run(ready, env=environment, check=False).returncode == 0, 60)
            subprocess.run(
                [programs() / "createdb", "-h", "127.0.0.1", "-p", str(port), "-U", USER, USER], env=environment, check=True
            )
            yield f"postgresql+psycopg://{USER}@127.0.0.1:{port}/{USER}"
        finally:
            # SIGINT is its "fast shutdown": it does not wait for clients that a failed test left behind.
            running.stop(signal.SIGINT)
