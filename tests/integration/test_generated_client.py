"""A client that openapi-python-client makes from the description, without a warning, does the work of another system."""

import importlib
import json
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack
from hashlib import sha256
from http import HTTPStatus
from io import BytesIO
from pathlib import Path
from pkgutil import walk_packages
from types import ModuleType
from typing import Any

import httpx
import pytest

from tests.integration.paraq_home import paraq, write_pdf
from tests.integration.test_asking_docs import api

PASSWORD = "correct horse battery"
LETTER = ["Letter about the harvest", "Answer of the administration"]
# The generator knows of bytes by one name; the others are theirs to it by its own setting for that.
BYTES = (
    "application/pdf",
    "application/pkcs7-signature",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "application/xml",
    "application/zip",
    "image/jpeg",
    "text/csv",
)
CONFIG = {"post_hooks": [], "content_type_overrides": dict.fromkeys(BYTES, "application/octet-stream")}
PACKAGE = "paraq_client"


class Site:
    """A served archive and the client that was made from its description."""

    def __init__(self, address: str, open_clients: ExitStack) -> None:
        self.address = address
        self._clients = open_clients

    def call(self, operation: str, client: Any, /, *values: object, **named: object) -> Any:
        """Call an operation by the tag and id that it has in the description; return the whole answer."""
        found = importlib.import_module(f"{PACKAGE}.api.{operation}")
        return found.sync_detailed(*values, client=client, **named)

    def model(self, name: str, /, **fields: object) -> Any:
        return getattr(importlib.import_module(f"{PACKAGE}.models"), name).from_dict(fields)

    def keyed(self, key: str) -> Any:
        return self._opened(_client().AuthenticatedClient(self.address, key, raise_on_unexpected_status=True))

    def bare(self) -> Any:
        return self._opened(_client().Client(self.address, raise_on_unexpected_status=True))

    def _opened(self, client: Any) -> Any:
        return self._clients.enter_context(client)


def _client() -> ModuleType:
    return importlib.import_module(PACKAGE)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    home, made = tmp_path_factory.mktemp("home"), tmp_path_factory.mktemp("made")
    added = paraq(home, "user", "add", "asel", "--role", "administrator", "--all-fonds", stdin=f"{PASSWORD}\n")
    assert added.returncode == 0, added.stderr
    with api(home) as address, ExitStack() as clients:
        generate(httpx.get(f"{address}/v1/openapi.json").content, made)
        sys.path.append(str(made))
        yield Site(address, clients)
        sys.path.remove(str(made))


