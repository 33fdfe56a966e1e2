"""The truth beside the archive: the text of every page, who is named on it in which spelling, and sample queries."""

import hashlib
import json
from collections import defaultdict
from pathlib import Path

from .authorities import table
from .handover import Transfer, path_of
from .page import FONTS
from .people import PEOPLE, Person
from .queries import QUERIES, answers


def write(transfers: list[Transfer], out: Path) -> None:
    """Write the truth of every page, people.json and queries.json to ``out/truth``, and the authorities to ``out/authorities``."""
    named: dict[str, list[dict[str, str]]] = defaultdict(list)
    pages: list[tuple[str, str, str]] = []
    for transfer in transfers:
        for item in transfer.items:
            path = path_of(transfer, item)
            for page in item.truth:
                pages.append((path, page.label, page.text))
                target = out / "truth" / path / f"{page.label}.txt"
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_text(page.text + "\n", "utf8")
                for who, written in page.mentions:
                    named[who].append({"path": path, "page": page.label, "written": written})
    _json({key: _known(person, named[key]) for key, person in PEOPLE.items() if key in named}, out / "truth" / "people.json")
    asked = [{"query": q.text, "why": q.why, "person": q.person, "expected": answers(q, pages, named)} for q in QUERIES]
    _json(asked, out / "truth" / "queries.json")
    _json({name: [_digest(path) for path in paths] for name, paths in FONTS.items()}, out / "truth" / "fonts.json")
    (out / "authorities").mkdir(parents=True, exist_ok=True)
    (out / "authorities" / "organisations.csv").write_bytes(table())


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _known(person: Person, mentions: list[dict[str, str]]) -> dict[str, object]:
    kazakh = person.kazakh("full")
    return {"kk": kazakh, "ru": " ".join(person.ru), "born": person.born, "mentions": mentions}


def _json(value: object, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(value, ensure_ascii=False, indent=1) + "\n", "utf8")
