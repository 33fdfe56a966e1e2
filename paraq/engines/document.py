"""The indexed shape of a page: its terms by layer and the fields one can filter by."""

import re
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from paraq.engines.facts import numbers_in, times_in
from paraq.query.values import years_of
from paraq.records.model import Description, PageRecord
from paraq.records.natural import natural
from paraq.text.analysis import Analyzer, grams
from paraq.text.mentions import mentions, terms_of
from paraq.text.token import Layer, Token

POSITIONAL: Final[tuple[Layer, ...]] = ("exact", "stem", "key")
# Readings of one place that are indexed: OCR seldom has a fourth that is worth having, and Elasticsearch needs a field for each.
READINGS = 4
# Longer terms are cut: no word of these languages is so long, and Elasticsearch splits tokens from 256 characters on.
TERM_LENGTH = 128
# Longer first lines are running text.
HEADING_WORDS = 6
# What a heading says the page is about: its stems count so often, its grams twice. Measured on Kazakh questions (docs/words.md);
# no more than READINGS.
HEADING_COUNTS = 3
HEADING_GRAMS = 2
_FIRST_END: Final = re.compile(r"\n|[.!?:](?=\s)")
# The one term of a page without words, so that both engines count the page when they weigh terms; too long to be like a word.
BLANK = "\u2400" * 8

# Sorts after every date.
UNDATED = "~"

TEXT_FILTERS = (
    "document_id",
    "fonds",
    "inventory",
    "file",
    "file_key",
    "sheet",
    "type",
    "language",
    "body",
    "source",
    "number",
    "date",
    "access",
    "title_word",
    "body_word",
    "named",
)
NUMBER_FILTERS = ("year", "decade", "confidence", "opens")
FILTERS = TEXT_FILTERS + NUMBER_FILTERS


@dataclass(frozen=True, slots=True)
class Terms:
    """The terms of one layer of a page, in order of position; as pairs of position and term when gone through.

    They are kept joined, as engines take them: taking 700 pairs a page apart and together again cost more than indexing them.

    Attributes:
        text: The terms with a space between; no term has a space.
        places: The position of each; none if every place from 0 on has one term, as on nearly every page.
    """

    text: str = ""
    places: tuple[int, ...] | None = None

    @classmethod
    def of(cls, pairs: Iterable[tuple[int, str]]) -> "Terms":
        """Return the terms of (position, term) pairs, which are in order of position."""
        pairs = tuple(pairs)
        places = tuple(place for place, _ in pairs)
        return cls(" ".join(term for _, term in pairs), None if places == tuple(range(len(places))) else places)

    def __iter__(self) -> Iterator[tuple[int, str]]:
        """Go through (position, term) pairs; several terms may have one position."""
        terms = self.text.split(" ") if self.text else []
        return iter(enumerate(terms) if self.places is None else zip(self.places, terms, strict=True))

    def __bool__(self) -> bool:
        """Return whether there are any."""
        return bool(self.text)


@dataclass(frozen=True, slots=True)
class IndexedPage:
    """A page ready for an engine.

    Attributes:
        page_id: Key of the page; writing the same key again replaces the page.
        terms: Those of ``exact``, ``stem`` and ``key``; the positions are the same in all three.
        grams: Folded character 4-grams with repeats, in any order (no positions), with a space between.
        filters: Values by field of ``TEXT_FILTERS``; a field without values is absent.
        numbers: Values by field of ``NUMBER_FILTERS``.
        order: Sort keys: ``reference`` (natural order of fonds, inventory, file, sheet) and ``date`` (ISO, empty last).
        stamp: What was indexed, see :func:`stamp_of`; tells an outdated page from a current one.
    """

    page_id: str
    terms: dict[str, Terms]
    grams: str
    filters: dict[str, tuple[str, ...]]
    numbers: dict[str, tuple[int, ...]]
    order: dict[str, str]
    stamp: int = 0


def stored_terms(page: IndexedPage, layer: Layer) -> Terms:
    """Return the terms of a positional layer as engines store them, never none."""
    return page.terms.get(layer) or Terms(BLANK)


def stored_grams(page: IndexedPage) -> str:
    """Return the grams of a page as engines store them, never none."""
    return page.grams or BLANK


SCHEMA = "6"
"""Goes up whenever the same page would be indexed in another way."""


@lru_cache(maxsize=8)
def fingerprint(analyzer: Analyzer) -> str:
    """Return what an index is stamped with: it changes whenever the same pages would be indexed in another way."""
    return f"{SCHEMA}-{analyzer.fingerprint()}"


def stamp_of(page_id: str, version: int, sheet: str, about: Description, built: str) -> int:
    """Return a checksum of all that decides how a page is indexed: its text by its version, its description, the program.

    ``built`` is :func:`fingerprint`. 32 bits: one change in four thousand millions would go unseen.
    """
    return zlib.crc32("\x1f".join((page_id, str(version), sheet, repr(about), built)).encode())


