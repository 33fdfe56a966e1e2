"""The plan in Tantivy's queries."""

import re
from collections.abc import Sequence as Many

from tantivy import FieldType, Occur, Query, Schema

from paraq.engines.once import once
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


def compiled(plan: Plan, schema: Schema) -> Query:
    """Return the query that finds and scores what the plan asks."""
    plan = once(plan)
    match plan:
        case Term(layer, term, weight):
            return Query.boost_query(Query.term_query(schema, layer, term, index_option="freq"), weight)
        case Sequence() | Near() | Pattern() | Fuzzy():
            return Query.const_score_query(_words(plan, schema), plan.weight)
        case Among() | Between() | Everything():
            return Query.const_score_query(_pages(plan, schema), 0.0)
        case AllOf(parts):
            return Query.boolean_query([(Occur.Must, compiled(part, schema)) for part in parts])
        case AnyOf(parts, minimum):
            return Query.boolean_query([(Occur.Should, compiled(part, schema)) for part in parts], minimum)
        case Without(base, excluded):
            return Query.boolean_query([(Occur.Must, compiled(base, schema)), (Occur.MustNot, compiled(excluded, schema))])
        case Constant(part, weight):
            return Query.const_score_query(compiled(part, schema), weight)
        case Ranked(required, wanted):
            query = compiled(required, schema)
            # Tantivy adds up terms alone in half the time that it needs for terms and other parts together.
            terms = [part for part in wanted if isinstance(part, Term)]
            for some in (terms, [part for part in wanted if not isinstance(part, Term)]):
                should = [(Occur.Should, compiled(part, schema)) for part in some]
                query = Query.boolean_query([(Occur.Must, query), *should]) if should else query
            return query


def _words(plan: Sequence | Near | Pattern | Fuzzy, schema: Schema) -> Query:
    match plan:
        case Sequence(layer, terms):
            return _phrase(schema, layer, terms)
        case Near(layer, left, right, gap):
            # Words of one offset may stand up to the slop apart, in either order: one look for both orders.
            ways: list[list[str | tuple[int, str]]] = [[(0, one), (0, other)] for one in left for other in right]
            return Query.boolean_query([(Occur.Should, Query.phrase_query(schema, layer, way, gap + 1)) for way in ways])
        case Pattern(layer, pattern):
            parts = (".*" if sign == "*" else "." if sign == "?" else re.escape(sign) for sign in pattern)
            return Query.regex_query(schema, layer, "".join(parts))
        case Fuzzy(layer, term, distance):
            return Query.fuzzy_term_query(schema, layer, term, distance, transposition_cost_one=True)


def _pages(plan: Among | Between | Everything, schema: Schema) -> Query:
    match plan:
        case Among(field, values):
            return Query.term_set_query(schema, field, list(values))
        case Between(_, _, high) if high is not None and high < 0:
            return Query.empty_query()
        case Between(field, low, high):
            return Query.range_query(schema, field, FieldType.Unsigned, max(low or 0, 0), high)
        case Everything():
            return Query.all_query()


def _phrase(schema: Schema, layer: str, terms: Many[str]) -> Query:
    if len(terms) == 1:
        return Query.term_query(schema, layer, terms[0], index_option="basic")
    return Query.phrase_query(schema, layer, list(terms))


def constant_score(plan: Plan) -> float | None:
    """Return the one score of all hits of the plan, None if they differ; hits of one score are ordered by their ids alone."""
    match plan:
        case Among() | Between() | Everything():
            return 0.0
        case Sequence() | Near() | Pattern() | Fuzzy():
            return plan.weight
        case Constant(_, weight):
            return weight
        case AllOf(parts):
            scores = [constant_score(part) for part in parts]
            return None if None in scores else sum(score or 0.0 for score in scores)
        case AnyOf(parts) if len(parts) == 1:
            return constant_score(parts[0])
        case Without(base, _):
            return constant_score(base)
        case Ranked(required, ()):
            return constant_score(required)
        case _:
            return None
