"""An office in the middle of its work: sheets, a list, a request with evidence, kept searches, a rule, a failure."""

import json
import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx

from tests.e2e.conftest import PARAQ, ROOT, free_port, served

PASSWORD = "correct horse battery"
# Nobody reads but a reader; who administers sees every screen.
ROLES = {"asel": "administrator", "oqyrman": "reader"}
PERSON = "Жанболатов Сейіт"
LIST = 'Аты-жөні;Жылдары\nЖанболатов Сейіт;1977-1984\nЖоқболов Жоқ;1980\nname:"жабылмаған;\n'


@dataclass(frozen=True)
class Office:
    """Where the office is, and the ids of what its people work on.

    Attributes:
        address: Its origin.
        home: Its folder.
        ids: Of the ``page`` of a hit, and of a ``batch``, a ``request``, a ``saved`` search and a ``record``.
        data: Words in Latin letters that are data, such as names of accounts and of files.
    """

    address: str
    home: Path
    ids: dict[str, str]
    data: frozenset[str]


def session_of(address: str, name: str) -> str:
    """Log a person in and return the session."""
    form = {"name": name, "password": PASSWORD, "next": "/"}
    answer = httpx.post(f"{address}/v1/log-in", data=form, headers={"Origin": address})
    assert answer.status_code == 303
    return answer.cookies["paraq_session"]


@contextmanager
def opened(home: Path, transfer: Path) -> Iterator[Office]:
    """Make the office, and serve it."""
    samples = ROOT / "samples" / "archive" / "2020-сарыөткел"
    for kept in ("Ф. 27/Оп. 2/Д. 18", "Ф. 27/Оп. 2/Д. 22", "Ф.27/Оп.1/Д.45"):
        shutil.copytree(samples / kept, transfer / kept)
    for late in sorted((transfer / "Ф.27/Оп.1/Д.45").iterdir())[4:]:
        late.unlink()
    (transfer / "broken.pdf").write_bytes(b"%PDF-1.4\nnothing more")
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    environment = {**os.environ, "PARAQ_HOME": str(home), "PARAQ_ADDRESS": address}
    for name, role in ROLES.items():
        add = [PARAQ, "user", "add", name, "--role", role, "--all-fonds"]
        subprocess.run(add, env=environment, input=f"{PASSWORD}\n", text=True, check=True, stdout=subprocess.DEVNULL)
    subprocess.run([PARAQ, "ingest", transfer], env=environment, stdout=subprocess.DEVNULL)
    with served(environment, port):
        yield Office(address, home, _work(address), frozenset({*ROLES, "tergeu", "broken.pdf"}))


def _work(address: str) -> dict[str, str]:
    headers = {"Origin": address, "Cookie": f"paraq_session={session_of(address, 'asel')}"}
    with httpx.Client(base_url=address, headers=headers, timeout=30) as asel:

        def told(method: str, path: str, body: Any) -> dict[str, Any]:
            answer = asel.request(method, path, json=body)
            assert answer.is_success, answer.text
            return dict(json.loads(answer.text or "{}"))

        hit = asel.get("/v1/search", params={"q": PERSON}).json()["hits"][0]["page"]
        page = asel.get(f"/v1/pages/{hit['page_id']}").json()
        batch = asel.post("/v1/batches", params={"name": "тізім.csv"}, content=LIST.encode()).json()["batch_id"]
        asked = {"applicant": PERSON, "names": [PERSON], "year_from": 1978, "year_to": 1984}
        request = told("POST", "/v1/requests", asked)["request_id"]
        spans = [[word["start"], word["end"]] for word in page["words"][:8]]
        told("POST", f"/v1/requests/{request}/evidence", {"page_id": page["page_id"], "spans": spans})
        told("POST", f"/v1/requests/{request}/drafts", {"kind": "certificate"})
        saved = told("POST", "/v1/saved-searches", {"name": PERSON, "query": PERSON})["search_id"]
        record = told("POST", "/v1/search-records", {"query": PERSON})["record_id"]
        told("PUT", "/v1/access-rules/tergeu", {"access": "closed", "fonds": "99", "basis": "Бұйрық № 1"})
        until = time.monotonic() + 30
        while asel.get(f"/v1/batches/{batch}").json()["state"] == "waiting" and time.monotonic() < until:
            time.sleep(0.2)
    return {"page": page["page_id"], "batch": batch, "request": request, "saved": saved, "record": record}
