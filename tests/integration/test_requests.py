"""Requests by API and command with everything real: register, lists, deadlines, four eyes, signatures, verification, blocking."""

import io
import json
import subprocess
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import quote

import openpyxl
import pytest
from docx import Document

from paraq.records.request import iin_control
from paraq.records.viewer import Viewer
from paraq.settings import Settings
from tests.integration.guarded_archive import APART, HEAD, MARKER, OPEN, PASSWORD, READER, TRUSTED, Installation, Person, guarded
from tests.integration.paraq_home import paraq, paraq_json
from tests.services import verapdf

IIN = "38051530001" + str(iin_control("38051530001"))
ASKED = {"applicant": "Абдиков Серик", "iin": IIN, "kind": "employment", "year_from": 1978, "year_to": 1980, "language": "ru"}
OTHER = "other"


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    with guarded(Settings(home=tmp_path_factory.mktemp("requests")), closed=True) as installation:
        installation.house.gatekeeper.add(OTHER, PASSWORD, "archivist", ("12",))
        yield installation


def added(archive: Installation, who: str = TRUSTED, **more: Any) -> str:
    answer = archive.person(who).request("POST", "/v1/requests", json={**ASKED, **more})
    assert answer.status_code == 201, answer.text
    return f"/v1/requests/{answer.json()['request_id']}"


def moved(person: Person, request: str, state: str, note: str = "", version: str = "*") -> Any:
    headers = {**person.headers, "If-Match": version}
    return person.request("POST", f"{request}/state", json={"state": state, "note": note}, headers=headers)


def evidence(archive: Installation, request: str) -> dict[str, Any]:
    page = f"{archive.documents[OPEN.title]}-1"
    answer = archive.person(TRUSTED).request("POST", f"{request}/evidence", json={"page_id": page, "spans": [[0, 100]]})
    assert answer.status_code == 201, answer.text
    return dict(answer.json())


def test_a_request_is_entered_found_and_changed_with_its_history(archive: Installation) -> None:
    person = archive.person(TRUSTED)
    request = added(archive)
    found = person.get(request)
    assert found.headers["etag"] == '"1"'
    assert (found.json()["state"], found.json()["handlers"], found.json()["rule"]) == ("registered", [TRUSTED], "working-2020")
    changed = person.request("PATCH", request, json={"purpose": "зейнетақы"}, headers={**person.headers, "If-Match": '"1"'})
    assert changed.json()["asked"]["purpose"] == "зейнетақы"
    late = person.request("PATCH", request, json={"purpose": "x"}, headers={**person.headers, "If-Match": '"1"'})
    assert late.status_code == 412
    for unread in ({}, {"If-Match": "x"}, {"If-Match": ""}):
        answer = person.request("PATCH", request, json={"purpose": "x"}, headers={**person.headers, **unread})
        assert (answer.status_code, answer.json()["code"]) == (428, "version-needed")
        assert person.request("POST", f"{request}/state", json={"state": "waiting"}).status_code == 428
    assert moved(person, request, "issued").status_code == 409
    assert moved(person, request, "waiting").status_code == 400
    assert moved(person, request, "waiting", "түбіртек", version='"1"').status_code == 412
    assert moved(person, request, "waiting", "түбіртек", version='"2"').json()["state"] == "waiting"
    told = person.get(f"{request}/history").json()["changes"]
    assert [(one["what"], one["who"]) for one in told] == [
        ("registered", TRUSTED),
        ("seen", TRUSTED),
        ("changed", TRUSTED),
        ("state", TRUSTED),
    ]


