"""The one analysis that indexing, querying and marking share."""

from paraq.records.model import PageText
from paraq.text.token import Token


class Analyzer:
    """Turns text into tokens with a term in every layer."""

    def analyze(self, text: str, language: str = "") -> list[Token]:
        """Return the words of a text in order; ``language`` is told from the text if empty."""
        raise NotImplementedError

    def analyze_page(self, page: PageText) -> list[Token]:
        """Return the words of a page and, at the same positions, those of its alternative readings."""
        raise NotImplementedError

    def language(self, text: str) -> str:
        """Return ``kk``, ``ru``, ``en`` or ``other``."""
        raise NotImplementedError

    def fingerprint(self) -> str:
        """Return what changes whenever the same text would give other terms."""
        raise NotImplementedError


def grams(token: Token) -> tuple[str, ...]:
    """Return the letter-folded character 4-grams of a word, with its borders marked."""
    raise NotImplementedError
