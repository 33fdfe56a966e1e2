"""The words of the lists with all that analysis makes of them, worked out once: one look at a table instead of five rules.

Four words of five in running text are listed, so that text read for the first time takes half as long. ``python -m
paraq.text.listed`` builds the table from the built words (``script/setup`` does), else its first use.
"""

import hashlib
import tempfile
from codecs import charmap_decode
from encodings.kz1048 import decoding_table
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from paraq.errors import Unavailable
from paraq.text import wordlist
from paraq.text.hash_table import HashTable
from paraq.text.listed_build import BETWEEN, SAME, SCORES, build, unpack

# With the rules that build the words, those that decide the content of the table.
_SOURCES = ("hash_table.py", "listed_build.py", "scripts.py", "skeleton.py")


class Listed(NamedTuple):
    """A lower-case word of the Kazakh or the Russian list.

    Attributes:
        key: Its spelling key.
        kazakh: Its stem by the rules, without exceptions, if the Kazakh list has it; else empty.
        russian: Its lemma by the rules, likewise.
        typed: Not empty if it stands for another Kazakh word in Russian letters.
        packed: Its likelihoods in the models of languages; empty if it has a letter that only Kazakh has.
    """

    key: str
    kazakh: str
    russian: str
    typed: bytes
    packed: bytes

    @property
    def scores(self) -> tuple[int, ...]:
        """Its likelihoods, as :meth:`LanguageModel.score` gives them."""
        return SCORES.unpack(self.packed)


def built() -> Path:
    """Return the file of the table, building it if it is not there.

    Raises:
        Unavailable: It has to be built, and what it is built from is missing, or no folder can be written.
    """
    digest = hashlib.sha256(wordlist.version().encode())
    for name in _SOURCES:
        digest.update((Path(__file__).parent / name).read_bytes())
    version = digest.hexdigest()[:12]
    for folder in wordlist.places():
        if (folder / f"listed-{version}").is_file():
            return folder / f"listed-{version}"
    stems, typed, lemmas = (unpack(wordlist.built(name).read_bytes()) for name in ("stems", "restored", "lemmas"))
    return _written(f"listed-{version}", build(stems, typed, lemmas, wordlist.built("languages").read_bytes()))


def _written(name: str, content: bytes) -> Path:
    for folder in wordlist.places():
        try:
            # Two processes may build at once: each writes aside, and the last one replaces the same bytes by the same bytes.
            with tempfile.NamedTemporaryFile(dir=folder, delete=False) as aside:
                aside.write(content)
            Path(aside.name).chmod(0o644)
            written = Path(aside.name).replace(folder / name)
        except OSError:
            continue
        for old in folder.glob("listed-*"):
            if old != written:
                old.unlink(missing_ok=True)
        return written
    raise Unavailable(
        "The words that Paraq knows can be written nowhere",
        where=", ".join(map(str, wordlist.places())),
        remedy="Give this user the right to write to one of these folders",
        code="words-not-writable",
    )


@lru_cache(maxsize=1)
def _table() -> HashTable:
    return HashTable(built())


# The words of a page are asked for twice, for its language and for their terms.
@lru_cache(maxsize=4_000)
def find(word: str) -> Listed | None:
    """Return a lower-case word as it is listed, or nothing if no list has it.

    Raises:
        Unavailable: The words have to be built, and what they are built from is missing.
    """
    found = _table().get(word)
    if found is None:
        return None
    key, kazakh, russian, typed, scores = found.split(BETWEEN, 4)
    terms = (
        word if key == SAME else charmap_decode(key, "strict", decoding_table)[0],
        word if kazakh == SAME else charmap_decode(kazakh, "strict", decoding_table)[0] if kazakh else "",
        word if russian == SAME else charmap_decode(russian, "strict", decoding_table)[0] if russian else "",
        typed,
        scores,
    )
    # The constructor of a named tuple takes three times as long.
    return tuple.__new__(Listed, terms)


if __name__ == "__main__":
    built()