def test_who_does_not_work_on_it_learns_nothing_of_it(archive: Installation) -> None:
    request = added(archive)
    stranger, missing = archive.person(OTHER), "/v1/requests/feedfeedfeedfeed"
    for view in ("", "/history", "/plan", "/evidence", "/drafts", "/papers"):
        hidden, none = stranger.get(request + view), stranger.get(missing + view)
        assert (hidden.status_code, hidden.json()["detail"]) == (404, none.json()["detail"])
    assert request.rpartition("/")[2] not in stranger.get("/v1/requests").text + stranger.get("/v1/requests/file").text
    assert archive.person(READER).get("/v1/requests").status_code == 403
    assert archive.person(HEAD).get(request).status_code == 200
    archive.person(TRUSTED).request("PUT", f"{request}/handlers", json={"handlers": [OTHER]})
    assert stranger.get(request).status_code == 200
    assert archive.person(TRUSTED).get(request).status_code == 404


def test_a_list_goes_in_row_by_row_and_comes_out_again(archive: Installation) -> None:
    rows = [
        ["Номер", "Дата поступления", "Заявитель", "ИИН", "Вид запроса", "С года", "По год", "Язык"],
        ["Е-1", "12.01.2026", "Ахметова Гүлсім", IIN, "трудовой стаж", "1978", "1986", "казахский"],
        ["Е-2", "12.01.2026", "Ошибкин Иван", "380515300010", "зарплата", "", "", "русский"],
        ["Е-3", "завтра", "Кимов", "", "", "", "", ""],
        ["Е-1", "12.01.2026", "=1+1", "", "", "", "", ""],
        ["Е-4", "2026-02-03", "=cmd()", "", "жер", "1990", "", "kk+ru"],
    ]
    book = openpyxl.Workbook()
    for row in rows:
        assert book.active is not None
        book.active.append([f"'{cell}" if cell.startswith("=") else cell for cell in row])
    out = io.BytesIO()
    book.save(out)
    person = archive.person(HEAD)
    csv = "\n".join(";".join(row) for row in rows).encode("cp1251", "replace")
    taken = person.request("POST", "/v1/requests/import", content=csv).json()
    assert (taken["taken"], taken["refused"]) == (2, 3)
    assert [(row["row"], row["where"]) for row in taken["rows"] if row["message"]] == [(3, "iin"), (4, "received"), (5, "Е-1")]
    assert person.request("POST", "/v1/requests/import", content=out.getvalue()).json()["taken"] == 0
    for kind in ("csv", "xlsx"):
        file = person.get("/v1/requests/file", params={"format": kind})
        if kind == "csv":
            assert "Е-1,2026-01-12" in file.text and "'=cmd()" in file.text
            continue
        sheet = openpyxl.load_workbook(io.BytesIO(file.content)).active
        assert sheet is not None
        cells = {str(row[0].value): row for row in sheet.iter_rows()}
        assert (cells["Е-4"][2].value, cells["Е-4"][2].data_type) == ("=cmd()", "s")


def test_a_long_register_goes_on_where_it_ended(archive: Installation) -> None:
    person = archive.person(HEAD)
    for at in range(5):
        added(archive, number=f"Ұ-{at}", received=f"2026-01-1{at}", applicant="Ұзақова Айша")
    for order in ("due", "received"):
        whole = person.get("/v1/requests", params={"named": "ұзақова", "order": order}).json()
        assert whole["total"] == 5 and whole["next"] is None
        seen, address, late = [], f"/v1/requests?named=ұзақова&order={order}&limit=2", False
        while address:
            answer = person.get(address)
            assert answer.json()["total"] == (6 if late else 5)
            seen += [one["asked"]["number"] for one in answer.json()["requests"]]
            address = answer.json()["next"]
            assert answer.headers.get("link", "") == (f'<{address}>; rel="next"' if address else "")
            if order == "received" and not late:
                # What comes in front of what was seen moves nothing.
                late = bool(added(archive, number="Ұ-9", received="2026-02-01", applicant="Ұзақова Айша"))
        assert seen == [one["asked"]["number"] for one in whole["requests"]]
    assert person.get("/v1/requests", params={"after": "feed"}).status_code == 400


