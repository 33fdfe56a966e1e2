"""A plan against one page at a time, as slowly and plainly as it can be said: what every engine must find."""

import re

from rapidfuzz.distance import OSA

from paraq.engines.document import IndexedPage
from paraq.query.plan import (
    AllOf,
    Among,
    AnyOf,
    Between,
    Constant,
    Everything,
    Fuzzy,
    Near,
    Pattern,
    Plan,
    Ranked,
    Sequence,
    Term,
    Without,
)


def fits(plan: Plan, page: IndexedPage) -> bool:
    match plan:
        case Everything():
            return True
        case Constant(part, _) | Ranked(part, _):
            return fits(part, page)
        case AllOf(parts):
            return all(fits(part, page) for part in parts)
        case AnyOf(parts, minimum):
            return sum(fits(part, page) for part in parts) >= minimum
        case Without(base, excluded):
            return fits(base, page) and not fits(excluded, page)
        case Among(field, values):
            return bool(set(values) & set(page.filters.get(field, ())))
        case Between(field, low, high):
            return any(
                (low is None or number >= low) and (high is None or number <= high) for number in page.numbers.get(field, ())
            )
        case _:
            return _has_words(plan, page)


def _has_words(plan: Term | Sequence | Near | Pattern | Fuzzy, page: IndexedPage) -> bool:
    terms = [(0, gram) for gram in page.grams.split()] if plan.layer == "grams" else list(page.terms.get(plan.layer, ()))
    match plan:
        case Term(_, term):
            return any(other == term for _, other in terms)
        case Pattern(_, pattern):
            fitting = "".join(".*" if sign == "*" else "." if sign == "?" else re.escape(sign) for sign in pattern)
            return any(re.fullmatch(fitting, term, re.DOTALL) for _, term in terms)
        case Fuzzy(_, term, distance):
            return any(OSA.distance(term, other) <= distance for _, other in terms)
        case Near(_, left, right, gap):
            lefts, rights = ([at for at, term in terms if term in side] for side in (left, right))
            return any(abs(one - other) <= gap + 1 for one in lefts for other in rights)
        case Sequence(_, phrase):
            known = set(terms)
            return any(all((start + index, term) in known for index, term in enumerate(phrase)) for start, _ in terms)
