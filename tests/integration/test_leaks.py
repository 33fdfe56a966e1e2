"""What may not be seen leaves no trace: every route answers as if the closed sheets did not exist, on both engines.

Two installations stand side by side, one with closed sheets and one without. Somebody without the right to them asks both the
same, by every operation that the API describes, and must get the same. An operation that this test does not know fails it.
"""

import io
import json
import re
import threading
import uuid
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import httpx
import pypdfium2
import pytest
from sqlalchemy import event

from paraq.engines.elastic import ElasticEngine
from paraq.records.viewer import Role
from paraq.settings import Settings
from tests.integration.guarded_archive import (
    APART,
    BESIDE,
    FONDS,
    HEAD,
    MARKER,
    OPEN,
    PASSWORD,
    READER,
    TITLE,
    TRACES,
    TRUSTED,
    TYPE,
    Installation,
    Person,
    elastic_settings,
    guarded,
)


@dataclass
class Pair:
    """The installation with closed sheets, and its likeness without them."""

    full: Installation
    bare: Installation


@pytest.fixture(scope="module", params=["tantivy", "elasticsearch"])
def pair(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pair]:
    homes = [tmp_path_factory.mktemp("full"), tmp_path_factory.mktemp("bare")]
    if request.param == "tantivy":
        settings = [Settings(home=home) for home in homes]
    else:
        url = request.getfixturevalue("elasticsearch_url")
        settings = [elastic_settings(home, url, f"leaks-{uuid.uuid4().hex}") for home in homes]
    with guarded(settings[0], closed=True) as full, guarded(settings[1], closed=False) as bare:
        yield Pair(full, bare)
        for one in (full, bare):
            if isinstance(one.house.engine, ElasticEngine):
                one.house.engine.destroy()


Call = tuple[str, str, dict[str, Any]]


def get(path: str, **params: Any) -> Call:
    return "GET", path, {"params": params}


QUERIES = (
    MARKER,
    f"{MARKER} Абдиков",
    f'"{MARKER} Абдиков"',
    "Құндыз*",
    "Кундызбаев~1",
    f"-{MARKER}",
    "",
    "Абдиков",
    TITLE,
    "Досов",
    "Селик",
)
FACETS = ["fonds", "inventory", "file", "type", "language", "body", "source", "year", "decade", "access", "quality"]
FIELDS = (f"fonds:{FONDS}", f"type:{TYPE}", f"title:{TITLE}", f"Абдиков fonds:{FONDS}", "year:1951..1952")
UNKNOWN = "0123456789abcdef"
NOTHING: tuple[Call, ...] = ()


def searches(path: str, **more: Any) -> list[Call]:
    return [get(path, q=query, **more) for query in (*QUERIES, *FIELDS)]


def of_pages(*views: str) -> "Callable[[Pair], list[Call]]":
    """Ask for views of an open page with closed words sought on it, of closed pages, and of one that does not exist."""

    def calls(pair: Pair) -> list[Call]:
        ids = [f"{document}-{number}" for document in (*pair.full.documents.values(), UNKNOWN) for number in (1, 2)]
        return [get(f"/v1/pages/{page}{view}") for page in ids for view in views]

    return calls


def changes_of_pages(method: str, view: str, **options: Any) -> "Callable[[Pair], list[Call]]":
    """Change an open page, closed pages and one that does not exist."""

    def calls(pair: Pair) -> list[Call]:
        return [(method, f"/v1/pages/{one}-1{view}", options) for one in (*pair.full.documents.values(), UNKNOWN)]

    return calls


def of_documents(path: str, **params: Any) -> "Callable[[Pair], list[Call]]":
    def calls(pair: Pair) -> list[Call]:
        return [get(path.format(document), **params) for document in (*pair.full.documents.values(), UNKNOWN)]

    return calls


def of_iiif_pages(*views: str) -> "Callable[[Pair], list[Call]]":
    def calls(pair: Pair) -> list[Call]:
        return [get(f"/v1/iiif/pages/{one}-1{view}") for one in (*pair.full.documents.values(), UNKNOWN) for view in views]

    return calls


def fixed(*calls: Call) -> "Callable[[Pair], list[Call]]":
    return lambda pair: list(calls)


