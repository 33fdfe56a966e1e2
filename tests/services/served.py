"""An ASGI app behind a real socket, in a thread of the test run."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import uvicorn

from tests.services.process import free_port


@contextmanager
def served(app: Any) -> Iterator[str]:
    """Serve an app on loopback and give its address."""
    port = free_port()
    config = uvicorn.Config(app, "127.0.0.1", port, log_level="error", access_log=False, proxy_headers=False, lifespan="off")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    try:
        while not server.started:
            time.sleep(0.02)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        thread.join(20)
