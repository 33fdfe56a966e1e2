"""The transfers: how each institution handed its documents over, with an inventory in its own manner, or none."""

import csv
import io
from dataclasses import dataclass
from pathlib import Path

from . import sovkhoz
from .item import Item

FIELDS = ("path", "fonds", "inventory", "file", "sheet_from", "title", "type", "date", "body", "fonds_title", "language")
HEADINGS = {
    "en": FIELDS,
    "ru": ("путь", "фонд", "опись", "дело", "лист", "заголовок", "вид документа", "дата", "учреждение", "название фонда", "язык"),
    "kk": ("жол", "қор", "тізімдеме", "іс", "парақ", "тақырып", "құжат түрі", "күні", "мекеме", "қор атауы", "тілі"),
}
TYPES = {
    "order": ("приказ", "бұйрық"),
    "pay_ledger": ("ведомость", "ведомость"),
    "minutes": ("протокол", "хаттама"),
    "decision": ("решение", "шешім"),
    "resolution": ("постановление", "қаулы"),
    "directive": ("распоряжение", "өкім"),
    "household_book": ("похозяйственная книга", "шаруашылық кітабы"),
    "award_list": ("наградной лист", "марапат тізімі"),
    "land_act": ("земельный акт", "жер актісі"),
    "letter": ("письмо", "хат"),
    "list": ("список", "тізім"),
    "certificate": ("справка", "анықтама"),
}


@dataclass(frozen=True)
class Transfer:
    """What one institution handed over; ``manner`` says the language, encoding and delimiter of its inventory, None for none."""

    name: str
    body: str
    fonds_title: str
    items: tuple[Item, ...]
    manner: tuple[str, str, str] | None = None
    form: str = "folder"


def inventory(transfer: Transfer) -> bytes:
    """Return the inventory of a transfer as CSV."""
    assert transfer.manner
    language, encoding, delimiter = transfer.manner
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=delimiter, lineterminator="\r\n" if language == "ru" else "\n")
    writer.writerow(HEADINGS[language])
    for item in transfer.items:
        kind = item.kind if language == "en" else TYPES[item.kind][language == "kk"] if item.kind else ""
        row = (
            item.path,
            *item.reference,
            item.sheet,
            item.title,
            kind,
            item.date,
            transfer.body,
            transfer.fonds_title,
            item.language,
        )
        writer.writerow(row)
    return out.getvalue().encode(encoding)


def transfers() -> list[Transfer]:
    """Return all transfers."""
    return [
        Transfer("2020-сарыөткел", "«Сарыөткел» кеңшары", "«Сарыөткел» кеңшары", tuple(sovkhoz.items())),
    ]


def write(made: list[Transfer], out: Path) -> None:
    """Write the transfers as folders under ``out``."""
    for transfer in made:
        folder = out / transfer.name
        for item in transfer.items:
            target = folder / item.path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(item.content)
        if transfer.manner:
            (folder / "inventory.csv").write_bytes(inventory(transfer))
