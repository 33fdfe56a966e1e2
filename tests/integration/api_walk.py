"""The commands of docs/howto/api.md and standards.md, run as they stand there against a server of their own; all is kept.

``python -m tests.integration.api_walk`` writes the examples of the OpenAPI description anew from these answers.
"""

import json
import os
import re
import subprocess
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

import httpx

from api.examples import EXAMPLES
from tests.integration.open_archive import write_orders
from tests.integration.paraq_home import paraq
from tests.integration.test_asking_docs import ADDRESS, api, examples

DOCUMENTS = [Path(__file__).parents[2] / "docs/howto" / name for name in ("api.md", "standards.md")]
# Ids that answers give, by the name under which the document uses them.
IDS = {
    "PAGE_ID": "page_id",
    "DOCUMENT_ID": "document_id",
    "UPLOAD_ID": "upload_id",
    "BATCH_ID": "batch_id",
    "SEARCH_ID": "search_id",
    "RECORD_ID": "record_id",
    "REQUEST_ID": "request_id",
    "EVIDENCE_ID": "evidence_id",
    "DRAFT_ID": "draft_id",
    "PAPER_CODE": "code",
    "KEY_ID": "key_id",
    "WEBHOOK_ID": "webhook_id",
}
# The page and document of the first hit; every other id is that of the thing made last.
FIRST = ("PAGE_ID", "DOCUMENT_ID")
NOTED = "@%{method} %{http_code} %{url_effective} %header{etag}"


@dataclass(frozen=True)
class Call:
    """One command of the document and its answer."""

    line: str
    operation: str
    status: int
    path: dict[str, str]
    query: dict[str, Any]
    body: Any
    answer: Any
    method: str
    tag: str


def walk(folder: Path) -> tuple[dict[str, Any], list[Call]]:
    """Run each document's commands in an archive of two sheets; return the OpenAPI description and the calls.

    Raises:
        AssertionError: A command did not do what its document says.
    """
    work = folder / "work"
    work.mkdir()
    write_orders(folder / "transfer")
    described: dict[str, Any] = {}
    calls: list[Call] = []
    # Ids of pages and documents come of what is in them, so they are the same in both archives.
    found: dict[str, str] = {}
    for document in DOCUMENTS:
        home = folder / document.stem
        done = paraq(home, "ingest", folder / "transfer")
        assert done.returncode == 0, done.stderr
        with api(home, PARAQ_WEBHOOKS="true", PARAQ_WEBHOOK_NETWORKS="127.0.0.0/8") as address:
            described = httpx.get(f"{address}/v1/openapi.json").json()
            known = dict(found)
            calls += _calls(described, address, work, document, known)
        found = {name: known[name] for name in FIRST}
    return described, calls


def _calls(described: dict[str, Any], address: str, work: Path, document: Path, known: dict[str, str]) -> Iterator[Call]:
    for line in examples(document.read_text("utf-8")):
        command, _, expected = line.replace(ADDRESS, address).partition(" # ")
        for name in sorted(known, key=len, reverse=True):
            command = re.sub(rf"\b{name}\b", known[name], command)
        if not command.startswith("curl "):
            subprocess.run(command, shell=True, cwd=work, check=True, capture_output=True)
            continue
        options = f"--silent --show-error --write-out '%{{stderr}}{NOTED}'"
        command = command.replace("curl ", f"curl {options} ", 1)
        done = subprocess.run(command, shell=True, cwd=work, capture_output=True, text=True, check=False)
        method, status, url, tag = done.stderr.rpartition("@")[2].split(" ", 3)
        assert int(status) == int(expected) if expected else status[0] in "23", (line, done.stdout, done.stderr)
        call = _call(described, line, method, int(status), url, tag, command, done.stdout)
        _learn(known, call.answer)
        yield call
        if call.operation in ("uploadIngest", "transfersRetry"):
            _until_done(f"{address}/v1/transfers/uploads/{known['UPLOAD_ID']}", "state", ("done", "failed"))
        if call.operation == "batchCreate":
            _until_done(f"{address}/v1/batches/{known['BATCH_ID']}", "state", ("done",))


def _until_done(address: str, field: str, ends: tuple[str, ...]) -> None:
    while httpx.get(address).json()[field] not in ends:
        time.sleep(0.1)


def _call(described: dict[str, Any], line: str, method: str, status: int, url: str, tag: str, command: str, told: str) -> Call:
    address = urlsplit(url)
    operation, path = _operation(described, method, address.path)
    query: dict[str, Any] = {}
    repeated = ("facets",)
    for name, value in parse_qsl(address.query):
        query[name] = [*query.get(name, []), value] if name in repeated else value
    sent = re.search(r"--json '([^']*)'", command)
    body = json.loads(sent[1]) if sent else None
    text = told.rpartition("\n\n")[2] if "-i " in command else told
    answer = json.loads(text) if text[:1] in ("{", "[") else None
    return Call(line, operation, status, path, query, body, answer, method, tag)


def _operation(described: dict[str, Any], method: str, path: str) -> tuple[str, dict[str, str]]:
    """Return the operation at an address and the values in its path; of several the one with the fewest of them."""
    fitting = []
    for template, methods in described["paths"].items():
        names = re.findall(r"{(\w+)}", template)
        pattern = re.sub(r"\\{\w+\\}", "([^/]+?)", re.escape(template))
        found = re.fullmatch(pattern, path)
        if found and method.lower() in methods:
            values = dict(zip(names, map(unquote, found.groups()), strict=True))
            fitting.append((len(names), methods[method.lower()]["operationId"], values))
    assert fitting, (method, path)
    _, operation, values = min(fitting, key=lambda one: one[0])
    return operation, values


def _learn(known: dict[str, str], answer: Any) -> None:
    if isinstance(answer, dict) and "hits" in answer and answer["hits"]:
        answer = answer["hits"][0]["page"]
    if not isinstance(answer, dict):
        return
    for name, field in IDS.items():
        if field in answer and not (name in FIRST and name in known):
            known[name] = str(answer[field])
    if "key" in answer:
        known["SECOND_KEY" if "KEY" in known else "KEY"] = answer["key"]


def _shortened(value: Any) -> Any:
    """Return an answer with at most two members of each list but lists of numbers."""
    if isinstance(value, dict):
        return {name: _shortened(one) for name, one in value.items()}
    if isinstance(value, list):
        return [_shortened(one) for one in (value if value and isinstance(value[0], int | float) else value[:2])]
    return value


def written(calls: list[Call]) -> dict[str, Any]:
    """Return the examples by operation, of several calls the first, with a lasting address and without secrets."""
    found: dict[str, Any] = {}
    for call in calls:
        kept = {"path": call.path, "query": call.query, "body": call.body, "answer": _shortened(call.answer)}
        found.setdefault(call.operation, {name: value for name, value in kept.items() if value})
    text = json.dumps(dict(sorted(found.items())), ensure_ascii=False)
    told: dict[str, Any] = json.loads(re.sub(r"http://127\.0\.0\.1:\d+", "https://archive.example", text))
    told["webhookAdd"]["answer"]["secret"] = "whsec_SECRET"
    told["keyAdd"]["answer"]["key"] = f"{told['keyAdd']['answer']['key_id']}.SECRET"
    return told


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        made = written(walk(Path(folder))[1])
    EXAMPLES.write_text(json.dumps(made, ensure_ascii=False, indent=1) + os.linesep, "utf-8")
