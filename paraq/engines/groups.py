"""Lists of groups: one hit for each document or archival file, on top of an engine's list of pages, alike for every engine."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final, Protocol

from paraq.engines.ports import Group, Hit, Order
from paraq.query.plan import AllOf, Among, Plan

# Pages looked at for each group that is asked for: hits of one document stand together more often than not.
AHEAD: Final = 3


class PageList(Protocol):
    """What an engine does for a list of groups."""

    def hits_of(self, plan: Plan, limit: int, after: str, order: Order, group_by: Group) -> tuple[Hit, ...]:
        """Return a slice of the list of pages, each with its ``group``."""

    def leaders(self, plan: Plan, order: Order, group_by: Group, groups: Sequence[str], like: str) -> Mapping[str, str]:
        """Return the id of the first page of each of these groups, in the state of the index that the cursor ``like`` names."""

    def counts(self, plan: Plan, group_by: Group, groups: Sequence[str]) -> Mapping[str, int]:
        """Return how many pages that fit each of these groups has."""


def grouped(pages: PageList, plan: Plan, limit: int, after: str, order: Order, group_by: Group) -> tuple[Hit, ...]:
    """Return the first hit of each group with the group's count, in the order of the pages.

    The list of pages is read from the cursor on; a group whose first page stands before the cursor has been shown. So a list of
    groups has no wall and no memory of what was shown.
    """
    first: dict[str, Hit] = {}
    seen: set[str] = set()
    cursor, asked = after, limit * AHEAD
    while len(first) < limit:
        found = pages.hits_of(plan, asked, cursor, order, group_by)
        fresh: dict[str, Hit] = {}
        for hit in found:
            if hit.group not in seen:
                fresh.setdefault(hit.group, hit)
        leaders = pages.leaders(plan, order, group_by, list(fresh), after) if after and fresh else {}
        first |= {group: hit for group, hit in fresh.items() if leaders.get(group, hit.page_id) == hit.page_id}
        seen |= fresh.keys()
        if len(found) < asked:
            break
        # A group of very many pages is passed over in a few steps.
        cursor, asked = found[-1].cursor, asked * 2
    hits = list(first.values())[:limit]
    counts = pages.counts(plan, group_by, [hit.group for hit in hits]) if hits else {}
    return tuple(replace(hit, count=counts.get(hit.group, 1)) for hit in hits)


def of_groups(plan: Plan, group_by: Group, groups: Sequence[str]) -> Plan:
    """Return the plan of those pages that fit and belong to these groups; scores stay as they are."""
    return AllOf((plan, Among(group_by, tuple(groups))))
