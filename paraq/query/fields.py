"""The fields of the query language, with their names in three languages."""

from typing import Final

FIELDS: Final[dict[str, tuple[str, ...]]] = {
    "fonds": ("қор", "фонд"),
    "inventory": ("тізімдеме", "опись"),
    "file": ("іс", "дело"),
    "sheet": ("парақ", "лист"),
    "title": ("тақырып", "заголовок"),
    "type": ("түрі", "вид"),
    "language": ("тіл", "язык"),
    "from": ("тапсырушы", "источник"),
    "year": ("жыл", "год"),
    "date": ("күні", "дата"),
    "number": ("нөмір", "номер"),
    "name": ("аты", "имя"),
    "org": ("ұйым", "организация"),
    "confidence": ("сапа", "качество"),
}
"""Each field with its other names."""

FIELD_OF: Final[dict[str, str]] = {alias: name for name, others in FIELDS.items() for alias in (name, *others)}
"""The field of every name."""
