"""Say whether a document is valid OpenAPI, and where it is not."""

from collections.abc import Iterator

import jsonschema_rs
from jsonschema.exceptions import SchemaError
from openapi_schema_validator import OAS31Validator
from openapi_spec_validator import OpenAPIV30SpecValidator, OpenAPIV31SpecValidator
from openapi_spec_validator.validation.exceptions import ExtraParametersError

from regen.blame import list_culprits, list_dangling, list_users, name_some
from regen.document import Document, Node, Place, follow, name_place, operations, parameters
from regen.refusal import Refusal
from regen.repairs.structure import list_structural_mistakes

VALIDATORS = {"3.0": OpenAPIV30SpecValidator, "3.1": OpenAPIV31SpecValidator}
NEW = "3.1"
PART = 3  # how many steps lead to a component


def validate(document: Document) -> None:
    """Refuse a document that is not valid OpenAPI, with the places of its mistakes and the operations there."""
    version = str(document["openapi"])[:3]
    mistakes = list(_list_astray(document)) or (list(_list_structural(document)) if version == NEW else [])
    mistakes = mistakes or (list(_list_in_schemas(document)) if version == NEW else [])
    mistakes = mistakes or list(_list_others(document, version))
    if mistakes:
        raise Refusal(f"the document is not valid OpenAPI {version}:\n" + "\n".join(f"  {each}" for each in mistakes))


def _list_astray(document: Document) -> Iterator[str]:
    astray: dict[str, list[str]] = {}
    for place, reference in list_dangling(document):
        astray.setdefault(reference, []).append(place)
    for reference, places in astray.items():
        yield f"{name_some(places)}: {reference} is not in the document"


def _list_structural(document: Document) -> Iterator[str]:
    for path, message in list_structural_mistakes(document):
        yield _say(document, path, message)


def _list_in_schemas(document: Document) -> Iterator[str]:
    """List mistakes of schemas: the validator says no place of them, and does not look into bodies of requests."""
    for place in _list_roots(document):
        if jsonschema_rs.meta.is_valid(place.schema):
            continue
        try:
            OAS31Validator.check_schema(place.schema)
        except SchemaError as error:
            inside = "/".join(map(str, error.absolute_path))
            yield _say(document, [*place.where.split("\0"), inside], error.message)
        except RecursionError:
            yield _say(document, place.where.split("\0"), "too deep to be read")


def _list_roots(document: Document) -> Iterator[Place]:
    for name, schema in document.get("components", {}).get("schemas", {}).items():
        yield Place(f"components\0schemas\0{name}", schema)
    for operation in operations(document):
        start = f"paths\0{operation.path}\0{operation.method}"
        for parameter in parameters(document, operation):
            yield Place(f"{start}\0{parameter.get('name')}", parameter.get("schema", {}))
        answers = operation.node.get("responses", {}).items()
        for word, holder in [("requestBody", operation.node.get("requestBody")), *answers]:
            for media in ((follow(document, holder) or {}).get("content") or {}).values():
                yield Place(f"{start}\0{word}", media.get("schema", {}))


def _list_others(document: Document, version: str) -> Iterator[str]:
    try:
        found = _list_found(document, version)
    except Exception:  # noqa: BLE001  (it fails in many own ways on what it does not expect)
        of = name_some(list_culprits(document, lambda part: _list_found(part, version))) or "what no operation uses"
        yield f"{of}: cannot be read"
        return
    for mistake in found:
        path = [str(step) for step in getattr(mistake, "absolute_path", ())]
        yield _say(document, path, str(getattr(mistake, "message", mistake)))


def _list_found(document: Document, version: str) -> list[Exception]:
    try:
        found = list(VALIDATORS[version](document).iter_errors())
    except RecursionError:
        # It follows sums that lead back to themselves, as a discriminator's heirs do, without end; unions it does not.
        found = list(VALIDATORS[version](_without_sums(document)).iter_errors())
    # OpenAPI lets a schema require a property that it does not describe; the validator does not.
    return [mistake for mistake in found if not isinstance(mistake, ExtraParametersError)]


def _without_sums(node: Node) -> Node:
    if isinstance(node, list):
        return [_without_sums(each) for each in node]
    if not isinstance(node, dict):
        return node
    whole = {key: _without_sums(value) for key, value in node.items() if key != "allOf"}
    return {**whole, "anyOf": [*_without_sums(node["allOf"]), *whole.get("anyOf", [])]} if "allOf" in node else whole


def _say(document: Document, path: list[str], message: str) -> str:
    users = list_users(document, "#/" + "/".join(path[:PART])) if path[:1] == ["components"] else []
    said = f"{name_place(path)}: {message.splitlines()[0][:300]}"
    return said + (f" (used by {name_some(users)})" if users else "")
