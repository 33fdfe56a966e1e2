"""Batches, saved searches and records through the API and the command, with everything real."""

import csv
import io
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from subprocess import DEVNULL
from typing import Any

import openpyxl
import pytest

from api.app import create_app
from api.parts import open_parts
from paraq.cli import run
from paraq.records.viewer import OPERATOR
from paraq.settings import Settings
from paraq.wiring import open_house
from tests.fakes.client import Client
from tests.integration.paraq_home import paraq, paraq_json, write_pdf

LIST = "name;organisation;years\nAlibekov S.;Lenin farm;\nDosov A.;;19xx\nNobody Known;;1980\n"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("asking")
    write_pdf(
        folder / "transfer/Ф. 12/Оп. 1/Д. 45/order.pdf",
        ["Order 14 of 1978. Alibekov S. is hired by Lenin farm", "Dosov A. is dismissed"],
    )
    assert paraq(folder / "home", "ingest", folder / "transfer").returncode == 0
    return folder / "home"


@pytest.fixture(scope="module")
def client(home: Path) -> Iterator[Client]:
    with open_parts(Settings(home=home)) as parts:
        yield Client(create_app(parts))


def done(client: Client, address: str) -> dict[str, Any]:
    """Wait until a batch is answered; the test's own time limit ends what never is."""
    while (batch := client.get(address).json())["state"] == "waiting":
        time.sleep(0.05)
    return dict(batch)


def test_a_list_is_answered_in_the_background(client: Client) -> None:
    created = client.request("POST", "/v1/batches", files={"file": ("workers.csv", LIST.encode(), "text/csv")})
    assert created.status_code == 201
    address = created.headers["location"]
    batch = done(client, address)
    assert (batch["name"], batch["rows"], batch["answered"], batch["failed"], batch["found"]) == ("workers.csv", 3, 2, 1, 1)
    assert [column["field"] for column in batch["columns"]] == ["name", "organisation", "years"]
    assert client.get("/v1/batches").json()["batches"][0] == batch
    rows, seen = [], f"{address}/rows?limit=2"
    while seen:
        page = client.get(seen).json()
        rows += page["rows"]
        seen = page["next"]
    assert [row["row"] for row in rows] == [2, 3, 4]
    searched = client.get("/v1/search", params={"q": rows[0]["query"]}).json()
    assert [hit["page"]["page_id"] for hit in searched["hits"]] == [found["page"]["page_id"] for found in rows[0]["pages"]]
    assert rows[0]["pages"][0]["evidence"] == ["exact", "initial"]
    assert rows[0]["pages"][0]["page"]["reference"]["text"]["ru"]
    assert rows[1]["message"].startswith("There is no year: 19xx")
    matrix = client.get(f"{address}/matrix").json()
    assert {cell["kind"] for cell in matrix["rows"][2]["cells"]} == {"nothing"}
    assert matrix["rows"][2]["cells"][0]["year"] == 1980


def test_answers_are_taken_as_csv_and_xlsx(client: Client) -> None:
    created = client.request("POST", "/v1/batches?name=list.csv&pages=5", content=b"name\n=Alibekov S.\n")
    address = created.headers["location"]
    done(client, address)
    answer = client.get(f"{address}/result.csv?language=en")
    assert answer.headers["content-type"].startswith("text/csv")
    assert "list.csv" in answer.headers["content-disposition"]
    lines = list(csv.DictReader(io.StringIO(answer.text.removeprefix("\ufeff")), delimiter=";"))
    assert [line["Name or query"] for line in lines] == ["'=Alibekov S."]
    book = openpyxl.load_workbook(io.BytesIO(client.get(f"{address}/result.xlsx").content))
    assert book.sheetnames == ["Строки", "Страницы", "По годам"]


