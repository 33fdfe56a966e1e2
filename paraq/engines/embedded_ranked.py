"""Lists of hits by score, then page id, from one state of the embedded index."""

import math
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import groupby, islice, takewhile
from operator import itemgetter
from typing import Final

import tantivy

from paraq.engines.cursor import Cursor
from paraq.engines.embedded_best import SPARE, Scored, Shortcut, Shortcuts, TooFew
from paraq.engines.embedded_plan import compiled
from paraq.query.plan import Plan

# Hits taken at one look, each some bytes; a cursor comes from outside and may name any rank.
DEEPEST_LOOK: Final = 100_000
# Few read on so far; beyond, all pages that fit are weighed.
DEEPEST_SHORTCUT: Final = 200

Best = Callable[[int, int], Sequence[Scored]]
"""The hits from a rank on, at most so many."""


@dataclass(frozen=True, slots=True)
class Standing:
    """A hit and where it stands: ``rank`` is that of the first hit with its score, ``way`` the shortcut by which it was found."""

    rank: int
    score: float
    page_id: str
    place: tantivy.DocAddress
    way: int = 0


@dataclass(frozen=True, slots=True)
class Ranking:
    """The list of one plan."""

    searcher: tantivy.Searcher
    schema: tantivy.Schema
    plan: Plan

    def first(self, limit: int) -> list[Standing]:
        """Return the first hits."""
        if limit <= DEEPEST_SHORTCUT:
            for way, shortcut in Shortcuts(self.plan, self.searcher, self.schema):
                with suppress(TooFew):
                    return list(islice(self._walked(shortcut.best, limit, way=way), limit))
        return list(islice(self._walked(self._all(), limit + SPARE), limit))

    def after(self, cursor: Cursor, limit: int, *, same: bool) -> list[Standing]:
        """Return the hits after a cursor, which is of the same state of the index or of another one.

        In another state the list is walked from its beginning, by one look that reaches to where it went on.
        """
        start = cursor.start if same else 0
        window = min(cursor.start - start, DEEPEST_LOOK) + limit
        shortcut = Shortcuts(self.plan, self.searcher, self.schema).numbered(cursor.way)
        if shortcut is None:
            return self._behind(self._all(), cursor, limit, window + SPARE, start)
        if cursor.start + limit <= DEEPEST_SHORTCUT:
            with suppress(TooFew):
                return self._behind(shortcut.best, cursor, limit, window, start)
        return self._on_from(shortcut, cursor, limit)

    def _on_from(self, shortcut: Shortcut, cursor: Cursor, limit: int) -> list[Standing]:
        """Return the hits after one that was found by a shortcut which leads no further.

        Sums of another query differ in their last digits, so what was shown is told by its place and not by its score.
        """
        window = min(cursor.start, DEEPEST_SHORTCUT) + limit
        before = takewhile(lambda one: not _is_after(one, cursor), self._walked(self._found_by(shortcut.query), window))
        shown = {one.page_id for one in before}
        walked = self._walked(self._all(), len(shown) + limit + SPARE)
        return list(islice((one for one in walked if one.page_id not in shown), limit))

    def _all(self) -> Best:
        return self._found_by(compiled(self.plan, self.schema))

    def _found_by(self, query: tantivy.Query) -> Best:
        return lambda start, limit: self.searcher.search(query, limit, count=False, offset=start).hits

    def _behind(self, best: Best, cursor: Cursor, limit: int, window: int, start: int) -> list[Standing]:
        """Return the hits after a cursor from a look of some width from a rank on."""
        walked = self._walked(best, window, start, cursor.way, cursor.score)
        return list(islice((one for one in walked if _is_after(one, cursor)), limit))

    def _walked(self, best: Best, limit: int, start: int = 0, way: int = 0, highest: float = math.inf) -> Iterator[Standing]:
        """Yield hits from a rank on, at which a group of one score begins, without those that score more than ``highest``.

        Tantivy orders equal scores by place in the index, so hits are taken in whole groups of one score. Each is looked up for
        its id, which takes most of the time where a list goes on far down.
        """
        for rank, score, places in _of_one_score(best, start, limit):
            if score > highest:
                continue
            ids = ((str(self.searcher.doc(place)["page_id"][0]), place) for place in places)
            for page_id, place in sorted(ids, key=itemgetter(0)):
                yield Standing(rank, score, page_id, place, way)


def _is_after(one: Standing, cursor: Cursor) -> bool:
    return one.score < cursor.score or (one.score == cursor.score and one.page_id > cursor.key)


def _of_one_score(best: Best, start: int, limit: int) -> Iterator[tuple[int, float, Sequence[tantivy.DocAddress]]]:
    """Return rank, score and places of the hits from a rank on, in whole groups of one score, best first."""
    window = limit + 1
    while True:
        found = best(start, window)
        groups = [(score, [place for _, place in pairs]) for score, pairs in groupby(found, key=itemgetter(0))]
        last = len(found) < window
        for score, places in groups if last else groups[:-1]:
            yield start, score, places
            start += len(places)
        if last:
            return
        if len(groups) == 1:
            window *= 8
