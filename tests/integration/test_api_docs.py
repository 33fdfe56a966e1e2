"""The how-tos of the API and of standards ask every operation, each command does what it says, answers are as described."""

import shutil
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator, FormatChecker

from tests.integration.api_walk import Call, walk

# Sent while they are made, so that a tag of the whole is not known when they begin.
SENT_AS_MADE = {"auditExport", "batchCsv", "export", "requestExport"}


@pytest.fixture(scope="module")
def walked(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, Any], list[Call]]:
    if not shutil.which("curl"):
        pytest.skip("curl is not installed")
    return walk(tmp_path_factory.mktemp("walk"))


def test_every_operation_has_an_example_that_works(walked: tuple[dict[str, Any], list[Call]]) -> None:
    described, calls = walked
    known = {one["operationId"] for methods in described["paths"].values() for one in methods.values()}
    assert known == {call.operation for call in calls}


def test_answers_are_as_they_are_described(walked: tuple[dict[str, Any], list[Call]]) -> None:
    described, calls = walked
    operations = {one["operationId"]: one for methods in described["paths"].values() for one in methods.values()}
    checked = 0
    for call in calls:
        if call.answer is None or call.status >= 400:
            continue
        content = operations[call.operation]["responses"][str(call.status)]["content"]
        schema = (content.get("application/json") or content["application/ld+json"]).get("schema", {})
        whole = {**schema, "components": described["components"]}
        wrong = [error.message for error in Draft202012Validator(whole, format_checker=FormatChecker()).iter_errors(call.answer)]
        assert not wrong, (call.line, wrong)
        checked += 1
    assert checked > 80


def test_every_answer_that_is_read_has_a_tag(walked: tuple[dict[str, Any], list[Call]]) -> None:
    _, calls = walked
    bare = {call.operation for call in calls if call.method == "GET" and call.status == 200 and not call.tag}
    assert bare == SENT_AS_MADE


def test_the_documents_files_are_what_they_are_called(walked: tuple[dict[str, Any], list[Call]], tmp_path_factory: Any) -> None:
    work = Path(next(tmp_path_factory.getbasetemp().glob("walk*"))) / "work"
    for pattern, start in (("*.jpg", b"\xff\xd8"), ("*.pdf", b"%PDF"), ("*.zip", b"PK"), ("*.xlsx", b"PK"), ("*.xml", b"<?xml")):
        for file in work.glob(pattern):
            assert file.read_bytes().startswith(start), file.name