def test_a_batch_is_stopped_and_removed(client: Client) -> None:
    content = ("query\n" + "harvest order farm Alibekov\n" * 3000).encode()
    address = client.request("POST", "/v1/batches", content=content).headers["location"]
    cancelled = client.request("POST", f"{address}/cancel").json()
    assert cancelled["state"] == "cancelled"
    assert cancelled["waiting"] > 0
    assert client.request("DELETE", address).status_code == 204
    gone = client.get(address)
    assert (gone.status_code, gone.json()["code"]) == (404, "batch-missing")


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "upload-empty"),
        (b"\n \n", "batch-empty"),
        (b"PK\x03\x04broken", "batch-kind"),
        (b"a;b\nc;d\n", "batch-columns"),
        (b"a" * (17 << 20), "batch-large"),
    ],
)
def test_what_is_no_list_is_a_problem(client: Client, content: bytes, code: str) -> None:
    answer = client.request("POST", "/v1/batches", content=content, headers={"Accept-Language": "kk"})
    assert (answer.status_code, answer.json()["code"]) == (400, code)
    assert answer.headers["content-language"] == "kk"


def test_forms_without_a_file_are_a_problem(client: Client) -> None:
    for headers, content in (
        ({"Content-Type": "multipart/form-data"}, b"nothing"),
        (
            {"Content-Type": "multipart/form-data; boundary=x"},
            b"--x\r\nContent-Disposition: form-data; name=a\r\n\r\nb\r\n--x--\r\n",
        ),
    ):
        answer = client.request("POST", "/v1/batches", content=content, headers=headers)
        assert (answer.status_code, answer.json()["code"]) == (400, "upload-form")


def test_what_comes_is_new_for_saved_searches(client: Client, home: Path, tmp_path: Path) -> None:
    search = {"name": "Serikov", "query": "Serikov", "filters": {"language": ["en"]}}
    created = client.request("POST", "/v1/saved-searches", json=search)
    assert created.status_code == 201
    address = created.headers["location"]
    assert client.get(address).json()["new"] == 0
    write_pdf(
        tmp_path / "later/letter.pdf", ["The letter of Serikov about the harvest of the year", "Another sheet of the letter"]
    )
    assert paraq(home, "ingest", tmp_path / "later").returncode == 0
    new = client.get(f"{address}/new").json()
    assert (new["total"], new["pages"][0]["page"]["number"], new["pages"][0]["seen"]) == (1, 1, False)
    assert client.get("/v1/saved-searches").json()["searches"][0]["new"] == 1
    assert client.request("POST", f"{address}/seen", json={}).json() == {"seen": 1}
    assert client.get(f"{address}/new").json()["total"] == 0
    assert client.get(f"{address}/new?also_seen=true").json()["total"] == 1
    assert client.request("DELETE", address).status_code == 204
    assert client.get(address).json()["code"] == "saved-missing"


@pytest.mark.parametrize(
    ("search", "status"),
    [
        ({"name": "a"}, 400),
        ({"name": " ", "query": "a"}, 400),
        ({"query": "a"}, 422),
        ({"name": "a", "query": "a", "filters": {"x": []}}, 422),
    ],
)
def test_searches_that_make_no_sense_are_not_kept(client: Client, search: dict[str, Any], status: int) -> None:
    assert client.request("POST", "/v1/saved-searches", json=search).status_code == status


def test_what_was_searched_is_written_down(client: Client) -> None:
    created = client.request("POST", "/v1/search-records", json={"query": "Nobody Known", "require_all": True})
    assert created.status_code == 201
    address = created.headers["location"]
    record = client.get(address).json()
    assert record == created.json()
    assert record["total"] == 0
    assert record["content"]["scope"]["pages"] >= 2
    for language, word in (("kk", "ештеңе табылмады"), ("ru", "ничего не найдено"), ("en", "nothing was found")):
        answer = client.get(f"{address}/text?language={language}")
        assert answer.headers["content-type"].startswith("text/plain")
        assert word in answer.text == record["text"][language]
    assert client.get("/v1/search-records").json()["records"][0]["record_id"] == record["record_id"]
    for method in ("PUT", "PATCH", "DELETE"):
        assert client.request(method, address).status_code == 405
    assert client.get("/v1/search-records/nobody").json()["code"] == "record-missing"


