"""One small archive, taken in and served for all browser tests: the sample files that name one person in two languages."""

import json
import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).parents[2]
PARAQ = Path(sys.executable).with_name("paraq")
SCREENS = ROOT / "docs" / "screens"
# Without these Chromium asks the world outside at every start, and as root it will not start at all.
CHROMIUM = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
FILES = 4


@dataclass(frozen=True)
class Archive:
    """The served archive and the person whom its documents name, in the spelling of the other language."""

    address: str
    query: str
    written: tuple[str, ...]


# How Kazakh letters are written where the keyboard or the clerk had only Russian ones.
RUSSIAN_KEYBOARD = str.maketrans("әғқңөұүһі", "агкноууыи")


def _person() -> tuple[str, list[dict[str, str]]]:
    """Return a sample person's family and given name in Kazakh, and where documents name that person in Russian letters."""
    people = json.loads((ROOT / "samples" / "truth" / "people.json").read_text())
    for person in people.values():
        family, given = person["kk"].split()[:2]
        plain = family.casefold().translate(RUSSIAN_KEYBOARD)
        russian = [one for one in person["mentions"] if one["written"].casefold().startswith(plain)]
        if plain != family.casefold() and len({one["path"] for one in russian}) >= FILES:
            return f"{family} {given}", russian
    raise AssertionError("No person of the samples is named in Russian letters in so many documents")


def free_port() -> int:
    """Return a port on which nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def served(environment: dict[str, str], port: int) -> Iterator[str]:
    """Serve an installation, give its address once it is ready, and see that it ends well."""
    command = [PARAQ, "serve", "--port", str(port)]
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        assert "http://" in server.stdout.readline(), "the server ended before it was ready"
        try:
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()
            ended = server.wait(timeout=20)
        assert ended == 0


@pytest.fixture(scope="session")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    """The archive, served until the end of the run."""
    query, mentions = _person()
    transfer, home = tmp_path_factory.mktemp("transfer"), tmp_path_factory.mktemp("home")
    for path in list(dict.fromkeys(one["path"] for one in mentions))[:FILES]:
        target = transfer / path
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(ROOT / "samples" / "archive" / path, target)
    environment = {**os.environ, "PARAQ_HOME": str(home)}
    subprocess.run([PARAQ, "ingest", transfer], env=environment, check=True, stdout=subprocess.DEVNULL)
    with served(environment, free_port()) as address:
        yield Archive(address, query, tuple(one["written"] for one in mentions))


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=CHROMIUM)
        yield browser
        browser.close()


@pytest.fixture
def page(chromium: Browser, archive: Archive) -> Iterator[Page]:
    """A page of the size of an office screen; leaving the origin or an error in the console fails the test."""
    context = chromium.new_context(viewport={"width": 1366, "height": 768}, locale="kk-KZ")
    context.grant_permissions(["clipboard-read", "clipboard-write"], origin=archive.address)
    page = context.new_page()
    wrong: list[str] = []
    page.on("request", lambda request: wrong.append(request.url) if not _own(request.url, archive.address) else None)
    page.on("pageerror", lambda error: wrong.append(str(error)))
    yield page
    context.close()
    assert not wrong


def _own(url: str, address: str) -> bool:
    return url.startswith((address, address.replace("http", "ws"), "data:", "blob:"))
