"""Builds a made-up installation in a folder: catalogue, kept analysis and index, each gone on with where it was left.

``python -m benchmarks.fill HOME PAGES [--only catalogue|index] [--elasticsearch ADDRESS]``
"""

import argparse
import sqlite3
import time
from contextlib import closing
from itertools import islice
from pathlib import Path

from benchmarks.made import PAGES, TEXTS, Made, Row
from paraq.catalogue.database import open_database
from paraq.engines.document import fingerprint
from paraq.engines.kept import KeptPages
from paraq.engines.ports import Engine
from paraq.records.model import Description
from paraq.settings import Settings
from paraq.text.analysis import Analyzer
from paraq.wiring import open_house

BATCH = 5_000
# Of an index: a commit makes a file, and files are merged.
COMMIT = 20_000

DAY = "2026-11-01 00:00:00.000000"
DOCUMENTS = "id, original, supersedes, title, type, body, date, fonds, inventory, file, sheet_from, fonds_title, opens, changed"
COLUMNS = "id, document, original, number, part, sheet, place, image, image_number, version"
READING = "page, version, made, source, language, confidence, width, height, note, text, words, author"
_NEW = "copies.new || substr(id, 17)"
COPYING = (
    f"""INSERT INTO pages ({COLUMNS}) SELECT {_NEW}, new, new || new || new || new, number, part, sheet, place, image,
    image_number, version FROM copies JOIN pages ON document = old""",
    f"""INSERT INTO page_texts ({READING}) SELECT {_NEW}, t.version, made, source, language, confidence, width, height, note,
    text, words, author FROM copies JOIN pages ON document = old JOIN page_texts t ON t.page = id""",
    f"""INSERT OR REPLACE INTO kept.pages SELECT {_NEW}, stamp({_NEW}, new), NULL, words
    FROM copies JOIN main.pages m ON document = old JOIN kept.pages k USING (id)""",
)


def fill_catalogue(home: Path, made: Made, *, kept: bool = True) -> None:
    """Write all pages into the catalogue of a home, and into its kept analysis if that is wanted."""
    path = home / "catalogue.db"
    open_database(f"sqlite:///{path}").dispose()
    analysed = KeptPages(home / "analysed.db")
    with closing(sqlite3.connect(path)) as database:
        # A made-up archive that a crash damages is made anew.
        database.execute("PRAGMA synchronous=OFF")
        (done,) = database.execute("SELECT count(*) FROM pages").fetchone()
        texts = min(made.count, TEXTS)
        rows = made.rows(done, texts) if done < texts else iter(())
        while batch := list(islice(rows, BATCH)):
            if kept:
                analysed.put([row.kept for row in batch])
            with database:
                _insert(database, batch)
            done += len(batch)
            print(f"{time.strftime('%H:%M:%S')} catalogue {done:,}", flush=True)
        for first in range(max(done, texts), made.count, texts):
            _copy(database, home, made, first // PAGES)
            print(f"{time.strftime('%H:%M:%S')} catalogue {first + texts:,}", flush=True)
    analysed.close()


def _copy(database: sqlite3.Connection, home: Path, made: Made, place: int) -> None:
    """Write documents from this place on, which have the texts of the first ones; what is kept of them are words alone."""
    documents = range(place, min(place + TEXTS // PAGES, made.count // PAGES))
    database.execute("CREATE TEMP TABLE IF NOT EXISTS copies (old TEXT PRIMARY KEY, new TEXT) WITHOUT ROWID")
    database.execute("ATTACH ? AS kept", (str(home / "analysed.db"),))
    about = {made.document_of(at): made.about(at) for at in documents}
    database.create_function("stamp", 2, lambda page, document: made.stamp(page, about[document]))
    with database:
        database.execute("DELETE FROM copies")
        database.executemany(
            "INSERT INTO copies VALUES (?, ?)",
            [(made.document_of(at % (TEXTS // PAGES)), made.document_of(at)) for at in documents],
        )
        _into(database, f"documents ({DOCUMENTS})", [_described(document, one) for document, one in about.items()])
        for statement in COPYING:
            database.execute(statement)
    database.execute("DETACH kept")


def _insert(database: sqlite3.Connection, rows: list[Row]) -> None:
    described = [_described(row.document, row.about) for row in rows if row.number == 1]
    _into(database, f"documents ({DOCUMENTS})", described)
    _into(
        database,
        f"pages ({COLUMNS})",
        [
            (row.page_id, row.document, row.document * 4, row.number, 0, "", f"{row.number:08}".encode(), "", row.number, 1)
            for row in rows
        ],
    )
    _into(
        database,
        f"page_texts ({READING})",
        [(row.page_id, 1, DAY, "ocr", row.language, 85.0, 2480, 3508, "", row.text, row.words, "") for row in rows],
    )


def _described(document: str, about: Description) -> tuple[str, ...]:
    of = about.reference
    shown = (about.title, about.type, about.body, about.date, of.fonds, of.inventory, of.file)
    return (document, document * 4, "", *shown, "", "", about.opens, DAY)


def _into(database: sqlite3.Connection, table: str, rows: list[tuple[object, ...]]) -> None:
    marks = ", ".join("?" * (table.count(",") + 1))
    database.executemany(f"INSERT INTO {table} VALUES ({marks})", rows)


def fill_index(engine: Engine, made: Made, stamp: str) -> None:
    """Build an index of all pages and make it the live one."""
    if engine.count() == made.count:
        return
    with engine.build(stamp) as build:
        for start in range(build.count() if build.last else 0, made.count, COMMIT):
            end = min(start + COMMIT, made.count)
            build.add(made.indexed(start, end), str(end))
            print(f"{time.strftime('%H:%M:%S')} {engine.name} {end:,}", flush=True)
        build.swap()
    engine.drop_old()


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.fill", description=__doc__)
    parser.add_argument("home", type=Path)
    parser.add_argument("pages", type=int, help=f"a multiple of {PAGES}")
    parser.add_argument("--only", choices=("catalogue", "index"))
    parser.add_argument("--elasticsearch", default="")
    asked = parser.parse_args()
    asked.home.mkdir(parents=True, exist_ok=True)
    analyzer = Analyzer()
    made = Made(analyzer, asked.pages)
    started = time.process_time()
    if asked.only != "index":
        fill_catalogue(asked.home, made)
    if asked.only != "catalogue":
        chosen = {"engine": "elasticsearch", "elasticsearch": asked.elasticsearch} if asked.elasticsearch else {}
        with open_house(Settings(home=asked.home, **chosen)) as house:  # type: ignore[arg-type]
            fill_index(house.engine, made, fingerprint(analyzer))
    print(f"{time.process_time() - started:.0f} s of CPU")


if __name__ == "__main__":
    main()