def test_a_deadline_is_extended_once_and_the_queue_warns(archive: Installation) -> None:
    person = archive.person(TRUSTED)
    received = (date.today() - timedelta(days=60)).isoformat()
    overdue, fresh = added(archive, received=received), added(archive)
    assert person.request("POST", f"{overdue}/extension", json={"reason": "x"}).status_code == 409
    before = person.get(fresh).json()["due"]
    longer = person.request("POST", f"{fresh}/extension", json={"reason": "екі ұйым"}).json()
    assert longer["due"] > before and longer["notice_due"] > longer["extended"] == date.today().isoformat()
    assert person.request("POST", f"{fresh}/extension", json={"reason": "x"}).status_code == 409
    queue = person.get("/v1/requests/queue").json()
    warned = {one["request"]["request_id"]: one["warning"] for one in queue["requests"]}
    assert warned[overdue.rpartition("/")[2]] == "overdue" and warned[fresh.rpartition("/")[2]] == ""
    dues = [one["request"]["due"] for one in queue["requests"]]
    assert dues == sorted(dues) and queue["overdue"] == list(warned.values()).count("overdue")


def test_evidence_is_quoted_from_the_page_and_not_taken_twice(archive: Installation) -> None:
    person = archive.person(TRUSTED)
    request = added(archive, applicant="Абдыков Серик")
    page = f"{archive.documents[OPEN.title]}-1"
    sent = {"page_id": page, "spans": [[0, 7], [26, 100]], "unreadable": [[32, 43]]}
    kept = person.request("POST", f"{request}/evidence", json=sent).json()
    assert kept["text"] == "Абдиков … болып […]"
    assert [piece["unreadable"] for piece in kept["quotation"]] == [False, False, False, True]
    assert [one["what"] for one in kept["discrepancies"]] == ["name"]
    assert kept["reference"]["ru"] == "Ф. 12. Оп. 1. Д. 45. Л. 1."
    assert person.request("POST", f"{request}/evidence", json=sent).status_code == 409
    cut = person.get(f"{request}/evidence/{kept['evidence_id']}/cut")
    assert cut.headers["content-type"] == "image/jpeg" and cut.content[:2] == b"\xff\xd8"
    changed = person.request("PATCH", f"{request}/evidence/{kept['evidence_id']}", json={"fact": "hired", "date": "1978-03-14"})
    assert (changed.json()["fact"], changed.json()["date"]) == ("hired", "1978-03-14")
    matrix = {year["year"]: year for year in person.get(f"{request}/plan").json()["matrix"]}
    assert matrix[1978]["proved"] == {"hired": [kept["evidence_id"]]} and matrix[1979]["missing"]


def test_evidence_of_a_sheet_that_a_colleague_may_not_see_is_hidden_from_them(archive: Installation) -> None:
    person, other = archive.person(TRUSTED), archive.person(OTHER)
    request = added(archive)
    evidence(archive, request)
    closed = {"page_id": f"{archive.documents[APART.title]}-1", "spans": [[0, 100]]}
    kept = person.request("POST", f"{request}/evidence", json=closed).json()
    person.request("PUT", f"{request}/handlers", json={"handlers": [TRUSTED, OTHER]})
    assert len(person.get(f"{request}/evidence").json()["evidence"]) == 2
    seen = other.get(f"{request}/evidence")
    assert len(seen.json()["evidence"]) == 1 and MARKER not in seen.text
    assert other.get(f"{request}/evidence/{kept['evidence_id']}/cut").status_code == 404
    assert kept["evidence_id"] not in other.get(f"{request}/plan").text
    assert closed["page_id"] in person.get(f"{request}/history").text
    assert closed["page_id"] not in other.get(f"{request}/history").text