LIST = f"name\n{MARKER}\nАбдиков\n".encode()
OAI = [
    {"verb": verb, **more}
    for verb, more in (
        ("Identify", {}),
        ("ListSets", {}),
        ("ListMetadataFormats", {}),
        ("ListIdentifiers", {"metadataPrefix": "oai_dc"}),
        ("ListRecords", {"metadataPrefix": "oai_dc"}),
        ("ListRecords", {"metadataPrefix": "oai_dc", "set": f"fonds:{FONDS}"}),
        ("ListRecords", {"metadataPrefix": "ead"}),
    )
]
PLACES = (
    {},
    {"fonds": "12"},
    {"fonds": "12", "inventory": "1"},
    {"fonds": "12", "inventory": "1", "file": "45"},
    {"fonds": FONDS},
)
# By operation: how to ask it. Kept things (batches, searches, records) are asked in test_kept_things.
UPLOAD = "/v1/transfers/uploads/feedfeedfeedfeed"
REQUEST = "/v1/requests/feedfeedfeedfeed"
ASKED: dict[str, Callable[[Pair], list[Call]]] = {
    "search": fixed(
        *searches("/v1/search", facets=FACETS),
        *searches("/v1/search", order="date", group="document"),
        *searches("/v1/search", order="reference", group="file", require_all=True),
        get("/v1/search", fonds=FONDS),
        get("/v1/search", type=TYPE, facets=FACETS),
        get("/v1/search", access="closed"),
        get("/v1/search", access="restricted", facets=FACETS),
        get("/v1/search", q=MARKER, after="nonsense"),
        get("/v1/search", q="Абдиков", limit=1),
    ),
    "export": fixed(*(call for form in ("csv", "jsonl", "xlsx") for call in searches("/v1/search/export", format=form))),
    "searchUnread": fixed(
        *searches("/v1/search/unread"), get("/v1/search/unread", fonds=FONDS), get("/v1/search/unread", type=TYPE)
    ),
    "suggest": fixed(*(get("/v1/suggest", q=text) for text in ("Құнд", "құндызб", "Кунд", "Жасыр", "Тасқ", "Абд", "Дос", "9"))),
    "archive": fixed(*(get("/v1/archive", **place) for place in PLACES)),
    "ead": fixed(get("/v1/archive/ead", fonds="12"), get("/v1/archive/ead", fonds=FONDS), get("/v1/archive/ead", fonds="777")),
    "organisations": fixed(get("/v1/organisations"), get("/v1/organisations", q=MARKER)),
    "organisation": fixed(get("/v1/organisations/kuandarya"), get("/v1/organisations/none")),
    "organisationEac": fixed(get("/v1/organisations/kuandarya/eac"), get("/v1/organisations/none/eac")),
    "places": fixed(get("/v1/places"), get("/v1/places", q=MARKER)),
    "place": fixed(get("/v1/places/kyzylorda"), get("/v1/places/none")),
    "authorities": fixed(get("/v1/authorities"), get("/v1/authorities", q=MARKER, kind="term")),
    "authority": fixed(get("/v1/authorities/kyzylorda"), get("/v1/authorities/none")),
    "authorityPut": fixed(("PUT", "/v1/authorities/new", {"json": {"kind": "place", "names": [{"name": MARKER}]}})),
    "authorityRemove": fixed(("DELETE", "/v1/authorities/kyzylorda", {})),
    "equivalents": fixed(get("/v1/equivalents")),
    "equivalentsPut": fixed(("PUT", "/v1/equivalents", {"json": {"groups": []}})),
    "stemExceptions": fixed(get("/v1/stem-exceptions/kk"), get("/v1/stem-exceptions/ru")),
    "stemExceptionsPut": fixed(("PUT", "/v1/stem-exceptions/kk", {"json": {"exceptions": []}})),
    "page": of_pages("", f"?q={MARKER}", "?q=Абдиков"),
    "similar": of_pages("/similar"),
    "pageText": of_pages("/text"),
    "pageAlto": of_pages("/alto"),
    "pageJsonld": of_pages("/jsonld"),
    "archiveJsonld": fixed(*(get("/v1/archive/jsonld", **place) for place in PLACES)),
    "pageHocr": of_pages("/hocr"),
    "pageVersions": of_pages("/versions"),
    "pageVersion": of_pages("/versions/1"),
    "pageCorrect": changes_of_pages("PUT", "/text", json={"text": MARKER}, headers={"If-Match": '"1"'}),
    "pageRestore": changes_of_pages("POST", "/versions/1/restore", headers={"If-Match": '"1"'}),
    "pageImage": of_pages("/image", f"/image?q={MARKER}", "/image?mark=0-5"),
    "pageCut": of_pages("/cut", f"/cut?q={MARKER}"),
    "pageThumbnail": of_pages("/thumbnail"),
    "document": of_documents("/v1/documents/{}"),
    "documentText": of_documents("/v1/documents/{}/text"),
    "documentJsonld": of_documents("/v1/documents/{}/jsonld"),
    "documentAlto": of_documents("/v1/documents/{}/alto"),
    "documentHocr": of_documents("/v1/documents/{}/hocr"),
    "documentPdf": of_documents("/v1/documents/{}/pdf"),
    "iiifImage": of_iiif_pages(""),
    "iiifImageInformation": of_iiif_pages("/info.json"),
    "iiifText": of_iiif_pages("/text"),
    "iiifPicture": of_iiif_pages("/full/max/0/default.jpg", "/0,0,50,50/20,/90/gray.png"),
    "iiifManifest": of_documents("/v1/iiif/documents/{}/manifest"),
    "iiifSearch": of_documents("/v1/iiif/documents/{}/search", q=MARKER),
    "iiifAutocomplete": of_documents("/v1/iiif/documents/{}/autocomplete", q="Құнд"),
    "iiifCollection": fixed(*(get("/v1/iiif/collection", **place) for place in PLACES)),
    "oai": fixed(*(get("/v1/oai", **arguments) for arguments in OAI)),
    "oaiPost": fixed(*(("POST", "/v1/oai", {"data": arguments}) for arguments in OAI)),
    "health": fixed(get("/v1/health")),
    "healthReady": fixed(get("/v1/health/ready")),
    "metrics": fixed(get("/v1/metrics")),
    "healthLive": fixed(get("/v1/health/live")),
    "me": fixed(get("/v1/me")),
    "logInPage": fixed(get("/v1/log-in")),
    "logIn": fixed(("POST", "/v1/log-in", {"json": {"name": MARKER, "password": MARKER}})),
    "logInElsewhere": fixed(get("/v1/log-in/elsewhere")),
    "logInCallback": fixed(get("/v1/log-in/callback", state="a", code="b")),
    "logOut": fixed(("POST", "/v1/log-out", {})),
    "users": fixed(get("/v1/users")),
    "userAdd": fixed(("POST", "/v1/users", {"json": {"name": "new", "password": "a new long password"}})),
    "userChange": fixed(("PATCH", "/v1/users/head", {"json": {"role": "reader"}})),
    "userRemove": fixed(("DELETE", "/v1/users/head", {})),
    "userLogOut": fixed(("DELETE", "/v1/users/head/sessions", {})),
    "keys": fixed(get("/v1/keys")),
    "keyAdd": fixed(("POST", "/v1/keys", {"json": {"label": "x", "owner": "head"}})),
    "keyRevoke": fixed(("DELETE", "/v1/keys/abc", {})),
    "webhooks": fixed(get("/v1/webhooks")),
    "webhookAdd": fixed(("POST", "/v1/webhooks", {"json": {"address": "https://8.8.8.8/", "events": ["saved-search.new"]}})),
    "webhookRemove": fixed(("DELETE", "/v1/webhooks/abc", {})),
    "webhookDeliveries": fixed(get("/v1/webhooks/abc/deliveries")),
    "accessRules": fixed(get("/v1/access-rules")),
    "accessRulePut": fixed(("PUT", "/v1/access-rules/act", {"json": {"access": "open", "basis": "x"}})),
    "accessRuleRemove": fixed(("DELETE", "/v1/access-rules/act", {})),
    "audit": fixed(get("/v1/audit")),
    "auditExport": fixed(get("/v1/audit/file")),
    "auditMonth": fixed(get("/v1/audit/month")),
    "auditVerify": fixed(get("/v1/audit/verdict")),
    "transfers": fixed(get("/v1/transfers")),
    "transfer": fixed(get("/v1/transfers/1"), get("/v1/transfers/99")),
    "transferReceipt": fixed(get("/v1/transfers/1/receipt"), get("/v1/transfers/1/receipt", format="pdf")),
    "transferInventory": fixed(("POST", "/v1/transfers/inventory", {"files": {"file": ("inventory.csv", LIST)}})),
    "transfersRetry": fixed(("POST", "/v1/transfers/retry", {})),
    "uploads": fixed(get("/v1/transfers/uploads")),
    "uploadCreate": fixed(("POST", "/v1/transfers/uploads", {"json": {"name": "x", "files": [{"path": "a", "size": 1}]}})),
    "upload": fixed(get(UPLOAD)),
    "uploadDelete": fixed(("DELETE", UPLOAD, {})),
    "uploadIngest": fixed(("POST", f"{UPLOAD}/ingest", {})),
    "uploadOffset": fixed(("HEAD", f"{UPLOAD}/files/1", {})),
    "requests": fixed(get("/v1/requests")),
    "requestAdd": fixed(("POST", "/v1/requests", {"json": {"applicant": MARKER}})),
    "deadlines": fixed(get("/v1/deadlines")),
    "deadlinesPut": fixed(("PUT", "/v1/deadlines", {"json": {"rules": []}})),
    "holidays": fixed(get("/v1/holidays")),
    "holidaysPut": fixed(("PUT", "/v1/holidays", {"json": {"yearly": []}})),
    "requestQueue": fixed(get("/v1/requests/queue")),
    "requestReport": fixed(get("/v1/requests/report")),
    "requestLooks": fixed(get("/v1/requests/looks", person=MARKER)),
    "requestBlock": fixed(("POST", "/v1/requests/block", {})),
    "requestImport": fixed(("POST", "/v1/requests/import", {"content": LIST})),
    "requestExport": fixed(get("/v1/requests/file")),
    "request": fixed(get(REQUEST)),
    "requestChange": fixed(("PATCH", REQUEST, {"json": {"applicant": MARKER}, "headers": {"If-Match": "*"}})),
    "requestMove": fixed(("POST", f"{REQUEST}/state", {"json": {"state": "searching"}, "headers": {"If-Match": "*"}})),
    "requestExtend": fixed(("POST", f"{REQUEST}/extension", {"json": {"reason": "x"}})),
    "requestAssign": fixed(("PUT", f"{REQUEST}/handlers", {"json": {"handlers": [READER]}})),
    "requestHistory": fixed(get(f"{REQUEST}/history")),
    "requestPlan": fixed(get(f"{REQUEST}/plan")),
    "requestSearch": fixed(("POST", f"{REQUEST}/searches", {"json": {"query": MARKER}})),
    "evidence": fixed(get(f"{REQUEST}/evidence")),
    "evidencePropose": lambda pair: [
        ("POST", f"{REQUEST}/evidence/proposal", {"json": {"page_id": f"{one}-1", "spans": [[0, 9]]}})
        for one in (*pair.full.documents.values(), UNKNOWN)
    ],
    "evidenceAdd": lambda pair: [
        ("POST", f"{REQUEST}/evidence", {"json": {"page_id": f"{one}-1", "spans": [[0, 9]]}})
        for one in (*pair.full.documents.values(), UNKNOWN)
    ],
    "evidenceChange": fixed(("PATCH", f"{REQUEST}/evidence/abc", {"json": {"note": MARKER}})),
    "evidenceRemove": fixed(("DELETE", f"{REQUEST}/evidence/abc", {})),
    "evidenceCut": fixed(get(f"{REQUEST}/evidence/abc/cut")),
    "drafts": fixed(get(f"{REQUEST}/drafts")),
    "draftMake": fixed(("POST", f"{REQUEST}/drafts", {"json": {"kind": "certificate"}})),
    "draftDocx": fixed(get(f"{REQUEST}/drafts/abc/docx")),
    "draftReplace": fixed(("PUT", f"{REQUEST}/drafts/abc/docx", {"content": b"PK"})),
    "draftCheck": fixed(("POST", f"{REQUEST}/drafts/abc/check", {"json": {}})),
    "paperMake": fixed(("POST", f"{REQUEST}/drafts/abc/paper", {"json": {}})),
    "papers": fixed(get(f"{REQUEST}/papers")),
    "paperPdf": fixed(get(f"{REQUEST}/papers/abc/pdf")),
    "paperSign": fixed(("POST", f"{REQUEST}/papers/abc/signatures", {"content": b"0"})),
    "paperSignature": fixed(get(f"{REQUEST}/papers/abc/signatures/1")),
    "paperIssue": fixed(("POST", f"{REQUEST}/papers/abc/issue", {})),
    "paperVerify": fixed(get("/v1/verify/abc"), get(f"/v1/verify/{MARKER}")),
    "paperVerifyFile": fixed(("POST", "/v1/verify/abc", {"content": b"%PDF"})),
    "uploadPart": fixed(("PATCH", f"{UPLOAD}/files/1", {"content": b"a", "headers": {"Upload-Offset": "0"}})),
}
KEPT = {
    "batchCreate",
    "batches",
    "batch",
    "batchDelete",
    "batchCancel",
    "batchMatrix",
    "batchCsv",
    "batchXlsx",
    "batchRows",
    "savedSearches",
    "savedSearchCreate",
    "savedSearch",
    "savedSearchDelete",
    "savedSearchNew",
    "savedSearchSeen",
    "searchRecords",
    "searchRecordCreate",
    "searchRecord",
    "searchRecordText",
}


