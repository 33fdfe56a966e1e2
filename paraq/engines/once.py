"""A plan whose parts are looked up once, for every engine."""

from paraq.query.plan import AllOf, AnyOf, Constant, Everything, Plan, Ranked


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
