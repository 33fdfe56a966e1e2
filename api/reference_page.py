"""The page that describes the API to a reader: made from the OpenAPI description, with no script and no outside host."""

import json
from html import escape
from pathlib import Path
from typing import Any

STYLE = Path(__file__).with_suffix(".css").read_text()


def render(described: dict[str, Any]) -> str:
    """Return an OpenAPI description as a page of HTML."""
    info = described["info"]
    operations = [
        _operation(method, path, operation)
        for path, methods in described["paths"].items()
        for method, operation in methods.items()
    ]
    schemas = [_schema(name, schema) for name, schema in sorted(described["components"]["schemas"].items())]
    paragraphs = "".join(f"<p>{escape(part)}</p>" for part in info["description"].split("\n\n"))
    return (
        f'<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
        f"<title>{escape(info['title'])} API</title><style>{STYLE}</style><h1>{escape(info['title'])} API</h1>{paragraphs}"
        f'<p class="soft">Version {escape(info["version"])}. For programs: <a href="openapi.json">openapi.json</a></p>'
        f"{''.join(operations)}<h1>Schemas</h1>{''.join(schemas)}</html>"
    )


def _operation(method: str, path: str, operation: dict[str, Any]) -> str:
    rows = "".join(_parameter(parameter) for parameter in operation.get("parameters", []))
    table = f"<table><tr><th>Parameter<th>Value<th>Meaning</tr>{rows}</table>" if rows else ""
    answer = operation["responses"].get("200", {}).get("content", {})
    gives = ", ".join(f"{escape(kind)} {_type(content.get('schema', {}))}" for kind, content in answer.items())
    heading = f"<code>{method.upper()} {escape(path)}</code> {escape(operation['summary'])}"
    return (
        f'<h2 id="{escape(operation["operationId"])}">{heading}</h2>'
        f'<p>{escape(operation.get("description", ""))}</p>{table}<p class="soft">Gives {gives}</p>'
    )


def _parameter(parameter: dict[str, Any]) -> str:
    schema = parameter["schema"]
    default = schema.get("default")
    note = f" Default: {escape(json.dumps(default, ensure_ascii=False))}." if default not in (None, "", []) else ""
    return (
        f"<tr><td><code>{escape(parameter['name'])}</code><td>{_type(schema)}"
        f"<td>{escape(parameter.get('description', schema.get('description', '')))}.{note}</tr>"
    )


def _schema(name: str, schema: dict[str, Any]) -> str:
    rows = "".join(
        f"<tr><td><code>{escape(field)}</code><td>{_type(of)}<td>{escape(of.get('description', ''))}</tr>"
        for field, of in schema.get("properties", {}).items()
    )
    about = escape(schema.get("description", ""))
    return f'<h2 id="schema-{escape(name)}"><code>{escape(name)}</code></h2><p>{about}</p><table>{rows}</table>'


def _type(schema: dict[str, Any]) -> str:
    """Return a schema in a few words, with a link where it has a name."""
    if "$ref" in schema:
        name = escape(schema["$ref"].rsplit("/", 1)[-1])
        return f'<a href="#schema-{name}">{name}</a>'
    for choice in ("anyOf", "oneOf", "allOf"):
        if choice in schema:
            return " or ".join(_type(one) for one in schema[choice])
    if "enum" in schema:
        return ", ".join(f"<code>{escape(str(value))}</code>" for value in schema["enum"])
    if schema.get("type") == "array":
        return f"list of {_type(schema.get('items', {}))}"
    return escape(str(schema.get("type", "")))
