"""Completion as one types: names of persons and organisations that pages bear, and titles of fonds."""

import re
from dataclasses import dataclass
from typing import Final

from paraq.engines.ports import Engine
from paraq.query.fields import quotable
from paraq.query.plan import Everything
from paraq.records.viewer import Viewer
from paraq.services.access import sight
from paraq.text.keyboards import on_other_keys
from paraq.text.mentions import Kind, Mention, folded, mention_of
from paraq.text.names import name_key

# One letter begins a tenth of all names; what is typed next tells more than any guess.
SHORTEST: Final = 2
# Spellings and cases of one name are given once, so more are asked for than are shown.
AHEAD: Final = 3
_INITIALS: Final = re.compile(r"\s*(?:[^\W\d_]\.\s*)+")


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A name that pages bear, as one of them writes it, and the query that finds it."""

    kind: Kind
    text: str
    query: str


def suggestions(engine: Engine, typed: str, *, viewer: Viewer, limit: int = 10) -> list[Suggestion]:
    """Return names that go on like what is typed, in any script or spelling, the most frequent first.

    Where no name goes on so, what the same keys write in the Kazakh layout is tried.

    Only names are given that stand on a page which the viewer may see. One person in several grammatical cases is given once.

    Raises:
        Unavailable: The index cannot be reached.
    """
    found = _named(engine, typed, viewer, limit * AHEAD) or _named(engine, on_other_keys(typed), viewer, limit * AHEAD)
    kept: dict[tuple[str, ...], Suggestion] = {}
    for name in found:
        key = (name.kind, *(name_key(word) for word in folded(name.text).split()))
        kept.setdefault(key, Suggestion(name.kind, name.text, query_for(name.kind, name.text)))
    return list(kept.values())[:limit]


def _named(engine: Engine, typed: str, viewer: Viewer, limit: int) -> list[Mention]:
    """Return the names under what is typed; those with the initials typed before it come first, as no name is listed by them."""
    initials = _INITIALS.match(typed)
    prefix = folded(typed[initials.end() :] if initials else typed)
    if len(prefix) < SHORTEST:
        return []
    plan = sight(viewer)
    within = None if plan == Everything() else plan
    names = [mention_of(term) for term in engine.completions(prefix, limit, field="named", within=within)]
    return sorted(names, key=lambda name: not name.text.startswith(initials[0].strip())) if initials else names


def query_for(kind: Kind, text: str) -> str:
    """Return the query that finds what is suggested."""
    field = {"person": "name", "organisation": "org", "fonds": "from"}[kind]
    return f'{field}:"{quotable(text)}"'
