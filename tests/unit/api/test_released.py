"""What was released of the API stays: other systems are built on it.

``docs/reference/openapi-1.0.json`` is the description as it was released. What is added makes no difference; once a new version
is released, ``python -m tests.unit.api.test_released`` writes its description.
"""

import copy
import json
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from api.app import VERSION, create_app
from tests.fakes.archive import parts

RELEASED = Path(__file__).parents[3] / f"docs/reference/openapi-{VERSION}.json"
Schema = dict[str, Any]
LIMITS: tuple[tuple[str, Callable[[int, int], bool]], ...] = (
    ("maxLength", int.__lt__),
    ("maximum", int.__lt__),
    ("maxItems", int.__lt__),
    ("minLength", int.__gt__),
)


@cache
def described() -> Schema:
    bare = _without_examples(create_app(parts()).openapi())
    assert isinstance(bare, dict)
    return bare


def _without_examples(part: Any) -> Any:
    if isinstance(part, dict):
        # A field may be called so too, but none is.
        return {name: _without_examples(one) for name, one in part.items() if name not in ("example", "examples")}
    return [_without_examples(one) for one in part] if isinstance(part, list) else part


def broken(old: Schema, new: Schema) -> Iterator[str]:
    """Yield each way in which a client of the old description would fail with the new one."""
    for path, methods in old["paths"].items():
        for method, before in methods.items():
            after = new["paths"].get(path, {}).get(method)
            name = f"{method.upper()} {path}"
            if after is None:
                yield f"{name} is gone"
                continue
            if before["operationId"] != after["operationId"]:
                yield f"{name} is called otherwise"
            for wrong in _asked(before, after, old, new):
                yield f"{name}: {wrong}"
            for wrong in _answered(before, after, old, new):
                yield f"{name}: {wrong}"


def _asked(before: Schema, after: Schema, old: Schema, new: Schema) -> Iterator[str]:
    known = {(one["in"], one["name"]): one for one in before.get("parameters", [])}
    now = {(one["in"], one["name"]): one for one in after.get("parameters", [])}
    yield from (f"parameter {name} is gone" for where, name in known.keys() - now.keys())
    for key, one in now.items():
        was = known.get(key)
        if one.get("required") and not (was and was.get("required")):
            yield f"parameter {key[1]} is needed"
        if was:
            yield from _narrowed(was["schema"], one["schema"], old, new, f"parameter {key[1]}", sent=True)
    bodies, present = (one.get("requestBody", {}) for one in (before, after))
    if present.get("required") and not bodies.get("required"):
        yield "a body is needed"
    for kind, content in bodies.get("content", {}).items():
        if kind not in present.get("content", {}):
            yield f"body {kind} is refused"
        else:
            yield from _narrowed(content["schema"], present["content"][kind]["schema"], old, new, "body", sent=True)


def _answered(before: Schema, after: Schema, old: Schema, new: Schema) -> Iterator[str]:
    for status, answer in before["responses"].items():
        for kind, content in answer.get("content", {}).items() if status.startswith("2") else ():
            there = after["responses"].get(status, {}).get("content", {}).get(kind)
            if there is None:
                yield f"answer {status} {kind} is gone"
            else:
                yield from _narrowed(content.get("schema", {}), there.get("schema", {}), old, new, "answer", sent=False)


def _narrowed(
    was: Schema, now: Schema, old: Schema, new: Schema, at: str, *, sent: bool, seen: tuple[str, ...] = ()
) -> Iterator[str]:
    """Yield what the new schema refuses of what is sent, or no longer gives of what is answered."""
    name = was.get("$ref", "")
    if name and name in seen:
        return
    was, now = _resolved(was, old), _resolved(now, new)
    rest: Any = {"sent": sent, "seen": (*seen, name) if name else seen}
    if was.get("type") != now.get("type"):
        yield f"{at} is {now.get('type')} and was {was.get('type')}"
    values, present = (set(map(str, one.get("enum", []))) for one in (was, now))
    gone = values - present if sent else present - values
    if gone and values and present:
        yield f"{at}: {', '.join(sorted(gone))} {'is refused' if sent else 'is new to who reads it'}"
    for limit, narrower in (
        ("maxLength", int.__lt__),
        ("maximum", int.__lt__),
        ("maxItems", int.__lt__),
        ("minLength", int.__gt__),
    ):
        # A pattern in which nothing is repeated without end, as that of a date, was a limit of some characters itself.
        if limit == "maxLength" and limit not in was and not set("*+") & set(was.get("pattern", "*")):
            continue
        if sent and limit in now and narrower(int(now[limit]), int(was.get(limit, 0 if limit == "minLength" else 1 << 62))):
            yield f"{at}: {limit} is narrower"
    fields, there = was.get("properties", {}), now.get("properties", {})
    yield from (f"{at}.{field} is gone" for field in fields.keys() - there.keys())
    needed, before = set(now.get("required", [])), set(was.get("required", []))
    yield from (f"{at}.{field} is needed" for field in (needed - before if sent else ()))
    yield from (f"{at}.{field} may be missing" for field in (before - needed if not sent else ()))
    for field in fields.keys() & there.keys():
        yield from _narrowed(fields[field], there[field], old, new, f"{at}.{field}", **rest)
    if "items" in was and "items" in now:
        yield from _narrowed(was["items"], now["items"], old, new, f"{at}[]", **rest)


def _resolved(schema: Schema, document: Schema) -> Schema:
    while "$ref" in schema:
        schema = document["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
    return schema


def test_what_was_released_stays() -> None:
    assert list(broken(json.loads(RELEASED.read_text("utf-8")), described())) == []


def _schema(document: Schema, name: str) -> Schema:
    found: Schema = document["components"]["schemas"][name]
    return found


@pytest.mark.parametrize(
    "spoil",
    [
        lambda one: one["paths"].pop("/v1/search"),
        lambda one: one["paths"]["/v1/search"]["get"].update(operationId="find"),
        lambda one: one["paths"]["/v1/search"]["get"]["parameters"].pop(),
        lambda one: one["paths"]["/v1/search"]["get"]["parameters"][0].update(required=True),
        lambda one: one["paths"]["/v1/search"]["get"]["parameters"][0]["schema"].update(maxLength=10),
        lambda one: _schema(one, "SearchOut")["properties"].pop("total"),
        lambda one: _schema(one, "SearchOut")["properties"]["total"].update(type="string"),
        lambda one: _schema(one, "SearchOut")["required"].remove("total"),
        lambda one: _schema(one, "KeyIn").setdefault("required", []).append("days"),
        lambda one: _schema(one, "RuleIn")["properties"]["access"]["enum"].remove("open"),
        lambda one: _schema(one, "KeyIn")["properties"].pop("label"),
    ],
)
def test_each_kind_of_break_is_found(spoil: Callable[[Schema], object]) -> None:
    changed = copy.deepcopy(described())
    spoil(changed)
    assert list(broken(described(), changed))


def test_what_is_added_breaks_nothing() -> None:
    grown = copy.deepcopy(described())
    grown["paths"]["/v1/new"] = grown["paths"]["/v1/search"]
    _schema(grown, "SearchOut")["properties"]["more"] = {"type": "string"}
    grown["paths"]["/v1/search"]["get"]["parameters"].append({"in": "query", "name": "more", "schema": {"type": "string"}})
    assert list(broken(described(), grown)) == []


if __name__ == "__main__":
    RELEASED.write_text(json.dumps(described(), ensure_ascii=False, indent=1, sort_keys=True) + "\n", "utf-8")
