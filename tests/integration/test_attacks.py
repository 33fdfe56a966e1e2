"""What an attacker tries by hand: slow queries, names that break headers, paths that lead out, answers that tell too much."""

import asyncio
import time
from collections.abc import Iterator

import httpx
import pytest

from paraq.settings import Settings
from tests.fakes.client import Client
from tests.integration.guarded_archive import HEAD, PASSWORD, READER, Installation, guarded

# Far more than any of these takes on a busy machine, and far less than one that tries every way.
SECONDS = 20


@pytest.fixture(scope="module")
def there(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    with guarded(Settings(home=tmp_path_factory.mktemp("attacked")), closed=True) as found:
        yield found


@pytest.mark.parametrize(
    "query",
    [
        "а*" * 400,
        "*а" * 400,
        "?" * 900,
        "(" * 900,
        "(а " * 300 + ")" * 300,
        '"' * 999,
        "а OR " * 190,
        "NOT " * 240 + "а",
        "-" * 999,
        "а~2 " * 240,
        '"' + "а " * 450 + '"~50',
        "name:" * 190 + "а",
        "1900.." * 160,
        "а. " * 330,
        " " * 999 + "а",
        "[1 TO " * 160,
        "Абдиков*" * 100,
    ],
)
def test_no_query_takes_long_or_fails_inside(there: Installation, query: str) -> None:
    person = there.person(READER)
    for path in ("/v1/search", "/v1/search/unread", "/v1/suggest"):
        started = time.process_time()
        answer = person.get(path, params={"q": query[:200] if path.endswith("suggest") else query})
        assert answer.status_code in (200, 400, 422), answer.text
        assert time.process_time() - started < SECONDS


ODD_NAMES = ('"\r\nSet-Cookie: paraq_session=stolen', "тізім\n.csv", "../../etc/passwd", "a;b\"c'd", "қ" * 200, "\u202ecsv.exe")


@pytest.mark.parametrize("name", ODD_NAMES)
def test_names_of_lists_break_no_header(there: Installation, name: str) -> None:
    person = there.person(READER)
    made = person.request("POST", "/v1/batches", params={"name": name}, content=b"name\nx\n")
    if made.status_code >= 400:
        assert made.status_code in (400, 422)
        return
    batch = made.json()["batch_id"]
    for form in ("csv", "xlsx"):
        answer = person.get(f"/v1/batches/{batch}/result.{form}")
        told = answer.headers["content-disposition"]
        assert answer.status_code == 200 and "set-cookie" not in answer.headers
        assert told.isascii() and told.isprintable() and told.startswith("attachment") and "/" not in told.partition("''")[2]


@pytest.mark.parametrize(
    "path", ["../a", "/etc/passwd", "a/../../b", "..\\..\\a", "a\0b", "C:\\..\\..\\a", "", ".", "a/./b/..", "x" * 256, "\ud800"]
)
def test_no_path_leads_out_of_a_transfer(there: Installation, path: str) -> None:
    body = f'{{"name": "x", "files": [{{"path": {ascii_json(path)}, "size": 1}}]}}'
    kind = there.person(HEAD).headers | {"Content-Type": "application/json"}
    answer = there.person(HEAD).request("POST", "/v1/transfers/uploads", content=body.encode(), headers=kind)
    assert answer.status_code in (400, 422), answer.text


def ascii_json(text: str) -> str:
    return '"' + "".join(f"\\u{ord(letter):04x}" for letter in text) + '"'


@pytest.mark.parametrize(
    "identity", ["..%2f..%2fcatalogue.db", "%00", "%2e%2e", "a%0d%0ab", "%f0%9f%98%80", "1' OR '1'='1", "a" * 5000]
)
@pytest.mark.parametrize(
    "path", ["/v1/pages/{}", "/v1/pages/{}/image", "/v1/documents/{}", "/v1/transfers/uploads/{}", "/v1/iiif/pages/{}"]
)
def test_no_id_leads_anywhere_else(there: Installation, path: str, identity: str) -> None:
    answer = there.person(HEAD).get(path.format(identity))
    assert answer.status_code in (404, 422), answer.text
    for inside in ("Traceback", "sqlite", "SELECT", "/site-packages/", str(there.house.settings.home)):
        assert inside not in answer.text


@pytest.mark.parametrize("path", ["/v1/me", "/v1/search?q=Абдиков", "/v1/users", "/v1/audit", "/v1/requests", "/v1/log-in"])
def test_private_answers_are_kept_by_no_cache(there: Installation, path: str) -> None:
    assert there.person(HEAD).get(path).headers["cache-control"] == "no-store"


def test_pictures_are_kept_by_the_reader_alone(there: Installation) -> None:
    person = there.person(READER)
    hit = person.get("/v1/search", params={"q": "Абдиков"}).json()["hits"][0]
    for address in (hit["cut"], hit["page"]["sheet"]["image"]):
        assert person.get(address).headers["cache-control"].startswith("private")


@pytest.mark.parametrize(
    "following",
    ["https://evil.example", "//evil.example", "/\\evil.example", "\t//evil.example", "/\n/evil", "javascript:alert(1)", "evil"],
)
def test_a_log_in_leads_to_no_other_site(there: Installation, following: str) -> None:
    form = {"name": READER, "password": PASSWORD, "next": following}
    answer = Client(there.app).request("POST", "/v1/log-in", data=form)
    assert (answer.status_code, answer.headers["location"]) == (303, "/")


def test_a_body_that_comes_drop_by_drop_ends(tmp_path_factory: pytest.TempPathFactory) -> None:
    with guarded(Settings(home=tmp_path_factory.mktemp("slow"), answer_seconds=1), closed=False) as found:

        async def dripping() -> object:
            for _ in range(100):
                yield b" "
                await asyncio.sleep(0.1)

        started = time.monotonic()
        answer = found.person(READER).request("POST", "/v1/saved-searches", content=dripping())
        assert answer.status_code == 503 and time.monotonic() - started < 8


def test_a_compressed_body_is_not_unpacked(there: Installation) -> None:
    import gzip

    bomb = gzip.compress(b" " * (1 << 24))
    headers = there.person(READER).headers | {"Content-Type": "application/json", "Content-Encoding": "gzip"}
    answer: httpx.Response = there.person(READER).request("POST", "/v1/saved-searches", content=bomb, headers=headers)
    assert answer.status_code in (400, 415, 422)
