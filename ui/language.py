"""The screen's languages: which one to speak, and what is said in it."""

import gettext
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from pathlib import Path

import babel.numbers
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

LANGUAGES = {"kk": "Қазақша", "ru": "Русский", "en": "English"}
DEFAULT = "kk"
LOCALE = Path(__file__).with_name("locale")


@dataclass(frozen=True)
class Speech:
    """Everything that depends on the language.

    Attributes:
        language: ``kk``, ``ru`` or ``en``.
        say: Translates a text.
        count: Translates a text that depends on a number: one, many, number.
    """

    language: str
    say: Callable[[str], str]
    count: Callable[[str, str, int], str]

    def number(self, value: int) -> str:
        """Return a number with the separators of the language."""
        return babel.numbers.format_decimal(value, locale=self.language)

    def date(self, iso: str) -> str:
        """Return an ISO 8601 date or a part of one as people write it: ``14.03.1978``, ``03.1978``, ``1978``."""
        return ".".join(reversed(iso.split("-")))


@cache
def speech(language: str) -> Speech:
    """Return the speech of a language.

    Translations are compiled in memory from the ``.po`` files, so that no compiled file can be out of date.
    """
    source = LOCALE / language / "LC_MESSAGES" / "paraq.po"
    if not source.exists():
        plain = gettext.NullTranslations()
        return Speech(language, plain.gettext, plain.ngettext)
    compiled = BytesIO()
    with source.open("rb") as file:
        write_mo(compiled, read_po(file, locale=language))
    compiled.seek(0)
    translations = gettext.GNUTranslations(compiled)
    return Speech(language, translations.gettext, translations.ngettext)


def preferred(accept_language: str) -> str:
    """Return the first of our languages that an ``Accept-Language`` header names, Kazakh if it names none.

    Browsers list languages in order of preference, so the weights tell nothing more.
    """
    for item in accept_language.split(","):
        name = item.partition(";")[0].strip().lower().split("-")[0]
        if name in LANGUAGES:
            return name
    return DEFAULT
