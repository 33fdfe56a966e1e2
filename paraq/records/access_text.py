"""Rules of access as text that an archive edits: TOML tables or rows of CSV, there and back."""

import csv
import io
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, fields
from typing import Any, Final

from paraq.errors import Invalid
from paraq.records.access import Rule, checked

LISTS: Final = ("types", "words")
COLUMNS: Final = tuple(field.name for field in fields(Rule))
# Between the values of one cell of a CSV file.
SEPARATOR: Final = ";"


def parse_rules(text: str, form: str, where: str = "") -> list[Rule]:
    """Return the rules of a text in TOML (tables ``[[rule]]``) or CSV (a row each, lists with ``;``).

    Raises:
        Invalid: It is not in that form, or a rule in it makes no sense.
    """
    try:
        rows: Sequence[Mapping[str, Any]] = (
            list(csv.DictReader(io.StringIO(text), strict=True)) if form == "csv" else tomllib.loads(text).get("rule", [])
        )
    except (tomllib.TOMLDecodeError, csv.Error) as error:
        raise Invalid(f"The rules cannot be read: {error}", where=where, code="access-file") from error
    if not isinstance(rows, list):
        raise Invalid("Rules are tables [[rule]]", where=where, code="access-file")
    return [checked(rule_of(row, where)) for row in rows]


def rule_of(row: Mapping[str, Any], where: str = "") -> Rule:
    """Return the rule of a row of a file.

    Raises:
        Invalid: A column is unknown or holds something else than it should.
    """
    unknown = [str(name) for name in row if name not in COLUMNS]
    if unknown or not row.get("name"):
        what = f"There is no column {', '.join(unknown)}" if unknown else "A rule needs a name"
        raise Invalid(what, where=where, remedy=f"Columns: {', '.join(COLUMNS)}", code="access-file")
    values: dict[str, Any] = {}
    for name, value in row.items():
        if name in LISTS:
            parts = value.split(SEPARATOR) if isinstance(value, str) else value or ()
            values[name] = tuple(str(part).strip() for part in parts if str(part).strip())
        elif name == "years":
            values[name] = _number(value, str(row["name"]))
        else:
            values[name] = "" if value is None else str(value).strip()
    return Rule(**{"access": "", **values, "start": values.get("start") or "creation"})


def _number(value: object, rule: str) -> int:
    text = str(value or 0).strip()
    if not text.isdecimal() or len(text) > 4:
        raise Invalid("A term is a whole number of years", where=f"rule {rule}", code="access-rule")
    return int(text)


def rules_as_csv(rules: Iterable[Rule]) -> str:
    """Return rules as a CSV file that :func:`parse_rules` reads back."""
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS, lineterminator="\r\n")
    writer.writeheader()
    for rule in rules:
        row = asdict(rule) | {name: SEPARATOR.join(getattr(rule, name)) for name in LISTS}
        writer.writerow(row | {"years": rule.years or ""})
    return out.getvalue()


def rules_as_toml(rules: Iterable[Rule]) -> str:
    """Return rules as a TOML file that :func:`parse_rules` reads back; empty fields are left out."""
    return "\n".join(_table(rule) for rule in rules)


def _table(rule: Rule) -> str:
    lines = [f"{name} = {_toml(value)}" for name, value in asdict(rule).items() if value]
    return "\n".join(["[[rule]]", *lines, ""])


def _toml(value: object) -> str:
    if isinstance(value, int):
        return str(value)
    if isinstance(value, str):
        escaped = value.replace("\\", "\\\\").replace('"', '\\"')
        return '"' + "".join(c if c.isprintable() else f"\\U{ord(c):08x}" for c in escaped) + '"'
    assert isinstance(value, tuple)
    return f"[{', '.join(_toml(one) for one in value)}]"
