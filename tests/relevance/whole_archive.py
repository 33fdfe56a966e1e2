"""The sample archive as Paraq took it in, beside the truth of every page."""

import json
import os
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path, PurePosixPath
from typing import Any

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from paraq.records.model import PageRecord
from paraq.settings import Settings
from paraq.wiring import open_house

Place = tuple[str, str]
"""A page of the truth: path of its document, and label there (``3``, or ``3.1`` for the left sheet of a spread)."""

# The first pattern that fits decides. What the scans suffered is said in samples/district, a condition for each document.
CONDITIONS: tuple[tuple[str, str], ...] = (
    ("office files and mail", "2023-education/office/*"),
    ("born digital", "2023-education/orders/2019.pdf"),
    ("born digital", "2023-education/copies/*"),
    ("born digital", "2022-akimat-bag/data/*/хат-*"),
    ("born digital", "2022-akimat-bag/data/1996/*"),
    ("born digital", "2022-akimat-bag/data/2008/*"),
    ("born digital", "2022-akimat-bag/data/2014/*"),
    ("born digital", "2024-маслихат.zip/*/201[039]/*"),
    ("born digital", "2024-маслихат.zip/*/2023/*"),
    ("wrong text layer", "2022-akimat-bag/data/200[02]/*"),
    ("Latin of 1929-1940", "2019-сельсовет/is-[1-5]/*"),
    ("spread of two sheets", "2019-сельсовет/is-15/*"),
    ("spread of two sheets", "2019-сельсовет/is-24/*"),
    ("stamp over the text", "2021-атком/1979/*"),
    ("stamp over the text", "2021-атком/1964/*"),
    ("ruled ledger", "2020-сарыөткел/Ф. 27/Оп. 2/*/*"),
    ("ruled ledger", "2023-education/pay/*"),
    ("ruled ledger", "2019-сельсовет/is-9/*"),
    ("list with a table", "2021-атком/*/наградной.*"),
    ("turned on its side or upside down", "2020-сарыөткел/Ф.27/Оп.1/Д.45/0012об.jpg"),
    ("turned on its side or upside down", "2020-сарыөткел/Ф.27/Оп.1/Д.45/0014об.jpg"),
    ("turned on its side or upside down", "2020-сарыөткел/Ф.27/Оп.1/Д.45/0016об.jpg"),
    ("turned on its side or upside down", "2021-атком/1991/жер актісі 2.pdf"),
    ("130 dpi", "2019-сельсовет/is-30/*"),
    ("130 dpi", "2020-сарыөткел/Ф. 27/Оп. 1/Д. 60/*"),
    ("worn, faded or stained", "2019-сельсовет/is-6/*"),
    ("worn, faded or stained", "2019-сельсовет/is-12/*"),
    ("worn, faded or stained", "2019-сельсовет/is-21/*"),
    ("worn, faded or stained", "2020-сарыөткел/Ф. 27/Оп. 1/Д. [235][037]/*"),
    ("worn, faded or stained", "2021-атком/19[345]*/шешім.*"),
    ("worn, faded or stained", "2023-education/orders/19[58][64].pdf"),
    ("plain scan", "*"),
)


def clean_environment(**settings: str) -> dict[str, str]:
    """Return the environment without a developer's own settings of Paraq, with these."""
    return {name: value for name, value in os.environ.items() if not name.startswith("PARAQ_")} | settings


