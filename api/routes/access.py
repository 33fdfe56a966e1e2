"""``/v1/access-rules``: who may see which records, as rules that the archive can change."""

from dataclasses import asdict
from typing import Annotated

from fastapi import APIRouter, Path

from api.dependencies import Guarding, Needed, Viewing
from api.schemas_gate import RuleIn, RuleOut, RulesChanged
from paraq.records.access import Rule

router = APIRouter(prefix="/access-rules", tags=["access"])

Name = Annotated[str, Path(max_length=64, description="Name of the rule", examples=["personal-kinds"])]


@router.get("", operation_id="accessRules", summary="List the rules of access")
def rules(guard: Guarding, parts: Needed, viewer: Viewing) -> list[RuleOut]:
    """Return the rules in the order of their names. Of those that fit a document the narrowest decide, then the strictest.

    A rule that names a fonds is shown to those with a right to it, one that names a document to those who may see that.
    """

    def seen(rule: Rule) -> bool:
        if rule.document:
            return parts.listing.one(rule.document, viewer=viewer) is not None
        return not rule.fonds or rule.fonds in (viewer.fonds or ())

    return [RuleOut(**asdict(rule)) for rule in guard.access.rules() if viewer.fonds is None or seen(rule)]


@router.put("/{name}", operation_id="accessRulePut", summary="Make or change a rule")
def put(name: Name, asked: RuleIn, guard: Guarding) -> RulesChanged:
    """Put a rule in or replace the one of this name; documents and index follow at once."""
    values = asked.model_dump() | {"types": tuple(asked.types), "words": tuple(asked.words)}
    changed = guard.access.put(Rule(name=name, **values))
    return RulesChanged(rules=len(guard.access.rules()), documents=changed)


@router.delete("/{name}", operation_id="accessRuleRemove", summary="Remove a rule")
def remove(name: Name, guard: Guarding) -> RulesChanged:
    """Take a rule out; documents and index follow at once."""
    changed = guard.access.remove(name)
    return RulesChanged(rules=len(guard.access.rules()), documents=changed)
