"""Every operation tells by an example what it takes and gives, and every example is as its schema says."""

from collections.abc import Iterator
from typing import Any

import pytest
from jsonschema import Draft202012Validator, FormatChecker

from api.app import create_app
from tests.fakes.archive import parts

DESCRIBED = create_app(parts()).openapi()
OPERATIONS = {operation["operationId"]: operation for methods in DESCRIBED["paths"].values() for operation in methods.values()}
# A file shows nothing as an example in JSON.
FILES = ("binary",)


def fits(example: Any, schema: dict[str, Any]) -> list[str]:
    whole = {**schema, "components": DESCRIBED["components"]}
    found = Draft202012Validator(whole, format_checker=FormatChecker()).iter_errors(example)
    return [f"{list(error.path)}: {error.message}" for error in found]


def given(place: dict[str, Any]) -> list[Any]:
    """Return the examples of a parameter, body or answer: its own, or those of its schema."""
    schema = place.get("schema", {})
    schema = DESCRIBED["components"]["schemas"].get(schema.get("$ref", "").rpartition("/")[2], schema)
    return [place["example"]] if "example" in place else list(schema.get("examples", []))


def shown(content: dict[str, Any], wanted: str) -> Iterator[tuple[str, dict[str, Any]]]:
    for kind, place in content.items():
        if kind.startswith(wanted) and place.get("schema", {}).get("format") not in FILES:
            yield kind, place


@pytest.mark.parametrize("name", OPERATIONS)
def test_parameters_bodies_and_answers_have_examples_that_fit(name: str) -> None:
    operation = OPERATIONS[name]
    assert operation["summary"] and operation["description"]
    places = [(one["name"], one) for one in operation.get("parameters", []) if one["required"] or given(one)]
    places += shown(operation.get("requestBody", {}).get("content", {}), "")
    for status, answer in operation["responses"].items():
        places += [(f"{status} {kind}", place) for kind, place in shown(answer.get("content", {}), "application/")]
    for label, place in places:
        examples = given(place)
        assert examples, f"{label} has no example"
        for example in examples:
            assert not fits(example, place["schema"]), label


@pytest.mark.parametrize("name", sorted(DESCRIBED["components"]["schemas"]))
def test_examples_of_fields_fit(name: str) -> None:
    fields = DESCRIBED["components"]["schemas"][name].get("properties", {})
    for field, schema in fields.items():
        for example in schema.get("examples", []):
            assert not fits(example, schema), field
