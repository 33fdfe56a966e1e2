"""Plans that ask less of an engine for the same pages: parts are looked up once, and nothing is ranked that is only counted."""

from typing import TypeGuard

from paraq.query.plan import AllOf, AnyOf, Constant, Everything, Plan, Ranked, Without


def once(plan: Plan) -> Plan:
    """Return a plan of the same pages with the same scores whose parts are looked up once.

    A bonus for a part of what is required is added where that part is met, and not by looking it up again: engines score
    every page of a part each time that the part is named. To fit "everything" as well asks nothing.
    """
    match plan:
        case AllOf(parts) if len(parts) > 1 and Everything() in parts:
            return once(AllOf(tuple(part for part in parts if part != Everything()) or (Everything(),)))
        case AllOf((part,)):
            return once(part)
        case Ranked(AnyOf(parts, 1), wanted):
            left = []
            for bonus in wanted:
                raised = _raised(parts, bonus)
                parts = raised or parts
                left += [] if raised else [bonus]
            return Ranked(AnyOf(parts), tuple(left)) if left else AnyOf(parts)
        case _:
            return plan


def unranked(plan: Plan) -> Plan:
    """Return a plan of the same pages without what only ranks them; parts of which any will do stand side by side."""
    match plan:
        case Ranked(required, _):
            return unranked(required)
        case Constant(part, _):
            return unranked(part)
        case Without(base, excluded):
            return Without(unranked(base), unranked(excluded))
        case AllOf(parts):
            return AllOf(tuple(dict.fromkeys(map(unranked, parts))))
        case AnyOf(parts, 1):
            ways = [way for part in map(unranked, parts) for way in (part.parts if _any(part) else (part,))]
            return AnyOf(tuple(dict.fromkeys(ways)))
        case AnyOf(parts, minimum):
            return AnyOf(tuple(map(unranked, parts)), minimum)
        case _:
            return plan


def _any(plan: Plan) -> TypeGuard[AnyOf]:
    return isinstance(plan, AnyOf) and plan.minimum == 1


def _raised(parts: tuple[Plan, ...], bonus: Plan) -> tuple[Plan, ...] | None:
    """Return the parts with a bonus given to the one it belongs to, or to the first ones together; None if it is another's."""
    if not isinstance(bonus, Constant):
        return None
    extra = Constant(Everything(), bonus.weight)
    if bonus.part in parts:
        at = parts.index(bonus.part)
        return (*parts[:at], AllOf((bonus.part, extra)), *parts[at + 1 :])
    if isinstance(bonus.part, AnyOf) and bonus.part.minimum == 1 and bonus.part.parts == parts[: len(bonus.part.parts)]:
        return (AllOf((bonus.part, extra)), *parts[len(bonus.part.parts) :])
    return None