def operations(app: Any) -> set[str]:
    return {operation["operationId"] for methods in app.openapi()["paths"].values() for operation in methods.values()}


def routes(app: Any) -> Iterator[Any]:
    for route in app.routes:
        yield from route.original_router.routes if hasattr(route, "original_router") else [route]


def test_every_operation_is_asked(pair: Pair) -> None:
    assert operations(pair.full.app) == set(ASKED) | KEPT
    undescribed = {route.path for route in routes(pair.full.app) if not getattr(route, "include_in_schema", False)}
    # Both tell how to ask, and nothing of what is held.
    assert undescribed == {"/v1/openapi.json", "/v1/docs"}


# Cursors are sealed; times, days and ids made by chance differ by themselves.
CHANCE = re.compile(
    r'after=[^"&<>]+|\d{4}-\d\d-\d\d[T ][0-9:.]+(Z|[+]00:00)?'
    r"|\b[0-9a-f]{16,64}\b(?!-)|\d{4}-\d\d-\d\d(?=\.(csv|jsonl|xlsx))"
)


def content(answer: httpx.Response) -> str:
    kind = answer.headers.get("content-type", "")
    if "spreadsheet" in kind and answer.is_success:
        book = zipfile.ZipFile(io.BytesIO(answer.content))
        return "".join(book.read(name).decode() for name in sorted(book.namelist()) if name.startswith("xl/"))
    if kind == "application/pdf":
        document = pypdfium2.PdfDocument(answer.content)
        words = [f"{page.get_size()} {page.get_textpage().get_text_range()}" for page in document]
        document.close()
        return "\f".join(words)
    if kind.startswith("image/"):
        return answer.content.hex()
    return answer.text


