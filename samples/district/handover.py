"""The transfers: how each institution handed its documents over, with an inventory in its own manner, or none."""

import csv
import hashlib
import io
from dataclasses import dataclass
from pathlib import Path

from . import akimat, council, education, executive, kazakh, sovkhoz, village
from .item import Item
from .office import zipped

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
    """Return the inventory of a transfer as CSV; cp1251 has no Kazakh letters, so Russian ones stand for them as in such lists."""
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
    text = out.getvalue()
    return (kazakh.russian_keys(text) if encoding == "cp1251" else text).encode(encoding)


def transfers() -> list[Transfer]:
    """Return all transfers."""
    village_title = "Сарыуткельский сельский Совет народных депутатов"
    return [
        Transfer("2019-сельсовет", "Сарыөткел ауылдық кеңесі", village_title, tuple(village.items()), ("ru", "cp1251", ";")),
        Transfer("2020-сарыөткел", "«Сарыөткел» кеңшары", "«Сарыөткел» кеңшары", tuple(sovkhoz.items())),
        Transfer("2021-атком", "Күмісөзек аудандық атқару комитеті", "Аудандық атқару комитеті", tuple(executive.items()), ("kk", "utf-8", ",")),
        Transfer("2022-akimat-bag", "Күмісөзек ауданы әкімінің аппараты", "Аудан әкімінің аппараты", tuple(akimat.items()), ("kk", "utf-8", ","), "bag"),
        Transfer("2023-education", "Kumisozek district department of education", "Күмісөзек аудандық білім бөлімі", tuple(education.items()), ("en", "utf-8", ",")),
        Transfer("2024-маслихат", "Күмісөзек аудандық мәслихаты", "Аудандық мәслихат", tuple(council.items()), ("kk", "utf-8-sig", ","), "zip"),
    ]  # fmt: skip


def _bag_info(payload: dict[str, bytes]) -> dict[str, bytes]:
    """Return the tag files of a BagIt bag (RFC 8493) around a payload."""
    size = sum(map(len, payload.values()))
    manifest = "".join(f"{hashlib.sha256(content).hexdigest()}  data/{name}\n" for name, content in sorted(payload.items()))
    tags = {
        "bagit.txt": b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n",
        "bag-info.txt": f"Bagging-Date: 2022-11-15\nPayload-Oxum: {size}.{len(payload)}\n"
        "Source-Organization: Күмісөзек ауданы әкімінің аппараты\n".encode(),
        "manifest-sha256.txt": manifest.encode(),
    }
    tagged = "".join(f"{hashlib.sha256(content).hexdigest()}  {name}\n" for name, content in tags.items())
    return tags | {"tagmanifest-sha256.txt": tagged.encode()}


def members(transfer: Transfer) -> dict[str, bytes]:
    """Return the files of a transfer by their path in it."""
    files = {item.path: item.content for item in transfer.items}
    if transfer.manner:
        files["inventory.csv"] = inventory(transfer)
    if transfer.form == "bag":
        return _bag_info(files) | {f"data/{path}": content for path, content in files.items()}
    return files


def path_of(transfer: Transfer, item: Item) -> str:
    """Return the path of an item under archive/, inside the ZIP file if its transfer is one."""
    inner = {"bag": f"{transfer.name}/data", "zip": f"{transfer.name}.zip"}.get(transfer.form, transfer.name)
    return f"{inner}/{item.path}"


def write(made: list[Transfer], out: Path) -> None:
    """Write the transfers under ``out``: folders, a bag, a ZIP file."""
    out.mkdir(parents=True)
    for transfer in made:
        files = members(transfer)
        if transfer.form == "zip":
            (out / f"{transfer.name}.zip").write_bytes(zipped(files))
            continue
        for name, content in files.items():
            target = out / transfer.name / name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)
