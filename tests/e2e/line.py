"""The screen and the API of one archive in processes of their own, with a line between them that can be cut and slowed."""

import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import httpx

from tests.e2e.conftest import PARAQ, free_port
from tests.integration.paraq_home import write_picture

PASSWORD = "correct horse battery"
ROLES = {"asel": "archivist", "oqyrman": "reader"}
SHEETS = {
    "Ф.12/Оп.1/Д.45/0001.png": "БҰЙРЫҚ № 7\n12.03.1978\nЖанболатов Сейіт\nжұмысқа қабылдансын",
    "Ф.12/Оп.1/Д.45/0002.png": "ПРИКАЗ № 8\n14.05.1978\nпринять Джанболатова Сейта\nмеханизатором",
    "Ф.12/Оп.1/Д.46/0001.png": "ПРОТОКОЛ № 3\n02.04.1980\nСлушали: Жанболатова Сейта\nо ремонте.\nПоручить Жанболатову",
    "Ф.13/Оп.2/Д.4/0001.png": "ВЕДОМОСТЬ\n01.06.1982\nЖанболатов С. 168-40\nОмаров Б. 150-00",
}


class Line:
    """Carries bytes between the screen and the API."""

    def __init__(self, to: int) -> None:
        self.cut = False
        self.delay = 0.0
        self._to = to
        self._ends: set[socket.socket] = set()
        self._listener = socket.create_server(("127.0.0.1", 0))
        threading.Thread(target=self._accept, daemon=True).start()

    @property
    def address(self) -> str:
        return "http://{}:{}".format(*self._listener.getsockname())

    def break_off(self) -> None:
        """Cut the line: what is under way ends, and nothing new gets through."""
        self.cut = True
        for end in list(self._ends):
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        """Carry nothing more."""
        self.break_off()
        self._listener.shutdown(socket.SHUT_RDWR)

    def _accept(self) -> None:
        with self._listener, suppress(OSError):
            while True:
                near, _ = self._listener.accept()
                threading.Thread(target=self._connect, args=(near,), daemon=True).start()

    def _connect(self, near: socket.socket) -> None:
        with near, suppress(OSError):
            if self.cut:
                return
            with socket.create_connection(("127.0.0.1", self._to)) as far:
                ends = {near, far}
                self._ends |= ends
                back = threading.Thread(target=self._carry, args=(far, near, False), daemon=True)
                back.start()
                self._carry(near, far, slowed=True)
                back.join()
                self._ends -= ends

    def _carry(self, source: socket.socket, target: socket.socket, slowed: bool) -> None:
        with suppress(OSError):
            while piece := source.recv(1 << 16):
                if slowed:
                    time.sleep(self.delay)
                target.sendall(piece)
        for end in (source, target):
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)


@dataclass(frozen=True)
class House:
    """Where the screen is, the line behind it, and the home."""

    address: str
    line: Line
    home: Path

    def session(self, name: str) -> str:
        """Log a person in and return the session."""
        form = {"name": name, "password": PASSWORD, "next": "/"}
        answer = httpx.post(f"{self.address}/v1/log-in", data=form, headers={"Origin": self.address})
        return str(answer.cookies["paraq_session"])


@contextmanager
def opened(home: Path, transfer: Path) -> Iterator[House]:
    """Take in a few sheets, make an account of each role, and serve."""
    for path, lines in SHEETS.items():
        write_picture(transfer / path, lines)
    api, screen = free_port(), free_port()
    address = f"http://127.0.0.1:{screen}"
    environment = {**os.environ, "PARAQ_HOME": str(home), "PARAQ_ADDRESS": address}
    for name, role in ROLES.items():
        add = [PARAQ, "user", "add", name, "--role", role, "--all-fonds"]
        subprocess.run(add, env=environment, input=f"{PASSWORD}\n", text=True, check=True, stdout=subprocess.DEVNULL)
    subprocess.run([PARAQ, "ingest", transfer], env=environment, check=True, stdout=subprocess.DEVNULL)
    line = Line(api)
    commands = (["api", "--port", str(api)], ["ui", "--api", line.address, "--port", str(screen)])
    running = [subprocess.Popen([sys.executable, "-m", *command], env=environment) for command in commands]
    try:
        _until_ready(address)
        yield House(address, line, home)
    finally:
        line.close()
        for process in running:
            process.terminate()
        for process in running:
            process.wait(timeout=20)


def _until_ready(address: str) -> None:
    until = time.monotonic() + 60
    while time.monotonic() < until:
        with suppress(httpx.HTTPError):
            if httpx.get(f"{address}/v1/health/live", timeout=2).is_success:
                return
        time.sleep(0.1)
    raise AssertionError("The API does not answer through the screen")
