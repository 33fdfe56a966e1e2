"""One port for API and screen: both start and end together."""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import psutil
import pytest

SERVE = [sys.executable, "-c", "from paraq.cli import main; main()", "serve"]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def served(home: Path, port: int) -> "Iterator[subprocess.Popen[str]]":
    environment = {**os.environ, "PARAQ_HOME": str(home)}
    with subprocess.Popen([*SERVE, "--port", str(port)], env=environment, stdout=subprocess.PIPE, text=True) as server:
        try:
            assert server.stdout is not None
            assert f"http://127.0.0.1:{port}" in server.stdout.readline()
            yield server
        finally:
            server.kill()


def ended(processes: list[psutil.Process]) -> bool:
    _, alive = psutil.wait_procs(processes, timeout=15)
    return not alive


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_both_answer_at_one_port_and_end_together(tmp_path: Path, number: signal.Signals) -> None:
    port = free_port()
    with served(tmp_path, port) as server:
        everyone = [psutil.Process(server.pid), *psutil.Process(server.pid).children(recursive=True)]
        assert len(everyone) > 1
        address = f"http://127.0.0.1:{port}"
        health = httpx.get(f"{address}/v1/health")
        assert health.json() == {"status": "ok", "pages": 0}
        assert [len(health.headers.get_list(name)) for name in ("date", "server")] == [1, 1]
        page = httpx.get(f"{address}/?lang=ru", headers={"Accept": "text/html"})
        assert '<html lang="ru"' in page.text and "<title>Paraq</title>" in page.text
        assert "script-src 'self'" in page.headers["content-security-policy"]
        assert "<script>" not in page.text
        _passes_unchanged(address)
        server.send_signal(number)
        assert server.wait(timeout=20) == 0
        assert ended(everyone)


def _passes_unchanged(address: str) -> None:
    refused = httpx.get(f"{address}/v1/pages/a%2Fb%20c", headers={"Accept-Language": "kk", "X-Request-Id": "mine"})
    assert (refused.status_code, refused.json()["title"]) == (404, "Табылмады")
    assert refused.headers["x-request-id"] == "mine"
    assert refused.headers["content-type"] == "application/problem+json"
    described = httpx.get(f"{address}/v1/openapi.json")
    assert int(described.headers["content-length"]) == len(described.content) > 10_000
    assert httpx.post(f"{address}/v1/search", content=b"x" * 100_000).status_code == 405


def test_when_the_screen_dies_the_api_ends_and_says_so(tmp_path: Path) -> None:
    port = free_port()
    with served(tmp_path, port) as server:
        # The other children draw sheets.
        [screen] = [child for child in psutil.Process(server.pid).children() if "ui" in child.cmdline()]
        screen.kill()
        assert server.wait(timeout=20) == 4


def test_when_the_api_is_killed_the_screen_and_all_else_end(tmp_path: Path) -> None:
    port = free_port()
    with served(tmp_path, port) as server:
        children = psutil.Process(server.pid).children()
        server.kill()
        assert ended(children)


def test_port_in_use_is_named(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        environment = {**os.environ, "PARAQ_HOME": str(tmp_path)}
        done = subprocess.run([*SERVE, "--port", str(port)], env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 4
    assert str(port) in done.stderr
