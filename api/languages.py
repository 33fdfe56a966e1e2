"""The languages in which the API speaks, and which of them a request prefers."""

from typing import Literal

Language = Literal["kk", "ru", "en"]
LANGUAGES: tuple[Language, ...] = ("kk", "ru", "en")
NAMES: dict[Language, str] = {"kk": "Қазақша", "ru": "Русский", "en": "English"}
"""What each language is called in itself."""


def preferred(accept_language: str) -> Language:
    """Return the language that an ``Accept-Language`` header prefers among ours; English if it names none of them."""
    ranked: list[tuple[float, int, Language]] = []
    for place, item in enumerate(accept_language.split(",")):
        tag, _, parameter = item.partition(";")
        name = tag.strip().lower().split("-")[0]
        weight = _weight(parameter)
        ranked += [(-weight, place, language) for language in LANGUAGES if language == name and weight > 0]
    return min(ranked)[2] if ranked else "en"


def _weight(parameter: str) -> float:
    name, _, value = parameter.strip().partition("=")
    if name != "q":
        return 1.0
    try:
        return min(max(float(value), 0.0), 1.0)
    except ValueError:
        return 0.0
