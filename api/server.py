"""One address for people and systems: the API in this process, the screen in another, which hands ``/v1`` on to the API.

The screen's process listens where the user looks; the API listens on a loopback port of its own choosing. Both end together.
"""

import gc
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from types import FrameType
from typing import Any

import httpx
import uvicorn
from fastapi import FastAPI

from api.app import create_app
from api.dependencies import Parts
from api.gate_origin import is_loopback_host
from api.parts import open_parts
from paraq.errors import Unavailable
from paraq.settings import Settings

HOST, PORT = "127.0.0.1", 8500
# Streamlit needs two seconds on an idle machine; thirty times that is a machine that will not make it.
START_SECONDS = 60.0
# What a request under way may need to finish.
STOP_SECONDS = 5.0
# Longer than those who ask keep a connection: the screen 5 s, nginx a minute. If this end closed it first, what is asked just
# then would be lost.
KEPT_SECONDS = 75
# Of uvicorn, wherever the API runs; the gate reads the headers of proxies itself.
UVICORN: dict[str, Any] = {
    "log_level": "warning",
    "access_log": False,
    "proxy_headers": False,
    "timeout_keep_alive": KEPT_SECONDS,
}


def serve(settings: Settings, host: str = HOST, port: int = PORT, *, ready: Callable[[str], None] = lambda address: None) -> None:
    """Serve the screen at ``/`` and the API at ``/v1`` until SIGINT or SIGTERM.

    Args:
        settings: The settings of the installation.
        host: Address to listen on.
        port: Port to listen on.
        ready: Called once with the address when both answer.

    Raises:
        Unavailable: The port is taken, or the screen ended by itself.
    """
    _check_free(host, port)
    with _stopping_politely(), _own_socket() as inner:
        api = "http://{}:{}".format(*inner.getsockname())
        # The screen loads while the dictionaries do.
        with _screen(api, host, port) as screen, open_parts(settings) as parts:
            warn_if_shut(parts, host)
            server = uvicorn.Server(_config(create_app(parts)))
            settle()
            watch = threading.Thread(target=_watch, args=(screen, server, _address(host, port), ready), daemon=True)
            watch.start()
            server.run(sockets=[inner])
            if screen.poll() is not None and screen.returncode not in (0, -signal.SIGINT, -signal.SIGTERM):
                raise Unavailable(
                    f"The screen ended with code {screen.returncode}",
                    remedy="Its last words are above; start again when the cause is gone",
                    code="screen",
                )


def _config(app: FastAPI) -> uvicorn.Config:
    return uvicorn.Config(app, **UVICORN, timeout_graceful_shutdown=int(STOP_SECONDS))


def warn_if_shut(parts: Parts, host: str) -> None:
    """Say on standard error that nobody will be let in: others can reach this machine, and there is no account yet."""
    if parts.guard is not None and not is_loopback_host(host) and not parts.guard.keeper.guarded():
        sys.stderr.write("paraq: There is no account yet, so requests from other machines are refused; paraq user add NAME.\n")


def settle() -> None:
    """Take what is loaded by now for what stays: to look through it for garbage stops all answers for .2 s, again and again."""
    gc.collect()
    gc.freeze()


def _address(host: str, port: int) -> str:
    shown = {"0.0.0.0": "127.0.0.1", "::": "[::1]", "": "127.0.0.1"}.get(host, f"[{host}]" if ":" in host else host)
    return f"http://{shown}:{port}"


def _check_free(host: str, port: int) -> None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise Unavailable(
                f"{_address(host, port)} cannot be used: {error.strerror}",
                remedy="Stop what uses it or choose another with --port",
                code="port",
            ) from error


@contextmanager
def _own_socket() -> Iterator[socket.socket]:
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as inner:
        inner.bind(("127.0.0.1", 0))
        yield inner


@contextmanager
def _screen(api: str, host: str, port: int) -> "Iterator[subprocess.Popen[bytes]]":
    """Run the screen; its standard input closes with this process, however this one ends, and that ends it too."""
    command = [sys.executable, "-m", "ui", "--api", api, "--host", host, "--port", str(port), "--until-input-ends"]
    screen = subprocess.Popen(command, stdin=subprocess.PIPE)
    try:
        yield screen
    finally:
        screen.terminate()
        try:
            screen.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            screen.kill()
            screen.wait()
        assert screen.stdin is not None
        with suppress(OSError):
            screen.stdin.close()


def _watch(screen: "subprocess.Popen[bytes]", server: uvicorn.Server, address: str, ready: Callable[[str], None]) -> None:
    """Tell when both answer, and end the API when the screen ends."""
    deadline = time.monotonic() + START_SECONDS
    while screen.poll() is None and time.monotonic() < deadline:
        with suppress(httpx.HTTPError):
            if httpx.get(f"{address}/v1/health/live", timeout=2).is_success:
                ready(address)
                break
        time.sleep(0.1)
    screen.wait()
    server.should_exit = True


@contextmanager
def _stopping_politely() -> Iterator[None]:
    """Let SIGTERM, which uvicorn raises again once it has ended, leave through every ``finally``."""

    def leave(number: int, frame: FrameType | None) -> None:
        raise SystemExit(0)

    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGTERM, leave)
    try:
        with suppress(KeyboardInterrupt):
            yield
    finally:
        signal.signal(signal.SIGTERM, before)