def test_work_that_tells_of_sheets_which_a_colleague_may_not_see_is_hidden_from_them(archive: Installation) -> None:
    person, other, head = archive.person(TRUSTED), archive.person(OTHER), archive.person(HEAD)
    request = added(archive)
    person.request("PUT", f"{request}/handlers", json={"handlers": [TRUSTED, OTHER]})
    evidence(archive, request)
    shared = person.request("POST", f"{request}/drafts", json={"kind": "extract"}).json()["draft_id"]
    person.request("POST", f"{request}/evidence", json={"page_id": f"{archive.documents[APART.title]}-1", "spans": [[0, 100]]})
    hidden = person.request("POST", f"{request}/drafts", json={"kind": "extract"}).json()["draft_id"]
    assert MARKER in text_of(person.get(f"{request}/drafts/{hidden}/docx").content)
    assert [one["draft_id"] for one in other.get(f"{request}/drafts").json()["drafts"]] == [shared]
    assert head.request("POST", f"{request}/drafts/{hidden}/check", json={}).status_code == 200
    paper = head.request("POST", f"{request}/drafts/{hidden}/paper", json={}).json()["code"]
    assert person.get(f"{request}/papers/{paper}/pdf").status_code == 200
    assert other.get(f"{request}/papers").json()["papers"] == []
    for method, path in (
        ("GET", f"drafts/{hidden}/docx"),
        ("POST", f"drafts/{hidden}/check"),
        ("GET", f"papers/{paper}/pdf"),
    ):
        assert other.request(method, f"{request}/{path}", json={}).status_code == 404
    for who in (person, other):
        assert who.request("POST", f"{request}/searches", json={"query": MARKER}).status_code == 201
    assert [one["total"] for one in other.get(f"{request}/plan").json()["searches"]] == [1]
    assert sorted(one["total"] for one in person.get(f"{request}/plan").json()["searches"]) == [1, 2]


def test_a_paper_is_checked_by_another_made_signed_issued_and_verified(archive: Installation, tmp_path: Path) -> None:
    author, head, stranger = archive.person(TRUSTED), archive.person(HEAD), archive.person(READER)
    request = added(archive)
    assert author.request("POST", f"{request}/drafts", json={"kind": "certificate"}).status_code == 409
    evidence(archive, request)
    named = head.request("PATCH", f"/v1/users/{TRUSTED}", json={"full_name": " Серікова  А.Б."})
    assert named.status_code == 204
    draft = author.request("POST", f"{request}/drafts", json={"kind": "certificate"}).json()
    here = f"{request}/drafts/{draft['draft_id']}"
    assert author.request("POST", f"{here}/check", json={}).status_code == 403
    assert head.request("POST", f"{here}/paper", json={}).status_code == 409
    docx = author.get(f"{here}/docx").content
    assert ": Серікова А.Б." in text_of(docx)
    assert author.request("PUT", f"{here}/docx", content=b"no docx").status_code == 400
    assert author.request("PUT", f"{here}/docx", content=docx).json()["edited"] is True
    assert head.request("POST", f"{here}/check", json={}).json()["state"] == "checked"
    assert author.request("POST", f"{here}/paper", json={}).status_code == 403
    paper = head.request("POST", f"{here}/paper", json={"number": "77-к"}).json()
    at = f"{request}/papers/{paper['code']}"
    pdf = author.get(f"{at}/pdf").content
    document = tmp_path / "paper.pdf"
    document.write_bytes(pdf)
    assert verapdf.check(document).startswith("PASS")
    assert stranger.get(f"/v1/verify/{paper['code']}").json()["genuine"] is False
    good, bad = signature(tmp_path, pdf), signature(tmp_path, pdf + b" ")
    assert author.request("POST", f"{at}/signatures?name=a.p7s", content=bad).status_code == 400
    assert author.request("POST", f"{at}/signatures?name=a.p7s", content=b"nothing").status_code == 400
    signed = author.request("POST", f"{at}/signatures?name=a.p7s", content=good).json()
    assert "Asel" in signed["signatures"][0]["signer"] and signed["signatures"][0]["status"] != "invalid"
    assert author.get(request).json()["state"] == "signed"
    assert author.get(f"{at}/signatures/1").content == good
    assert head.request("POST", f"{at}/issue", json={}).json()["state"] == "issued"
    assert author.get(f"{at}/pdf").content == pdf
    closed = author.get(request).json()
    assert (closed["state"], closed["outcome"], closed["closed"]) == ("issued", "positive", date.today().isoformat())
    verified = stranger.get(f"/v1/verify/{paper['code']}").json()
    assert (verified["genuine"], verified["number"], verified["sha256"]) == (True, "77-к", paper["sha256"])
    assert "Абдиков" not in str(verified) and IIN not in str(verified)
    assert stranger.request("POST", f"/v1/verify/{paper['code']}", content=pdf).json()["state"] == "same-bytes"
    assert stranger.request("POST", f"/v1/verify/{paper['code']}", content=pdf[:-1]).json()["state"] == "other-bytes"