def indexed(page: PageRecord, analyzer: Analyzer, tokens: list[Token] | None = None) -> IndexedPage:
    """Return a page of the catalogue in the shape that engines take; ``tokens`` are those of its analysis if they are known."""
    tokens = analyzer.analyze_page(page.text) if tokens is None else tokens
    heading = heading_of(page.text.text, tokens)
    about = page.description
    times = times_in(page.text.text, int(about.date[:4]) if about.date[:4].isdecimal() else None)
    filters = {
        "document_id": (page.document_id,),
        "fonds": (about.reference.fonds,),
        "inventory": (about.reference.inventory,),
        "file": (about.reference.file,),
        "file_key": (file_key(page),),
        "sheet": (page.sheet,),
        "type": (about.type,),
        "language": (page.text.language,),
        "body": (about.body,),
        "source": (page.text.source,),
        "number": numbers_in(page.text.text),
        "date": (about.date, *times, *years_of((about.date, *times))),
        "title_word": stems(analyzer.analyze(about.title)),
        "body_word": stems(analyzer.analyze(f"{about.body} {about.fonds_title}")),
        "named": [term for name in mentions(page.text.text, tokens, [about.body], about.fonds_title) for term in terms_of(name)],
    }
    years = sorted({int(time[:4]) for time in ([about.date] if about.date else times) if time[:4].isdigit()})
    terms: dict[str, Terms] = {layer: _terms(tokens, layer) for layer in POSITIONAL}
    terms["stem"] = _emphasised(terms["stem"], heading)
    return IndexedPage(
        page_id=page.page_id,
        terms=terms,
        grams=" ".join([grams(token) for token in tokens for _ in range(HEADING_GRAMS if token.position in heading else 1)]),
        filters={name: kept for name, values in filters.items() if (kept := _distinct(values))},
        numbers={
            "year": tuple(years),
            "decade": tuple(dict.fromkeys(year // 10 * 10 for year in years)),
            "confidence": (round(page.text.confidence),),
            "opens": (int(about.opens.replace("-", "") or 0),),
        },
        order={"reference": _reference_order(page), "date": about.date or UNDATED},
        stamp=stamp_of(page.page_id, page.version, page.sheet, about, fingerprint(analyzer)),
    )


def file_key(page: PageRecord) -> str:
    """Return what the pages of one archival file share: fonds, inventory and file; their document if the file is not known."""
    about = page.description.reference
    return f"{about.fonds}|{about.inventory}|{about.file}" if about.fonds and about.file else page.document_id


def stems(tokens: Iterable[Token]) -> tuple[str, ...]:
    """Return the stems of words, each once."""
    return _distinct(token.stem for token in tokens)


def _distinct(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value for value in values if value))


def _terms(tokens: list[Token], layer: Layer) -> Terms:
    plain = [own for token in tokens if (own := getattr(token, layer))]
    if tokens and len(plain) == len(tokens) == tokens[-1].position + 1:
        # One reading at every place, as on nearly every page: five times quicker.
        return Terms(" ".join([term[:TERM_LENGTH] for term in plain]))
    places: defaultdict[int, dict[str, None]] = defaultdict(dict)
    for token in tokens:
        term: str = getattr(token, layer)
        if term and len(places[token.position]) < READINGS:
            places[token.position][term[:TERM_LENGTH]] = None
    return Terms.of((position, term) for position in sorted(places) for term in places[position])


def heading_of(text: str, tokens: list[Token]) -> frozenset[int]:
    """Return the positions of the words with which a page is headed: its first line or sentence, if that is short."""
    end = _FIRST_END.search(text, tokens[0].start) if tokens else None
    if end is None:
        return frozenset()
    head = {token.position for token in tokens if token.start < end.start()}
    return frozenset(head) if len(head) <= HEADING_WORDS else frozenset()


def _emphasised(terms: Terms, heading: frozenset[int]) -> Terms:
    """Return terms with those of the heading repeated at their positions, so that BM25 counts them as often."""
    if not heading:
        return terms
    readings = Counter(position for position, _ in terms)
    once = frozenset(position for position in heading if readings[position] == 1)
    return Terms.of(pair for pair in terms for _ in range(HEADING_COUNTS if pair[0] in once else 1))


def _reference_order(page: PageRecord) -> str:
    about = page.description.reference
    labels = (about.fonds, about.inventory, about.file, page.sheet or f"{page.number}")
    # The beginning of its id keeps a document's pages together; the whole of it would make the key, which every page has, longer.
    place = f"{page.document_id[:6]}{page.number:06}{page.part}"
    return "\x1e".join([*map(natural, labels), place])
