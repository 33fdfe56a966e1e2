"""``/v1/access-rules``: who may see which records, as rules that the archive can change."""

from dataclasses import asdict
from typing import Annotated

from fastapi import APIRouter, Path

from api.dependencies import Guarding
from api.schemas_gate import RuleIn, RuleOut, RulesChanged
from paraq.records.access import Rule

router = APIRouter(prefix="/access-rules", tags=["access"])

Name = Annotated[str, Path(max_length=64, description="Name of the rule", examples=["personal-kinds"])]


@router.get("", operation_id="accessRules", summary="List the rules of access")
def rules(guard: Guarding) -> list[RuleOut]:
    """Return the rules in the order of their names. Of those that fit a document the narrowest decide, then the strictest."""
    return [RuleOut(**asdict(rule)) for rule in guard.access.rules()]


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
