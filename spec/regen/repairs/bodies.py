"""Repairs of what requests and responses carry."""

from collections.abc import Iterator
from typing import Any

from regen.document import SCHEMAS, Document, follow, operations
from regen.repairs.operations import capital
from regen.rows import list_row_holders

JSON = "application/json"


def keep_one_json(document: Document) -> Iterator[tuple[str, str]]:
    """Keep one of several JSON bodies of a request: the generator would name both arguments alike."""
    for operation in operations(document):
        body = follow(document, operation.node.get("requestBody"))
        content = body.get("content", {}) if isinstance(body, dict) else {}
        kinds = [kind for kind in content if _is_json(kind)]
        if len(kinds) > 1:
            kept = JSON if JSON in kinds else kinds[0]
            body["content"] = {kind: each for kind, each in content.items() if kind == kept or kind not in kinds}
            yield operation.place, f"of the bodies {', '.join(kinds)} only {kept} kept"


def name_answers(document: Document) -> Iterator[tuple[str, str]]:
    """Give a name to an answer that is written inline, and to its rows, so that schemas.json can hold them."""
    for operation in operations(document):
        title = capital(operation.node["operationId"])
        for status, response in operation.node.get("responses", {}).items():
            found = follow(document, response)
            for media in (found.get("content") or {}).values() if str(status).startswith("2") else ():
                name = _hoist(document, media, "schema", name=f"{title}Response")
                if name:
                    yield operation.place, f"the inline answer of {status} named {name}"
                for rows in list_row_holders(document, operation, media.get("schema")):
                    row = _hoist_row(document, rows, name=f"{title}Row")
                    if row and not name:
                        yield operation.place, f"the inline rows of {status} named {row}"


def _hoist_row(document: Document, rows: dict[str, Any], *, name: str) -> str | None:
    """Move an inline row into the components, or what one is beside null."""
    row = rows.get("items")
    for branches in [row.get(union) for union in ("anyOf", "oneOf")] if isinstance(row, dict) else []:
        present = [number for number, each in enumerate(branches or []) if each != {"type": "null"}]
        if len(present) == 1:
            return _hoist(document, branches, present[0], name=name)
    return _hoist(document, rows, "items", name=name) if "items" in rows else None


def _hoist(document: Document, holder: Any, key: Any, *, name: str) -> str | None:
    """Move an inline object, or a sum of several, into the components; return the name that it got."""
    schema = holder[key] if isinstance(holder, list) else holder.get(key)
    if not isinstance(schema, dict) or not (schema.get("properties") or len(schema.get("allOf", [])) > 1):
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
