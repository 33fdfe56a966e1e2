"""The examples of the OpenAPI description: what was asked and answered in an archive of two sheets."""

import json
from pathlib import Path
from typing import Any, Final

EXAMPLES: Final = Path(__file__).with_suffix(".json")
JSON: Final = "application/json"
ANSWERS: Final = (JSON, "application/ld+json")


def add_examples(described: dict[str, Any]) -> None:
    """Put an example to every parameter, body and answer of the description that has none yet."""
    known = json.loads(EXAMPLES.read_text("utf-8")) if EXAMPLES.exists() else {}
    for methods in described["paths"].values():
        for operation in methods.values():
            _add(operation, known.get(operation["operationId"], {}))


def _add(operation: dict[str, Any], known: dict[str, Any]) -> None:
    for parameter in operation.get("parameters", []):
        given = known.get(parameter["in"], {}).get(parameter["name"])
        if given is not None and "example" not in parameter and "examples" not in parameter["schema"]:
            parameter["example"] = _typed(given, parameter["schema"])
    bodies = operation.get("requestBody", {}).get("content", {})
    if JSON in bodies and "body" in known:
        bodies[JSON].setdefault("example", known["body"])
    for status, answer in operation["responses"].items():
        content = answer.get("content", {})
        for kind in ANSWERS:
            if status.startswith("2") and kind in content and "answer" in known:
                content[kind].setdefault("example", known["answer"])


def _typed(given: Any, schema: dict[str, Any]) -> Any:
    return int(given) if schema.get("type") == "integer" else given