def generate(description: bytes, folder: Path) -> None:
    (folder / "openapi.json").write_bytes(description)
    (folder / "config.json").write_text(json.dumps(CONFIG))
    program = str(Path(sys.executable).with_name("openapi-python-client"))
    command = [program, "generate", "--path", "openapi.json", "--output-path", PACKAGE, "--meta", "none"]
    command += ["--config", "config.json", "--fail-on-warning"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    # A part that it leaves out is a warning.
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.fixture(scope="module")
def key(site: Site) -> str:
    """Log in with a name and a password, and make a key for a system with it."""
    person = site.bare()
    entered = site.call("log_in.log_in", person, body=site.model("LogInJsonLogInIn", name="asel", password=PASSWORD))
    assert entered.status_code == HTTPStatus.OK and entered.parsed.role.value == "administrator"
    made = site.call(
        "keys.key_add", person, body=site.model("KeyIn", label="portal", owner="asel", scopes=["read", "write"], days=1)
    )
    assert made.status_code == HTTPStatus.CREATED
    return str(made.parsed.key)


@pytest.fixture(scope="module")
def page(site: Site, key: str, tmp_path_factory: pytest.TempPathFactory) -> Any:
    """Send a letter in two parts, have it taken in, and find its page."""
    file = tmp_path_factory.mktemp("sent") / "letter.pdf"
    write_pdf(file, LETTER)
    content, system = file.read_bytes(), site.keyed(key)
    one = {"path": "letters/letter.pdf", "size": len(content), "sha256": sha256(content).hexdigest()}
    begun = site.call("transfers.upload_create", system, body=site.model("UploadIn", name="letters", files=[one])).parsed
    types = importlib.import_module(f"{PACKAGE}.types")
    for start, end in ((0, 100), (100, len(content))):
        part = types.File(BytesIO(content[start:end]))
        sent = site.call("transfers.upload_part", system, begun.upload_id, 1, body=part, upload_offset=str(start))
        assert sent.status_code == HTTPStatus.NO_CONTENT and sent.headers["upload-offset"] == str(end)
    assert site.call("transfers.upload_ingest", system, begun.upload_id).status_code == HTTPStatus.ACCEPTED
    while (state := site.call("transfers.upload", system, begun.upload_id).parsed).state.value not in ("done", "failed"):
        time.sleep(0.1)
    assert state.state.value == "done", state
    found = site.call("search.search", system, q="harvest").parsed
    assert found.total == 1
    return site.call("pages.page", system, found.hits[0].page.page_id, q="harvest").parsed


def test_every_part_of_it_can_be_loaded(site: Site) -> None:
    loaded = [importlib.import_module(one.name).__name__ for one in walk_packages(_client().__path__, f"{PACKAGE}.")]
    assert len(loaded) > 200


def test_a_page_is_read_with_its_words_marks_and_document(site: Site, key: str, page: Any) -> None:
    assert page.text == LETTER[0] and [word.text for word in page.words] == LETTER[0].split()
    [mark] = page.marks
    assert mark.text == "harvest" and len(mark.boxes[0]) == 4
    document = site.call("archive.document", site.keyed(key), page.document_id).parsed
    assert document.pages[0] == page.page_id and len(document.pages) == 2
    picture = site.call("pictures.page_thumbnail", site.keyed(key), page.page_id)
    assert picture.parsed.payload.read(2) == b"\xff\xd8"


def test_a_correction_needs_the_version_that_was_read(site: Site, key: str, page: Any) -> None:
    system = site.keyed(key)
    wanted = site.model("CorrectionIn", text="Letter about the vintage")
    for version, status in (("", HTTPStatus.PRECONDITION_REQUIRED), ('"7"', HTTPStatus.PRECONDITION_FAILED)):
        refused = site.call("corrections.page_correct", system, page.page_id, body=wanted, if_match=version)
        assert refused.status_code == status and refused.parsed.status == int(status)
    done = site.call("corrections.page_correct", system, page.page_id, body=wanted, if_match=f'"{page.version}"')
    assert done.headers["etag"] == f'"{done.parsed.version}"'
    back = site.call("corrections.page_restore", system, page.page_id, page.version, if_match=done.headers["etag"])
    assert back.status_code == HTTPStatus.OK


def test_hits_are_exported(site: Site, key: str, page: Any) -> None:
    form = importlib.import_module(f"{PACKAGE}.models").ExportFormat.CSV
    table = site.call("search.export", site.keyed(key), q="letter OR answer", format_=form)
    assert table.status_code == HTTPStatus.OK and b"letter.pdf" in table.content


def test_a_mistake_is_a_problem_that_can_be_read(site: Site, key: str) -> None:
    missing = site.call("pages.page", site.keyed(key), "none-1")
    assert (missing.status_code, missing.parsed.status) == (HTTPStatus.NOT_FOUND, 404)
    assert missing.parsed.code == "page-missing" and missing.parsed.title
    outside = site.call("search.search", site.bare(), q="harvest")
    assert (outside.status_code, outside.parsed.status) == (HTTPStatus.UNAUTHORIZED, 401)
    forbidden = site.call("users.users", site.keyed(key))
    assert (forbidden.status_code, forbidden.parsed.status) == (HTTPStatus.FORBIDDEN, 403)