def test_the_command_answers_a_list(home: Path, tmp_path: Path) -> None:
    (tmp_path / "list.csv").write_text(LIST, "cp1251")
    answer = paraq_json(home, "batch", tmp_path / "list.csv", "--output", tmp_path / "out.xlsx", code=1)
    assert (answer["total"], answer["answered"], answer["failed"]) == (3, 2, 1)
    row = answer["rows"][0]
    searched = paraq_json(home, "search", row["query"])
    assert [hit["page_id"] for hit in searched["hits"]] == [page["page_id"] for page in row["pages"]]
    assert openpyxl.load_workbook(tmp_path / "out.xlsx")["Строки"].max_row == 4
    assert paraq(home, "batch", tmp_path / "list.csv", "--output", tmp_path / "out.csv").returncode == 1
    assert "Alibekov" in (tmp_path / "out.csv").read_text("utf-8-sig")
    assert paraq(home, "batch", tmp_path / "nothing.csv").returncode == 3
    assert paraq(home, "batch", tmp_path / "list.csv", "--output", tmp_path / "out.doc").returncode == 2


def test_a_killed_command_goes_on_where_it_was(home: Path, tmp_path: Path) -> None:
    count = 400
    (tmp_path / "long.csv").write_text("query\n" + "".join(f"harvest order farm {number}\n" for number in range(count)))
    command = [sys.executable, "-c", "from paraq.cli import main; main()", "batch", str(tmp_path / "long.csv"), "--json"]
    environment = os.environ | {"PARAQ_HOME": str(home)}
    with (
        open_house(Settings(home=home)) as house,
        subprocess.Popen(command, env=environment, stdout=DEVNULL, stderr=DEVNULL) as asking,
    ):
        while not any(one.name == "long.csv" and one.answered for one in house.batch.all(viewer=OPERATOR)):
            assert asking.poll() is None
            time.sleep(0.02)
        asking.send_signal(signal.SIGKILL)
    finished = paraq(home, "batch", tmp_path / "long.csv", "--json")
    assert "Going on after" in finished.stderr
    answer = json.loads(finished.stdout)
    assert (answer["state"], answer["answered"], len(answer["rows"])) == ("done", count, count)


def test_a_server_goes_on_with_what_an_earlier_one_left(home: Path) -> None:
    with open_house(Settings(home=home)) as house:
        left = house.batch.add(b"query\nharvest\nAlibekov\n", "left.csv", viewer=OPERATOR)
    with open_parts(Settings(home=home)) as parts:
        assert done(Client(create_app(parts)), f"/v1/batches/{left.batch_id}")["answered"] == 2


def test_the_command_keeps_searches_and_records(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PARAQ_HOME", str(home))

    def told(*arguments: str, code: int = 0) -> Any:
        assert run([*arguments, "--json"]) == code
        return json.loads(capsys.readouterr().out)

    saved = told("saved", "add", "Dosov", "Dosov", "--filter", "language=en")
    assert saved["filters"] == {"language": ["en"]}
    assert [one["name"] for one in told("saved", "list")["searches"]] == ["Dosov"]
    assert told("saved", "new", saved["search_id"], "--mark-seen") == {"total": 0, "pages": []}
    assert run(["saved", "remove", saved["search_id"]]) == 0
    assert run(["saved", "remove", saved["search_id"]]) == 3
    record = told("record", "Nobody")
    assert (record["total"], record["query"]) == (0, "Nobody")
    assert run(["record", "Nobody", "--language", "en"]) == 0
    assert "nothing was found" in capsys.readouterr().out
    assert run(["record", "Nobody", "--filter", "fonds"]) == 2