def signature(folder: Path, content: bytes) -> bytes:
    """Return a detached signature of these bytes by a certificate made for the test."""
    key, certificate, file, out = (folder / name for name in ("key.pem", "cert.pem", "file", "sig.p7s"))
    file.write_bytes(content)
    if not key.exists():
        make = [
            "openssl",
            "req",
            "-x509",
            "-newkey",
            "rsa:2048",
            "-nodes",
            "-keyout",
            key,
            "-out",
            certificate,
            "-subj",
            "/CN=Asel",
        ]
        subprocess.run(make, check=True, capture_output=True)
    sign = [
        "openssl",
        "cms",
        "-sign",
        "-binary",
        "-in",
        file,
        "-signer",
        certificate,
        "-inkey",
        key,
        "-outform",
        "DER",
        "-out",
        out,
    ]
    subprocess.run(sign, check=True, capture_output=True)
    return out.read_bytes()


def text_of(docx: bytes) -> str:
    document = Document(io.BytesIO(docx))
    cells = (cell.text for table in document.tables for row in table.rows for cell in row.cells)
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells]).replace("\xa0", " ")


@pytest.mark.parametrize("language", ["kk", "ru", "kk+ru"])
@pytest.mark.parametrize("kind", ["certificate", "copy", "extract", "negative", "forwarding"])
def test_every_paper_is_drafted_in_every_language(archive: Installation, kind: str, language: str) -> None:
    person = archive.person(TRUSTED)
    request = added(archive, wanted="{{ 7 * 7 }} {% raw %} <b>&")
    evidence(archive, request)
    assert person.request("POST", f"{request}/searches", json={"query": "Абдиков"}).status_code == 201
    asked = {"kind": kind, "language": language, "institution": "Облыстық архив"}
    draft = person.request("POST", f"{request}/drafts", json=asked)
    assert draft.status_code == 201, draft.text
    text = text_of(person.get(f"{request}/drafts/{draft.json()['draft_id']}/docx").content)
    # What an applicant writes is never taken for a mark of a template.
    assert ("7 * 7" in text) == (kind == "forwarding")
    assert "{{ paper_number }}" in text
    for one in language.split("+"):
        reference = {"kk": "Қор 12, тізімдеме 1", "ru": "Ф. 12. Оп. 1. Д. 45"}[one]
        assert kind == "forwarding" or reference in text


def test_what_is_kept_long_enough_is_blocked_and_a_person_learns_who_looked(archive: Installation) -> None:
    house = archive.house
    head = Viewer("head", "administrator", None)
    request = added(archive, number="Б-1")
    person = archive.person(TRUSTED)
    moved(person, request, "refused", "өз еркімен")
    person.get(request)
    looks = archive.person(HEAD).get("/v1/requests/looks", params={"person": "Б-1"}).json()["looks"]
    assert {(one["who"], one["what"]) for one in looks} >= {(TRUSTED, "registered"), (TRUSTED, "seen")}
    assert archive.person(OTHER).get("/v1/requests/looks", params={"person": "Б-1"}).status_code == 403
    today = date.today()
    assert "Б-1" not in house.desk.privacy.end(viewer=head, today=today + timedelta(days=1825))
    assert "Б-1" in house.desk.privacy.end(viewer=head, today=today + timedelta(days=1827))
    blocked = person.get(request)
    assert "Абдиков" not in blocked.text and IIN not in blocked.text and blocked.json()["blocked"]
    assert "еркімен" not in person.get(f"{request}/history").text