def told(answer: httpx.Response, documents: "dict[str, str]") -> tuple[int, str, dict[str, str]]:
    """Return what an answer tells, without what chance makes of it."""
    text = content(answer)
    for title, name in documents.items():
        text = text.replace(name, title) if name else text
    headers = {name: value for name, value in answer.headers.items() if name not in ("date", "content-length", "etag")}
    return answer.status_code, CHANCE.sub("~", text), {name: CHANCE.sub("~", value) for name, value in headers.items()}


def asked_of(person: Person, call: Call) -> httpx.Response:
    method, path, options = call
    headers = {**person.headers, **options.get("headers", {})}
    return person.request(method, path, **{**options, "headers": headers})


def without_request(text: str, call: Call) -> str:
    """Return an answer without the words of the request, which it may say back."""
    _, path, options = call
    given = [path, *path.split("/"), *re.split(r"\W+", json.dumps(options, ensure_ascii=False, default=str))]
    for word in sorted((word for word in given if len(word) > 2), key=len, reverse=True):
        text = text.replace(word, "")
    return text


@pytest.mark.parametrize("operation", sorted(ASKED))
def test_who_may_not_see_gets_what_there_would_be_without_the_closed_sheets(pair: Pair, operation: str) -> None:
    full, bare = pair.full.person(READER), pair.bare.person(READER)
    for call in ASKED[operation](pair):
        answer, likeness = asked_of(full, call), asked_of(bare, call)
        assert told(answer, pair.full.documents) == told(likeness, pair.full.documents), call
        shown = without_request(content(answer), call)
        assert [trace for trace in TRACES if trace.casefold() in shown.casefold()] == [], call


