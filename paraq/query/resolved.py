"""What a query became: what the engine is asked, and what of it is marked on a page."""

from dataclasses import dataclass

from paraq.query.forms import Leaf
from paraq.query.plan import Plan


@dataclass(frozen=True, slots=True)
class Sought:
    """A part of the plan that a mark can answer: the searched word, and why a fit of this part is a fit of the word."""

    word: str
    part: Leaf
    evidence: str


@dataclass(frozen=True, slots=True)
class Resolved:
    """A plan, and what of it to mark on a page.

    Attributes:
        plan: What the engine is asked.
        sought: What to mark.
        exact, stems: The searched words as written and by stem: a word like these is so marked, whatever part it fits.
        days: The searched days in ISO 8601, each with the words that ask for it.
    """

    plan: Plan
    sought: tuple[Sought, ...]
    exact: frozenset[str] = frozenset()
    stems: frozenset[str] = frozenset()
    days: tuple[tuple[str, str], ...] = ()