def test_the_command_goes_the_whole_way(archive: Installation, tmp_path: Path) -> None:
    home = archive.house.settings.home
    entered = paraq_json(home, "request", "add", "Абдиков Серик", "--years", "1978..1980", "--language", "ru")
    number, page = entered["asked"]["number"], f"{archive.documents[OPEN.title]}-1"
    assert paraq(home, "request", "search", number, "Абдиков").returncode == 0
    kept = paraq_json(home, "request", "evidence", number, page, "Абдиков Серик механизатор", "--set", "fact=hired")
    assert kept["text"] == "Абдиков Серик механизатор"
    found = paraq(home, "search", "механизатор").stdout
    assert f"[{page}]" in found and "Абдиков Серик механизатор" in paraq(home, "page", page).stdout
    assert paraq_json(home, "page", page)["page_id"] == page
    refused = paraq(home, "request", "evidence", number, page, "Абдиков Серик тракторист")
    assert refused.returncode == 2 and f"paraq page {page}" in refused.stderr
    draft = paraq(home, "request", "draft", number, "extract", "--as", TRUSTED)
    # The operator entered it; the account sees what nobody else works on.
    assert draft.returncode == 0, draft.stderr
    identity = draft.stdout.strip()
    assert paraq(home, "request", "check", number, identity, "--as", TRUSTED).returncode == 2
    assert paraq(home, "request", "check", number, identity, "--as", HEAD).returncode == 0
    record = [json.loads(line) for line in paraq(home, "audit", "export").stdout.splitlines()]
    assert [line["status"] for line in record if line["operation"] == "request check"] == [400, 200]
    made = paraq(home, "request", "make", number, identity, tmp_path / "a.pdf", "--as", HEAD)
    code = made.stdout.split()[0]
    assert paraq(home, "request", "verify", code).returncode == 1
    assert paraq(home, "request", "issue", number, code, "--as", HEAD).stdout.strip() == "issued"
    assert paraq(home, "request", "verify", code, tmp_path / "a.pdf").stdout.startswith("genuine")
    report = paraq_json(home, "request", "report")
    assert report["by_outcome"]["positive"] >= 1 and report["came"] >= report["answered"]


def test_searches_made_for_a_request_are_kept_with_it_by_themselves(archive: Installation) -> None:
    person, stranger = archive.person(TRUSTED), archive.person(OTHER)
    request = added(archive)
    number = person.get(request).json()["asked"]["number"]
    carried = {"Paraq-Request": quote(number)}

    def kept() -> list[tuple[str, int]]:
        return [(one["query"], one["total"]) for one in person.get(f"{request}/plan").json()["searches"]]

    asked = {"q": "Абдиков", "type": "order"}
    for again in (asked, asked, asked | {"after": ""}, {"q": "Абдиков"}, {"q": ""}):
        assert person.get("/v1/search", params=again, headers=person.headers | carried).status_code == 200
    assert [query for query, _ in kept()] == ["Абдиков", "Абдиков"]
    assert kept()[1][1] == person.get("/v1/search", params={"q": "Абдиков"}).json()["total"]
    for other in ({}, {"Paraq-Request": "no-such"}):
        assert person.get("/v1/search", params={"q": "Серик"}, headers=person.headers | other).status_code == 200
    assert stranger.get("/v1/search", params={"q": "Серик"}, headers=stranger.headers | carried).status_code == 200
    assert len(kept()) == 2
