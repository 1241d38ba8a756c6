"""Repairs of what requests and responses carry."""

from collections.abc import Iterator
from typing import Any

from regen.document import SCHEMAS, Document, follow, operations
from regen.repairs.operations import capital

JSON = "application/json"


def one_json(document: Document) -> Iterator[tuple[str, str]]:
    """Keep one of several JSON bodies of a request: the generator would name both arguments alike."""
    for operation in operations(document):
        body = follow(document, operation.node.get("requestBody"))
        content = body.get("content", {}) if isinstance(body, dict) else {}
        kinds = [kind for kind in content if _is_json(kind)]
        if len(kinds) > 1:
            kept = JSON if JSON in kinds else kinds[0]
            body["content"] = {kind: each for kind, each in content.items() if kind == kept or kind not in kinds}
            yield operation.place, f"of the bodies {', '.join(kinds)} only {kept} kept"


def named(document: Document) -> Iterator[tuple[str, str]]:
    """Give a name to an answer that is written inline, and to its rows, so that schemas.json can hold them."""
    for operation in operations(document):
        for status, response in operation.node.get("responses", {}).items():
            found = follow(document, response)
            for media in (found.get("content") or {}).values() if str(status).startswith("2") else ():
                name = _hoist(document, media, "schema", name=f"{capital(operation.node['operationId'])}Response")
                if name:
                    _hoist_rows(document, name, operation_id=operation.node["operationId"])
                    yield operation.place, f"the inline answer of {status} named {name}"


def _hoist_rows(document: Document, name: str, *, operation_id: str) -> None:
    data = document["components"]["schemas"][name].get("properties", {}).get("data", {})
    _hoist(document, data, "items", name=f"{capital(operation_id)}Row")


def _hoist(document: Document, holder: dict[str, Any], key: str, *, name: str) -> str | None:
    """Move an inline object into the components; return the name that it got."""
    schema = holder.get(key)
    if not isinstance(schema, dict) or not schema.get("properties"):
        return None
    named = document.setdefault("components", {}).setdefault("schemas", {})
    while name in named:
        name += "2"
    named[name] = schema
    holder[key] = {"$ref": SCHEMAS + name}
    return name


def _is_json(kind: str) -> bool:
    essence = kind.split(";", maxsplit=1)[0].strip().lower()
    return essence == JSON or essence.endswith("+json")
