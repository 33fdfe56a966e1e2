"""The file of authorities: CSV, one name a row; rows with one ``id`` are one organisation, place or term.

``before`` and ``after`` hold the ids of predecessors and successors, separated by ``|``. Dates are ISO 8601 or a part of one; an
empty date is an open end. Rows of a later file add names to those of an earlier one; with ``yes`` in the column ``replaces`` they
take the place of what the earlier one says of this id.
"""

import csv
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final, cast, get_args

from paraq.errors import Invalid
from paraq.records.authority import Authority, DatedName, Kind
from paraq.records.dates import iso_date

COLUMNS: Final = ("id", "kind", "name", "language", "from", "to", "before", "after", "note", "replaces")
_DATE = re.compile(r"(?:\d{4}(?:-\d\d){0,2})?")

Row = dict[str, str]


def read_authorities(*paths: Path) -> list[Authority]:
    """Return the authorities of CSV files, those of later files over those of earlier ones.

    Raises:
        Invalid: A column is missing, a kind or date is none, or an id of a predecessor or successor does not exist.
    """
    rows: dict[str, list[Row]] = {}
    for path in paths:
        for id_, named in read_rows(path).items():
            replaced = any(row["replaces"] == "yes" for row in named)
            rows[id_] = named if replaced else [*rows.get(id_, []), *named]
    read = [_authority(id_, named) for id_, named in rows.items()]
    missing = {id_ for one in read for id_ in one.before + one.after} - set(rows)
    if missing:
        raise _refused(paths[-1], ", ".join(sorted(missing)), "before and after must be ids of the list")
    return read


def read_rows(path: Path) -> dict[str, list[Row]]:
    """Return the rows of a file by the id that they tell of.

    Raises:
        Invalid: It is no CSV in UTF-8, a column is missing, or a kind or date is none.
    """
    found: dict[str, list[Row]] = defaultdict(list)
    for line, row in enumerate(_rows(path), start=2):
        if row["kind"] not in get_args(Kind) or not _is_date(row["from"]) or not _is_date(row["to"]):
            raise _refused(path, f"line {line}", "Kind is organisation, place or term; dates are like 1964 or 1964-03-01")
        if (known := min(len(row["from"]), len(row["to"]))) and row["from"][:known] > row["to"][:known]:
            raise _refused(path, f"line {line}", "A name ends after it begins")
        found[row["id"]].append(row)
    return dict(found)


def _is_date(written: str) -> bool:
    return not written or bool(_DATE.fullmatch(written) and iso_date(*map(int, written.split("-"))))


def write_rows(path: Path, rows: Mapping[str, Iterable[Row]]) -> None:
    """Write rows, by the id that they tell of, as :func:`read_rows` reads them."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(row for named in rows.values() for row in named)


def rows_of(authority: Authority, replaces: bool) -> list[Row]:
    """Return an authority as rows; what is not of a single name stands in the first."""
    first = {
        "before": "|".join(authority.before),
        "after": "|".join(authority.after),
        "note": authority.note,
        "replaces": "yes" if replaces else "",
    }
    rows = []
    for one in authority.names:
        named = {"name": one.name, "language": one.language, "from": one.start, "to": one.end}
        rows.append({**dict.fromkeys(COLUMNS, ""), "id": authority.id, "kind": authority.kind, **named, **first})
        first = {}
    return rows


def _rows(path: Path) -> list[Row]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file)
            if not set(COLUMNS[:3]) <= set(reader.fieldnames or ()):
                raise _refused(path, "line 1", f"The columns are {', '.join(COLUMNS)}")
            return [{name: (row.get(name) or "").strip() for name in COLUMNS} for row in reader if (row.get("id") or "").strip()]
    except (UnicodeDecodeError, csv.Error) as error:
        raise _refused(path, "", "It must be CSV in UTF-8") from error


def _authority(id_: str, rows: list[Row]) -> Authority:
    names = tuple(DatedName(row["name"], row["language"], row["from"], row["to"]) for row in rows if row["name"])
    before, after = (
        tuple(dict.fromkeys(one.strip() for row in rows for one in row[column].split("|") if one.strip()))
        for column in ("before", "after")
    )
    note = " ".join(row["note"] for row in rows if row["note"])
    return Authority(id_, cast(Kind, rows[0]["kind"]), names, before, after, note)


def _refused(path: Path, where: str, remedy: str) -> Invalid:
    place = f"{path}, {where}" if where else str(path)
    return Invalid("The authority file cannot be read", where=place, remedy=remedy, code="authorities")
