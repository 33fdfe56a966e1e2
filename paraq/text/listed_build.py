"""What is built for each word of the Kazakh and the Russian list: its terms and its likelihood in each language, in one table."""

from collections.abc import Container, Mapping
from struct import Struct

from paraq.text.hash_table import ENCODING, pack
from paraq.text.languages_model import MODELS, LanguageModel
from paraq.text.scripts import modern_russian
from paraq.text.skeleton import key_of

BETWEEN = b"|"
SAME = b"="
"""Stands for the word itself."""
SCORES = Struct(f"={len(MODELS)}i")
KAZAKH_ONLY = frozenset("әғқңөұүһ")
"""Letters that only Kazakh has among the modelled languages (і is also that of Russian before 1918)."""


def build(stems: Mapping[str, str], typed: Container[str], lemmas: Mapping[str, str], languages: bytes) -> bytes:
    """Return the table of all listed words.

    Args:
        stems: The stem of each Kazakh word.
        typed: The words that stand for others in Russian letters.
        lemmas: The lemma of each Russian word.
        languages: The model of languages, packed.
    """
    model = LanguageModel(languages)

    def packed(word: str) -> bytes:
        # A word of the spelling before 1918 has another lemma than it has in the dictionary, so it is left to the rules.
        lemma = lemmas.get(word, "") if modern_russian(word) == word else ""
        terms = [SAME if term == word else term.encode(ENCODING) for term in (key_of(word), stems.get(word, ""), lemma)]
        scores = b"" if KAZAKH_ONLY.intersection(word) else SCORES.pack(*model.score(word))
        return BETWEEN.join([*terms, b"+" if word in typed else b"", scores])

    return pack((word, packed(word)) for word in stems.keys() | lemmas.keys())


def unpack(packed: bytes) -> dict[str, str]:
    """Return the words of a packed table with their values."""
    head, _, rest = packed.partition(b"\n")
    lines = rest.decode().split("\n")[int(head) :]
    return dict(line.split(" ", 1) for line in lines if line)