@pytest.mark.parametrize("role", ["archivist", "head"])
def test_a_higher_role_without_a_right_to_the_fonds_sees_no_more(pair: Pair, role: Role) -> None:
    """What readers may not ask at all: lists of work, rules, the audit record."""
    for one in (pair.full, pair.bare):
        one.house.gatekeeper.add(f"{role}-of-none", PASSWORD, role, ())
    full, bare, reader = pair.full.person(f"{role}-of-none"), pair.bare.person(f"{role}-of-none"), pair.full.person(READER)
    looks = [call for calls in ASKED.values() for call in calls(pair) if call[0] == "GET"]
    more = [call for call in looks if asked_of(reader, call).status_code == 403]
    assert "/v1/access-rules" in {path for _, path, _ in more}
    for call in more:
        answer, likeness = asked_of(full, call), asked_of(bare, call)
        if call[1] != "/v1/audit/month" and call[1] != "/v1/audit/verdict":
            assert told(answer, pair.full.documents) == told(likeness, pair.full.documents), call
        shown = without_request(content(answer), call)
        assert [trace for trace in TRACES if trace.casefold() in shown.casefold()] == [], call


def test_who_may_not_see_a_fonds_does_not_open_it(pair: Pair) -> None:
    pair.full.house.gatekeeper.add("head-of-one", PASSWORD, "head", ("12",))
    head, rule = pair.full.person("head-of-one"), {"json": {"access": "open", "basis": "x", "fonds": FONDS}}
    before = pair.full.person(HEAD).get("/v1/access-rules").json()
    for method, path, options in (
        ("PUT", "/v1/access-rules/act", rule),
        ("PUT", "/v1/access-rules/mine", rule),
        ("DELETE", "/v1/access-rules/act", {}),
        ("GET", "/v1/audit", {}),
        ("GET", "/v1/audit/file", {}),
    ):
        answer = head.request(method, path, **options)
        assert (answer.status_code, answer.json()["code"]) == (403, "fonds-all")
    assert pair.full.person(HEAD).get("/v1/access-rules").json() == before
    # The rule of the document names one of a fonds that this head may see.
    assert [one["name"] for one in head.get("/v1/access-rules").json()] == ["one"]


