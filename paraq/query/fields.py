"""The operators and fields of the query language, and the values of those that are codes, with their names in three languages."""

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

_TYPES: Final[dict[str, tuple[str, ...]]] = {
    "order": ("бұйрық", "приказ"),
    "directive": ("өкім", "распоряжение"),
    "decision": ("шешім", "решение"),
    "resolution": ("қаулы", "постановление"),
    "minutes": ("хаттама", "протокол"),
    "pay_ledger": ("ведомость", "ведомос", "жалақы ведомосі", "ведомость зарплаты", "pay ledger"),
    "household_book": ("шаруашылық кітабы", "похозяйственная книга", "household book"),
    "award_list": ("марапаттау тізімі", "наградной лист", "award list"),
    "land_act": ("жер актісі", "земельный акт", "land act"),
    "letter": ("хат", "письмо"),
    "report": ("есеп", "отчет", "отчёт"),
    "application": ("өтініш", "заявление"),
    "certificate": ("анықтама", "справка"),
    "list": ("тізім", "список"),
    "act": ("акт", "акті"),
    "personal_file": ("жеке іс", "личное дело", "personal file"),
    "autobiography": ("өмірбаян", "автобиография"),
    "reference_letter": ("мінездеме", "характеристика", "reference letter"),
    "medical_record": ("медициналық құжат", "медицинский документ", "medical record"),
}
_LANGUAGES: Final[dict[str, tuple[str, ...]]] = {
    "kk": ("қазақша", "қазақ", "казахский", "kazakh"),
    "ru": ("орысша", "орыс", "русский", "russian"),
    "en": ("ағылшынша", "ағылшын", "английский", "english"),
}
_CODES: Final[dict[str, dict[str, str]]] = {
    field: {name: code for code, names in table.items() for name in names}
    for field, table in (("type", _TYPES), ("language", _LANGUAGES))
}


def usual(field: str, value: str) -> str:
    """Return a value as it is indexed: a code for its name in any language, a label in its usual form, others as they are."""
    value = value.strip()
    match field:
        case "type" | "language":
            return _CODES[field].get(value.lower(), value)
        case "fonds" | "inventory" | "file":
            return label(value)
        case "sheet":
            return sheet_label(value)
        case _:
            return value