def run_paraq(home: Path, *arguments: object, code: int = 0, **settings: str) -> Any:
    """Run the command with ``--json`` on a home, check its exit code and return what it prints."""
    done = subprocess.run(
        [sys.executable, "-c", "from paraq.cli import main; main()", *map(str, arguments), "--json"],
        env=clean_environment(PARAQ_HOME=str(home), **settings),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == code, done.stderr
    return json.loads(done.stdout)


def condition_of(path: str) -> str:
    """Return what the scan of a document suffered, or that it is none."""
    return next(condition for condition, pattern in CONDITIONS if PurePosixPath(path).match(pattern))


def plain(text: str) -> str:
    """Return a text on one line with single blanks: how lines and cells are parted is layout, not reading."""
    return " ".join(text.split())


@dataclass(frozen=True)
class Reading:
    """How well a page was read: edits that make its text the truth, of so many characters; words of the truth found."""

    edits: int
    characters: int
    words_found: int
    words: int

    @property
    def cer(self) -> float:
        """Character error rate."""
        return self.edits / self.characters

    def __add__(self, other: "Reading") -> "Reading":
        return Reading(
            self.edits + other.edits,
            self.characters + other.characters,
            self.words_found + other.words_found,
            self.words + other.words,
        )


def reading_of(truth: str, text: str) -> Reading:
    """Compare a page's text with its truth."""
    right, read = plain(truth), plain(text)
    found = Counter(right.split()) & Counter(read.split())
    return Reading(Levenshtein.distance(right, read), len(right), found.total(), len(right.split()))


@dataclass(frozen=True)
class Query:
    """A sample query with the places that answer it."""

    text: str
    person: str
    expected: frozenset[Place]


class WholeArchive:
    """The samples taken into ``home``, with the receipt of that."""

    def __init__(self, samples: Path, home: Path, receipt: dict[str, Any]) -> None:
        self.samples = samples
        self.home = home
        self.receipt = receipt

    @cached_property
    def truth(self) -> dict[Place, str]:
        """The true text of every page; a letter's attachment is a document of its own."""
        root = self.samples / "truth"
        files = (path for path in sorted(root.rglob("*.txt")) if path.is_file())
        return {_place(path.parent.relative_to(root).as_posix(), path.stem): path.read_text("utf8") for path in files}

    @cached_property
    def pages(self) -> dict[Place, PageRecord]:
        """Every page of the catalogue under every path of its original."""
        with open_house(Settings(home=self.home)) as house:
            return dict(_places(house.catalogue))

    @cached_property
    def people(self) -> dict[str, dict[Place, set[str]]]:
        """For each person the places where the person is named, and as what."""
        known = json.loads((self.samples / "truth" / "people.json").read_text("utf8"))
        found: dict[str, dict[Place, set[str]]] = {}
        for key, person in known.items():
            places = found.setdefault(key, {})
            for mention in person["mentions"]:
                places.setdefault(_place(mention["path"], mention["page"]), set()).add(mention["written"])
        return found

    @cached_property
    def queries(self) -> list[Query]:
        """The sample queries."""
        asked = json.loads((self.samples / "truth" / "queries.json").read_text("utf8"))
        return [
            Query(one["query"], one["person"], frozenset(_place(place["path"], place["page"]) for place in one["expected"]))
            for one in asked
        ]

    def readings(self) -> dict[Place, Reading]:
        """How well each page was read; a page that is not there was not read at all."""
        texts = {place: page.text.text for place, page in self.pages.items()}
        return {place: reading_of(truth, texts.get(place, "")) for place, truth in self.truth.items()}

    def recognisable(self, query: Query) -> set[str]:
        """Return the ids of the expected pages whose text, as read, still shows what the query asks for.

        Of a name, its longest word must be there with at most every fifth letter wrong; of other words, all of them.
        """
        kept = set()
        for place in query.expected & self.pages.keys():
            page = self.pages[place]
            read = plain(page.text.text).lower()
            if query.person:
                words = {max(re.findall(r"\w+", written), key=len).lower() for written in self.people[query.person][place]}
            else:
                words = {plain(query.text.strip('"')).lower()[:-2]}
            if any(fuzz.partial_ratio(word, read) >= 80 for word in words):
                kept.add(page.page_id)
        return kept


def _place(path: str, label: str) -> Place:
    if path.endswith(".eml") and label == "2":
        return f"{path}/tizim.pdf", "1"
    return path, label


def _places(catalogue: Any) -> Iterator[tuple[Place, PageRecord]]:
    for batch in catalogue.every_page():
        for page in batch:
            label = f"{page.number}.{page.part}" if page.part else str(page.number)
            for path in catalogue.report.paths_of(page.original):
                yield (path, label), page
