"""Labelled questions and passages as an archive of one page each, and how well a search ranks them."""

import csv
import hashlib
import math
import os
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.damage import Damage, undamaged
from paraq.engines.document import IndexedPage, indexed
from paraq.records.model import Description, PageRecord, PageText
from paraq.text.analysis import Analyzer


@dataclass(frozen=True)
class Questions:
    """Questions in one language with the ids of the passages that answer each."""

    language: str
    passages: dict[str, str]
    questions: dict[str, str]
    answers: dict[str, frozenset[str]]

    def tuning(self) -> list[str]:
        """Return the half of the questions that weights may be fitted on; the other half only measures them."""
        return [number for number in self.answers if int(hashlib.sha256(number.encode()).hexdigest(), 16) % 2 == 0]


def data_folder() -> Path:
    """Return the folder of labelled data: ``TEST_DATA``, or ``shared/data`` beside the checkout."""
    return Path(os.environ.get("TEST_DATA", Path(__file__).parents[2] / "shared" / "data"))


def read_questions(folder: Path, language: str) -> Questions:
    """Return the labelled questions of one language."""
    rows = {name: _rows(folder / f"retrieval_{language}_{name}.tsv") for name in ("passages", "questions", "qrels")}
    answers: dict[str, set[str]] = {}
    for question, passage in rows["qrels"]:
        answers.setdefault(question, set()).add(passage)
    return Questions(
        language,
        dict(rows["passages"]),
        dict(rows["questions"]),
        {number: frozenset(found) for number, found in answers.items()},
    )


def pages(questions: Questions, analyzer: Analyzer, damage: Damage = undamaged) -> list[IndexedPage]:
    """Return each passage, damaged if wished, as a page, analysed as the product does."""
    return [indexed(_page(number, damage(text, number)), analyzer) for number, text in questions.passages.items()]


def ndcg(questions: Questions, search: Callable[[str], Sequence[str]], numbers: Iterable[str] | None = None) -> float:
    """Return the mean nDCG@10 of a search that returns passage ids, best first."""
    asked = list(questions.answers if numbers is None else numbers)
    return sum(_gain(search(questions.questions[number])[:10], questions.answers[number]) for number in asked) / len(asked)


def _gain(found: Sequence[str], answers: frozenset[str]) -> float:
    gained = sum(1 / math.log2(rank + 2) for rank, passage in enumerate(found) if passage in answers)
    return gained / sum(1 / math.log2(rank + 2) for rank in range(min(10, len(answers))))


def _rows(path: Path) -> list[tuple[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as lines:
        return [(row[0], row[1]) for row in csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)]


def _page(number: str, text: str) -> PageRecord:
    page = PageText(text.replace("\ufeff", ""), (), "text", "", 100.0, 1, 1)
    return PageRecord(number, number, 1, 0, "", page, 1, "", 1, "", "", Description())
