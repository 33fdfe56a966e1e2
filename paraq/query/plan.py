"""What an engine is asked: a neutral tree whose leaves are ready terms of a layer. No engine sees a word or a language.

``parse`` makes a tree of words from a string, ``resolve`` turns words into terms with the same analysis that indexed the
pages, and each engine compiles the resulting plan. ``match`` walks the same plan over one page to find what to mark.
"""

from dataclasses import dataclass

from paraq.text.token import Layer


@dataclass(frozen=True, slots=True)
class Term:
    """Pages with this term in this layer; ``weight`` multiplies its BM25 score."""

    layer: Layer
    term: str
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Sequence:
    """Pages with a phrase in one layer (not ``grams``). Every fit scores ``weight``: engines weigh phrases each in its own way.

    ``terms`` stand in consecutive places, in this order; any of the readings of a place may be the one that fits.
    """

    layer: Layer
    terms: tuple[str, ...]
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Near:
    """Pages where a term of ``left`` and one of ``right`` stand in either order with at most ``gap`` (1 or more) words between.

    The two sets have no term in common. Two words only, because engines disagree about more; several words are near if each two
    of them are. Scores ``weight``.
    """

    layer: Layer
    left: tuple[str, ...]
    right: tuple[str, ...]
    gap: int
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Pattern:
    """Pages with a term of this layer that fits; ``*`` is any characters, ``?`` one. Every fit scores ``weight``."""

    layer: Layer
    pattern: str
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Fuzzy:
    """Pages with a term of this layer within ``distance`` (1 or 2) edits, transpositions counting one. Scores ``weight``."""

    layer: Layer
    term: str
    distance: int = 1
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Among:
    """Pages whose field has one of these values, ignoring score. ``field`` is one of ``engines.document.FILTERS``."""

    field: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Between:
    """Pages whose number field (``year``, ``confidence``) lies in the closed range; None leaves an end open."""

    field: str
    low: int | None
    high: int | None


@dataclass(frozen=True, slots=True)
class Everything:
    """All pages, each with score 0."""


@dataclass(frozen=True, slots=True)
class AllOf:
    """Pages that fit every part; scores add up."""

    parts: tuple["Plan", ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """Pages that fit at least ``minimum`` parts; scores add up. Without parts it is no page."""

    parts: tuple["Plan", ...]
    minimum: int = 1


@dataclass(frozen=True, slots=True)
class Without:
    """Pages that fit ``base`` and not ``excluded``."""

    base: "Plan"
    excluded: "Plan"


@dataclass(frozen=True, slots=True)
class Ranked:
    """Pages that fit ``required``; the ``wanted`` parts only add to the score of those that also fit them."""

    required: "Plan"
    wanted: tuple["Plan", ...]


@dataclass(frozen=True, slots=True)
class Constant:
    """Pages that fit ``part``; each scores ``weight``, however well it fits."""

    part: "Plan"
    weight: float


Plan = Term | Sequence | Near | Pattern | Fuzzy | Among | Between | Everything | AllOf | AnyOf | Without | Ranked | Constant


def finds_nothing(plan: Plan) -> bool:
    """Return whether no page can fit a plan, because it names no word or value, whatever the pages are."""
    match plan:
        case AnyOf(parts, minimum):
            return sum(not finds_nothing(part) for part in parts) < minimum
        case AllOf(parts):
            return not parts or any(map(finds_nothing, parts))
        case Without(base, _):
            return finds_nothing(base)
        case Ranked(required, _):
            return finds_nothing(required)
        case Constant(part, _):
            return finds_nothing(part)
        case _:
            return False
