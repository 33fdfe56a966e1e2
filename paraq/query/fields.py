"""The operators and fields of the query language, and the values of those that are codes, with their names in three languages."""

import re
from typing import Final

from paraq.records.reference import label, sheet_label

OPERATORS: Final = frozenset({"AND", "OR", "NOT", "ЖӘНЕ", "НЕМЕСЕ", "ЕМЕС", "И", "ИЛИ", "НЕ"})
"""The words that join, in capitals."""

FIELDS: Final[dict[str, tuple[str, ...]]] = {
    "fonds": ("қор", "фонд"),
    "inventory": ("тізімдеме", "опись"),
    "file": ("іс", "дело"),
    "sheet": ("парақ", "лист"),
    "title": ("тақырып", "заголовок"),
    "type": ("түрі", "вид", "тип"),
    "language": ("тіл", "язык"),
    "from": ("тапсырушы", "источник"),
    "year": ("жыл", "год"),
    "date": ("күні", "дата"),
    "number": ("нөмір", "номер"),
    "name": ("аты", "имя", "фио", "есімі"),
    "org": ("ұйым", "организация"),
    "confidence": ("сапа", "качество"),
}
"""Each field with its other names: the Kazakh and the Russian one, then what people type instead."""

FIELD_OF: Final[dict[str, str]] = {alias: name for name, others in FIELDS.items() for alias in (name, *others)}
"""The field of every name."""

NUMBERS: Final = frozenset({"year", "confidence"})
"""Fields of numbers, which take ranges and several values."""

_TYPES: Final[dict[str, tuple[str, ...]]] = {
    "order": ("бұйрық", "бұйрықтар", "приказ", "приказы"),
    "directive": ("өкім", "өкімдер", "распоряжение", "распоряжения"),
    "decision": ("шешім", "шешімдер", "решение", "решения"),
    "resolution": ("қаулы", "қаулылар", "постановление", "постановления"),
    "minutes": ("хаттама", "хаттамалар", "протокол", "протоколы"),
    "pay_ledger": ("ведомость", "ведомости", "ведомос", "ведомостар", "жалақы ведомосі", "ведомость зарплаты", "pay ledger"),
    "household_book": ("шаруашылық кітабы", "похозяйственная книга", "household book"),
    "award_list": ("марапаттау тізімі", "наградной лист", "award list"),
    "land_act": ("жер актісі", "земельный акт", "land act"),
    "letter": ("хат", "хаттар", "письмо", "письма"),
    "report": ("есеп", "есептер", "отчет", "отчёт", "отчеты", "отчёты"),
    "application": ("өтініш", "өтініштер", "заявление", "заявления"),
    "certificate": ("анықтама", "анықтамалар", "справка", "справки"),
    "list": ("тізім", "тізімдер", "список", "списки"),
    "act": ("акт", "акті", "актілер", "акты"),
    "personal_file": ("жеке іс", "личное дело", "personal file"),
    "autobiography": ("өмірбаян", "автобиография", "автобиографии"),
    "reference_letter": ("мінездеме", "характеристика", "характеристики", "reference letter"),
    "medical_record": ("медициналық құжат", "медицинский документ", "medical record"),
}
_LANGUAGES: Final[dict[str, tuple[str, ...]]] = {
    "kk": ("қазақша", "қазақ", "қаз", "казахский", "каз", "kazakh", "kaz"),
    "ru": ("орысша", "орыс", "русский", "рус", "russian", "rus"),
    "en": ("ағылшынша", "ағылшын", "английский", "англ", "english", "eng"),
}
_CODES: Final[dict[str, dict[str, str]]] = {
    field: {name: code for code, names in table.items() for name in names}
    for field, table in (("type", _TYPES), ("language", _LANGUAGES))
}


# As it is cited: Ф. 12, оп. № 1, Д. 45а, л. 12 об. A letter without its point may be the label's own: Д-12.
_PLACE_WORD: Final = re.compile(
    r"\A(?:(?:ф|қ|оп|т|д|іс|л|п)\.|(?:фонд|қор|опись|тізімдеме|дело|іс|лист|парақ)\s)?\s*(?:№|n[oº°]\.?)?\s*(?=[\w-]*\d)"
    r"|\s?-?\s?парақ\Z",
    re.IGNORECASE,
)


def usual(field: str, value: str) -> str:
    """Return a value as it is indexed: a code for its name in any language, a label in its usual form, others as they are."""
    value = value.strip()
    match field:
        case "type" | "language":
            return _CODES[field].get(value.lower(), value)
        case "fonds" | "inventory" | "file":
            return label(_PLACE_WORD.sub("", value))
        case "sheet":
            return sheet_label(_PLACE_WORD.sub("", value))
        case _:
            return value


# What ends quotation marks, and what a value in them does not take.
_UNQUOTABLE: Final = re.compile(r'["“”„«»\\*?]')


def quotable(value: str) -> str:
    """Return words of any text as they can stand in the quotation marks of a field's value: ``name:"Әбдіков С.Ж."``."""
    return " ".join(_UNQUOTABLE.sub(" ", value).split())