SHOWN = ("search", "export", "suggest", "archive", "page", "pageImage", "document", "iiifManifest", "iiifText", "oai", "ead")


@pytest.mark.parametrize("operation", SHOWN)
def test_who_may_see_does(pair: Pair, operation: str) -> None:
    """Without this the test above could not fail."""
    full, bare = pair.full.person(TRUSTED), pair.bare.person(TRUSTED)
    calls = ASKED[operation](pair)
    assert any(
        told(asked_of(full, call), pair.full.documents)[:2] != told(asked_of(bare, call), pair.full.documents)[:2]
        for call in calls
    )


def test_neighbours_pass_over_what_may_not_be_seen(pair: Pair) -> None:
    first = f"{pair.full.documents[OPEN.title]}-1"
    beside = f"{pair.full.documents[BESIDE.title]}-1"
    assert pair.full.person(TRUSTED).get(f"/v1/pages/{first}").json()["neighbours"]["next"] == beside
    assert pair.full.person(READER).get(f"/v1/pages/{first}").json()["neighbours"]["next"] == first[:-1] + "2"


@pytest.mark.parametrize("view", ["", "/image", "/text"])
def test_refusing_a_closed_page_takes_the_same_steps_as_a_missing_one(pair: Pair, view: str) -> None:
    person = pair.full.person(READER)
    closed, missing = f"{pair.full.documents[APART.title]}-1", f"{UNKNOWN}-1"
    assert _statements(person, f"/v1/pages/{closed}{view}") == _statements(person, f"/v1/pages/{missing}{view}")


