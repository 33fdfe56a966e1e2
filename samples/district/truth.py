"""The truth beside the archive: the text of every page, who is named on it in which spelling, and sample queries."""

import json
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

from .people import PEOPLE

if TYPE_CHECKING:
    from .handover import Transfer


def write(transfers: "list[Transfer]", out: Path) -> None:
    """Write ``truth/<transfer>/<path>/<page>.txt`` and ``truth/people.json`` under ``out``."""
    named: dict[str, list[dict[str, str]]] = defaultdict(list)
    for transfer in transfers:
        for item in transfer.items:
            for page in item.truth:
                path = f"{transfer.name}/{item.path}"
                target = out / "truth" / path / f"{page.label}.txt"
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_text(page.text + "\n", "utf8")
                for who, written in page.mentions:
                    named[who].append({"path": path, "page": page.label, "written": written})
    people = {
        key: {
            "kk": " ".join((*person.kk[:2], person.patronymic)),
            "ru": " ".join(person.ru),
            "born": person.born,
            "mentions": named[key],
        }
        for key, person in PEOPLE.items()
        if key in named
    }
    _json(people, out / "truth" / "people.json")


def _json(value: object, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(value, ensure_ascii=False, indent=1) + "\n", "utf8")
