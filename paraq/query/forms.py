"""A searched word in the terms of every layer: as written, in other forms, in other spellings, as OCR may have read it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations
from typing import Final

from paraq.query.days import words_at
from paraq.query.plan import AllOf, AnyOf, Fuzzy, Near, Pattern, Plan, Sequence, Term
from paraq.query.tree import Word
from paraq.text import names
from paraq.text.analysis import Analyzer, grams
from paraq.text.derivations import relatives
from paraq.text.scripts import visible
from paraq.text.token import Layer, Token
from paraq.text.tokens import plain

Leaf = Term | Sequence | Near | Pattern | Fuzzy
"""Parts of a plan that words on a page can fit."""

POSITIONAL: Final[tuple[Layer, ...]] = ("exact", "stem", "key")
EVIDENCE: Final[dict[Layer, str]] = {"exact": "exact", "stem": "form", "key": "spelling", "grams": "spelling"}
# Keys of fewer letters have neighbours one letter away that are other words.
FUZZY_LETTERS: Final = 6
NAME_LETTERS: Final = 3


@dataclass(frozen=True, slots=True)
class Weights:
    """What a fit is worth in each layer, as factors of its BM25 score; measured by ``script/bench relevance``.

    ``variant`` is for other spellings of a name, ``alike`` for words that differ by a letter, ``derived``
    for those of one root. ``all_words`` is added for each
    word that a page has and ``sure`` for each that is surely it: more than BM25 can give, so that pages with all words come
    first, then those with most. ``stopwords`` is a factor for words that name nothing. ``neighbours`` is added where two words
    of the query stand near each other, with at most ``neighbour_gap`` words between. ``person`` is added, for each word of a
    query that is a person's name, where its parts stand together: as much as a page has for each word that is surely there.
    ``resembling`` is the share of a sentence's grams with which a page is found that has none of its words. ``kazakh_grams``
    stands for ``grams`` in Kazakh, whose words have more and longer endings.
    """

    exact: float = 0.25
    stem: float = 1.0
    key: float = 0.3
    grams: float = 0.4
    kazakh_grams: float = 0.5
    variant: float = 0.1
    alike: float = 0.05
    derived: float = 0.05
    stopwords: float = 0.2
    neighbours: float = 0.4
    neighbour_gap: int = 2
    all_words: float = 100.0
    sure: float = 50.0
    person: float = 150.0
    resembling: float = 0.2

    def of(self, layer: Layer) -> float:
        """Return the weight of a layer."""
        return {"exact": self.exact, "stem": self.stem, "key": self.key, "grams": self.grams}[layer]


def apart(words: Iterable[tuple[str, ...]]) -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
    """Yield every two words without what they share: engines count one word on both sides as a pair in different ways."""
    for left, right in combinations(words, 2):
        if others := tuple(term for term in right if term not in left):
            yield left, others


class Forms:
    """Terms of the words of one query, whose language ``text`` tells better than a word alone."""

    def __init__(self, analyzer: Analyzer, weights: Weights, text: str) -> None:
        self.weights = weights
        self._analyzer = analyzer
        self._text = text

    @cached_property
    def _languages(self) -> tuple[str, ...]:
        """The languages in whose way words are stemmed: the query's own, and both of the archive."""
        return tuple(dict.fromkeys((self._analyzer.language(self._text), "kk", "ru")))

    @property
    def language(self) -> str:
        """The language of the query."""
        return self._languages[0]

    @property
    def gram_weight(self) -> float:
        """The worth of the grams of the query's words."""
        return self.weights.kazakh_grams if self.language == "kk" else self.weights.grams

    def tokens(self, text: str) -> list[Token]:
        """Return the words of a text in the query's language, compounds in parts."""
        return [token for token in self._analyzer.analyze(text, self._languages[0]) if not token.alternative]

    def spaced_numbers(self, words: list[str]) -> list[tuple[int, int, str]]:
        """Return which words are one number (``12 345,67``): the first, the one behind the last, the number as it is indexed."""
        wholes = [token for token in self._analyzer.analyze(" ".join(words), "ru") if token.alternative and " " in token.text]
        return [(*words_at(words, token.start, token.end), token.exact) for token in wholes if token.exact[0].isdecimal()]

    def stems(self, text: str) -> tuple[str, ...]:
        """Return the stems of a text's words in each language."""
        found = (token.stem for language in self._languages for token in self._analyzer.analyze(text, language))
        return tuple(dict.fromkeys(found))

    def grams(self, tokens: list[Token]) -> Iterator[str]:
        """Return the 4-grams of words, with repeats."""
        return (gram for token in tokens for gram in grams(token).split())

    def of(self, word: Word) -> tuple[Leaf, ...]:
        """Return what is surely the word: in its layers, and in other spellings if it is a name."""
        found: dict[Leaf, None] = {}
        for language in self._languages:
            tokens = self._analyzer.analyze(word.text, language)
            for layer in ("exact",) if word.literal else POSITIONAL:
                found.update(dict.fromkeys(self._in_layer(layer, tokens)))
        if not word.literal and word.text[0].isupper():
            found.update(dict.fromkeys(self._variants(word.text)))
        return tuple(found)

    def parts(self, tokens: list[Token]) -> tuple[Term, ...]:
        """Return the stems of a compound's parts; of a word without parts none."""
        return tuple(Term("stem", token.stem, self.weights.stem) for token in tokens) if len(tokens) > 1 else ()

    def _in_layer(self, layer: Layer, tokens: list[Token]) -> Iterator[Leaf]:
        """Return the terms of a word; one of several parts is found as a whole or by its parts side by side."""
        weight = self.weights.of(layer)
        parts = [str(getattr(token, layer)) for token in tokens if not token.alternative]
        wholes = [str(getattr(token, layer)) for token in tokens if token.alternative]
        yield from (Term(layer, whole, weight) for whole in wholes)
        if len(parts) == 1:
            yield Term(layer, parts[0], weight)
        elif parts:
            yield Sequence(layer, tuple(parts), weight)

    def _variants(self, text: str) -> Iterator[Leaf]:
        """Return the other spellings of a name: Kazakh and Russian vowels, with and without -ов, -ұлы."""
        if len(text) >= NAME_LETTERS and text.replace("-", "").isalpha():
            own, *others = names.alternatives(text)
            yield from (Term("key", key, self.weights.variant) for key in others if key != own)

    def alike(self, word: Word) -> tuple[Leaf, ...]:
        """Return what looks like the word: a letter differs, as OCR or a slip may have it; or as many as were asked for."""
        tokens = self.tokens(word.text)
        if len(tokens) != 1:
            return ()
        key = tokens[0].key
        if word.edits:
            layers: tuple[Layer, ...] = ("exact",) if word.literal else ("exact", "key")
            return tuple(Fuzzy(layer, getattr(tokens[0], layer), word.edits, self.weights.alike) for layer in layers)
        if word.literal or not key.isalpha():
            return ()
        near = (Fuzzy("key", key, 1, self.weights.alike),) if len(key) >= FUZZY_LETTERS else ()
        made = (Term("stem", stem, self.weights.derived) for stem in self._relatives(word.text))
        return (*near, *made, *(() if word.text[0].isupper() else self._variants(word.text)))

    def _relatives(self, text: str) -> tuple[str, ...]:
        """Return the stems of the words that a Kazakh word is made of, or that are made of it."""
        return tuple(one for token in self._analyzer.analyze(text, "kk") for one in relatives(token.stem))

    def near(self, text: str, gap: int) -> tuple[Leaf, ...]:
        """Return pairs of a text's words in any spelling, all of which stand near each other where the text does."""
        words = [names.alternatives(token.text) for token in self.tokens(text)]
        if len(words) == 1:
            return tuple(Term("key", key, self.weights.variant) for key in words[0][:1])
        reach = gap + max(len(words) - 2, 0)
        return tuple(Near("key", left, right, reach, self.weights.variant) for left, right in apart(words))

    def beside(self, layer: Layer, text: str) -> list[tuple[str, ...]]:
        """Return the terms of each word of a text in a layer, in the way of each language: a short text does not tell its own."""
        terms: defaultdict[int, dict[str, None]] = defaultdict(dict)
        for language in self._languages:
            for token in self._analyzer.analyze(text, language):
                if not token.alternative:
                    terms[token.start][str(getattr(token, layer))] = None
        words: list[tuple[str, ...]] = []
        for found in map(tuple, terms.values()):
            if not any(set(found) <= set(known) for known in words):
                words.append(found)
        return words

    def pattern(self, text: str) -> str:
        """Return a pattern as the words of the ``exact`` layer are written."""
        return "".join(filter(str.isprintable, plain(visible(text)))).lower().replace("ё", "е")

    def name(self, value: str) -> tuple[Plan, Plan, tuple[Leaf, ...]]:
        """Return the plan of a person's name, that of names which may be it, and the parts of both to mark.

        The surname stands near the given name, the patronymic or their initials. If only initials were asked for, the surname
        near a name written out may be it too; which one it is can be told on the page, not by an engine.
        """
        read = names.read_name(value)
        asked = names.terms(read)
        alike: tuple[Leaf, ...] = tuple(Fuzzy("key", key, 1, self.weights.alike) for key in asked.fuzzy)
        own, *others = asked.surname or ("",)
        surnames = (Term("key", own, self.weights.stem), *(Term("key", key, self.weights.variant) for key in others))
        beside = [tuple(key for key in part if key not in asked.surname) for part in asked.others]
        pairs = tuple(Near("key", asked.surname, part, asked.slop, self.weights.stem) for part in beside if part)
        if not asked.surname:
            return AnyOf(()), AnyOf(()), ()
        if not pairs:
            return AnyOf(surnames), AnyOf(alike), (*surnames, *alike)
        if not read.given and not read.patronymic:
            return AnyOf(pairs), AnyOf((*surnames, *alike)), (*pairs, *surnames, *alike)
        given = AnyOf(tuple(Term("key", key, self.weights.variant) for key in beside[0]))
        return AnyOf(pairs), AllOf((AnyOf(alike), given)) if alike else AnyOf(()), (*pairs, *alike)

    @staticmethod
    def evidence(part: Leaf) -> str:
        """Return why a page's word fits that fits this part."""
        return "ocr" if isinstance(part, Fuzzy) else EVIDENCE[part.layer]
