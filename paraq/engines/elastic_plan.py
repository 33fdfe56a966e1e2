"""The plan in Elasticsearch's query language: built-in queries only, no script and no plugin."""

from collections.abc import Sequence as Many
from typing import Any, Final

from paraq.engines.document import READINGS
from paraq.engines.once import once, unranked
from paraq.errors import Invalid
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

# Elasticsearch refuses queries whose bool queries are deeper inside each other (indices.query.bool.max_nested_depth).
DEEPEST: Final = 30

Json = dict[str, Any]


def compiled(plan: Plan) -> Json:
    """Return the query that finds and scores what the plan asks.

    Raises:
        Invalid: It is deeper than Elasticsearch takes.
    """
    return _query(plan, DEEPEST)


def counting(plan: Plan) -> Json:
    """Return the query that finds the same pages and scores none.

    Raises:
        Invalid: It is deeper than Elasticsearch takes.
    """
    return _query(unranked(plan), DEEPEST)


def reading(layer: str, number: int) -> str:
    """Return the field of the readings of one rank: 0 is the text's own, the others stand at the same positions."""
    return f"{layer}_{number}" if number else layer


def _query(plan: Plan, levels: int) -> Json:
    """Return the query of a plan that may have so many bool queries inside each other."""
    plan = once(plan)
    match plan:
        case Term(layer, term, weight):
            return {"term": {layer: {"value": term, "boost": weight}}}
        case Sequence() | Near() | Pattern() | Fuzzy():
            return _constant(_words(plan), plan.weight)
        case Constant(part, weight):
            return _constant(_filter(part, levels), weight)
        case AllOf(parts):
            return _bool(levels, must=parts)
        case AnyOf(parts, minimum):
            return _bool(levels, minimum, should=parts) if parts else {"match_none": {}}
        case Without(base, excluded):
            return _bool(levels, must=(base,), must_not=(unranked(excluded),))
        case Ranked(required, wanted):
            return _bool(levels, must=(required,), should=wanted)
        case _:
            return _constant(_filter(plan, levels), 0.0)


def _filter(plan: Plan, levels: int) -> Json:
    """Return a query whose scores nobody reads."""
    match plan:
        case Sequence() | Near() | Pattern() | Fuzzy():
            return _words(plan)
        case Among() | Between() | Everything():
            return _pages(plan)
        case _:
            return _query(unranked(plan), levels)


def _bool(levels: int, minimum: int = 0, **clauses: Many[Plan]) -> Json:
    if not levels:
        raise Invalid("Too many brackets inside each other", where="AllOf", remedy="Take some out", code="query-deep")
    query: Json = {name: [_query(part, levels - 1) for part in parts] for name, parts in clauses.items()}
    return {"bool": query | ({"minimum_should_match": minimum} if "should" in clauses else {})}


def _constant(query: Json, weight: float) -> Json:
    if "match_all" in query:
        return {"match_all": {"boost": weight}}
    return {"constant_score": {"filter": query, "boost": weight}}


def _words(plan: Sequence | Near | Pattern | Fuzzy) -> Json:
    match plan:
        case Sequence(layer, terms):
            return _intervals(layer, [(term,) for term in terms], 0, ordered=True)
        case Near(layer, left, right, gap):
            return _intervals(layer, [left, right], gap, ordered=False)
        case Pattern(layer, pattern):
            return {"wildcard": {layer: {"value": pattern.replace("\\", "\\\\"), "rewrite": "constant_score"}}}
        case Fuzzy(layer, term, distance):
            # Rewritten so that every term within the distance counts, not only the 50 nearest.
            return {"fuzzy": {layer: {"value": term, "fuzziness": distance, "rewrite": "constant_score"}}}


def _pages(plan: Among | Between | Everything) -> Json:
    match plan:
        case Among(field, values):
            return {"terms": {field: list(values)}}
        case Between(field, low, high):
            ends = {"gte": low, "lte": high}
            return {"range": {field: {name: end for name, end in ends.items() if end is not None}}}
        case Everything():
            return {"match_all": {}}


def _intervals(layer: str, words: Many[tuple[str, ...]], gaps: int, *, ordered: bool) -> Json:
    """Words at positions, each any of some terms, whichever reading of its place it is."""
    places = [
        {"any_of": {"intervals": [_interval(layer, number, term) for term in terms for number in range(READINGS)]}}
        for terms in words
    ]
    return {"intervals": {layer: {"all_of": {"intervals": places, "max_gaps": gaps, "ordered": ordered}}}}


def _interval(layer: str, number: int, term: str) -> Json:
    field = {"use_field": reading(layer, number)} if number else {}
    return {"match": {"query": term, "analyzer": "keyword", **field}}