def _statements(person: Person, path: str) -> list[str]:
    """Return the statements that the databases of this process are asked while a request is answered."""
    from sqlalchemy import Engine

    seen: list[str] = []

    def note(connection: Any, cursor: Any, statement: str, *rest: Any) -> None:
        # Threads of the house look for work at times of their own.
        if "audit" not in statement and threading.current_thread().name not in ("publishing", "batches", "intake"):
            seen.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    try:
        assert person.get(path).status_code == 404
    finally:
        event.remove(Engine, "before_cursor_execute", note)
    return seen


def kept_things(person: Person) -> list[Call]:
    """Make a batch, a saved search and a record of a search with closed words; return how to ask for all of them."""
    batch = person.request("POST", "/v1/batches", params={"name": "list.csv"}, content=LIST).json()["batch_id"]
    saved = person.request("POST", "/v1/saved-searches", json={"name": "x", "query": MARKER}).json()["search_id"]
    record = person.request("POST", "/v1/search-records", json={"query": MARKER}).json()["record_id"]
    for _ in range(600):
        state = person.get(f"/v1/batches/{batch}").json()
        if state["waiting"] == 0:
            break
    assert state["waiting"] == 0, state
    views = ("", "/rows", "/matrix", "/result.csv", "/result.xlsx")
    return [
        get("/v1/batches"),
        *(get(f"/v1/batches/{batch}{view}") for view in views),
        get("/v1/saved-searches"),
        get(f"/v1/saved-searches/{saved}"),
        get(f"/v1/saved-searches/{saved}/new", also_seen=True),
        ("POST", f"/v1/saved-searches/{saved}/seen", {"json": {}}),
        get("/v1/search-records"),
        get(f"/v1/search-records/{record}"),
        get(f"/v1/search-records/{record}/text"),
        ("POST", f"/v1/batches/{batch}/cancel", {}),
        ("DELETE", f"/v1/saved-searches/{saved}", {}),
        ("DELETE", f"/v1/batches/{batch}", {}),
    ]


def test_kept_things_of_who_may_not_see_hold_nothing(pair: Pair) -> None:
    full, bare = pair.full.person(READER), pair.bare.person(READER)
    for call, like in zip(kept_things(full), kept_things(bare), strict=True):
        answer, likeness = asked_of(full, call), asked_of(bare, like)
        assert told(answer, pair.full.documents)[:2] == told(likeness, pair.full.documents)[:2], call
        assert BESIDE.title not in content(answer)


def test_kept_things_of_others_do_not_exist(pair: Pair) -> None:
    for call in kept_things(pair.full.person(TRUSTED)):
        if call[1].count("/") > 2:
            assert asked_of(pair.full.person(READER), call).status_code == 404, call


def test_rights_that_end_end_for_what_was_kept(pair: Pair) -> None:
    pair.full.house.gatekeeper.set_rights(READER, "reader", ("12", FONDS))
    try:
        person = pair.full.person(READER)
        calls = kept_things(person)[:-3]
        before = [content(asked_of(person, call)) for call in calls]
        assert any(TITLE in text for text in before)
        pair.full.house.gatekeeper.set_rights(READER, "reader", ())
        person = pair.full.person(READER)
        for call in calls:
            shown = content(asked_of(person, call))
            assert [trace for trace in TRACES if trace in shown and trace != MARKER] == [], call
    finally:
        pair.full.house.gatekeeper.set_rights(READER, "reader", ())


def test_a_rule_that_changes_shows_and_hides_at_once(pair: Pair) -> None:
    head, reader = pair.full.person(HEAD), pair.full.person(READER)
    rule = head.get("/v1/access-rules").json()[0]
    assert reader.get("/v1/search", params={"q": TITLE, "fonds": FONDS}).json()["total"] == 0
    opened = {name: value for name, value in rule.items() if name != "name"} | {"access": "open"}
    assert head.request("PUT", "/v1/access-rules/act", json=opened).json()["documents"] == 1
    assert reader.get("/v1/search", params={"q": MARKER}).json()["total"] == 1
    closed = opened | {"access": "closed"}
    assert head.request("PUT", "/v1/access-rules/act", json=closed).json()["documents"] == 1
    assert reader.get("/v1/search", params={"q": MARKER}).json()["total"] == 0
