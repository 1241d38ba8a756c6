"""The documents, one of each API: valid, true to the facts, open in responses, strict in requests."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from openapi_python_client.config import ConfigFile
from openapi_spec_validator import OpenAPIV31SpecValidator
from ruamel.yaml import YAML

from orglint.tables.apis import APIS
from regen.normalise import normalise
from support.specification import BASES, OPERATIONS, locate_document, read_specification

HERE = Path(__file__).parent
GENERATOR = HERE.parents[1] / "spec" / "generator.yaml"
METHODS = ("get", "post", "put", "delete", "patch")
SHAPES: dict[str, str | None] = {
    "A": "ApplicationErrors",
    "P": "ProxyError",
    "N": "NoPermsError",
    "E": "Errors",
    "S": "ApplicationError",
    "U": "ApiErrorResponse",
    "X": "UnauthorizedError",
    "R": "Refusal",
    "-": None,
}
FACTS = [
    [path.stem, *(part.strip() for part in line.split("|"))]
    for path in sorted((HERE / "facts").iterdir())
    for line in path.read_text("utf-8").splitlines()
    if not line.startswith("#")
]
NO_DAY = "some day"
UNKNOWN = {"ServiceAccountTokenCountRequest"}  # what is in it stands in no copy of the documents
Found = tuple[str, dict[str, Any]]


@pytest.fixture(scope="module", params=BASES)
def api(request: pytest.FixtureRequest) -> str:
    """The name of an API."""
    name: str = request.param
    return name


@pytest.fixture(scope="module")
def document(api: str) -> dict[str, Any]:
    """The document of an API."""
    return read_specification(api)


def operations(document: dict[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    for path, item in document["paths"].items():
        for method in METHODS:
            if method in item:
                yield method.upper(), path, item[method]


def target(document: dict[str, Any], node: dict[str, Any]) -> dict[str, Any]:
    if "$ref" not in node:
        return node
    _, *steps = node["$ref"].split("/")
    found = document
    for step in steps:
        found = found[step]
    return found


def schemas_below(document: dict[str, Any], schema: dict[str, Any], where: str, seen: set[str]) -> Iterator[Found]:
    if schema.get("$ref") in seen:
        return
    if "$ref" in schema:
        seen.add(schema["$ref"])
        where = schema["$ref"].rpartition("/")[2]
    schema = target(document, schema)
    yield where, schema
    for name, inner in schema.get("properties", {}).items():
        yield from schemas_below(document, inner, f"{where}.{name}", seen)
    for inner in [*schema.get("anyOf", []), *([schema["items"]] if "items" in schema else [])]:
        yield from schemas_below(document, inner, where, seen)


def schemas_of_responses(document: dict[str, Any]) -> Iterator[Found]:
    seen: set[str] = set()
    for _, _, node in operations(document):
        for response in node["responses"].values():
            for media in target(document, response).get("content", {}).values():
                yield from schemas_below(document, media["schema"], node["operationId"], seen)


def schemas_of_requests(document: dict[str, Any]) -> Iterator[Found]:
    seen: set[str] = set()
    for _, _, node in operations(document):
        for media in node.get("requestBody", {}).get("content", {}).values():
            yield from schemas_below(document, media["schema"], node["operationId"], seen)


def accepts_null(schema: dict[str, Any]) -> bool:
    if "anyOf" in schema:
        return {"type": "null"} in schema["anyOf"]
    return "type" not in schema or "null" in schema["type"]


def shape(document: dict[str, Any], response: dict[str, Any]) -> str | None:
    content = target(document, response).get("content", {})
    return content["application/json"]["schema"]["$ref"].rpartition("/")[2] if content else None


def test_the_document_is_valid_openapi(document: dict[str, Any]) -> None:
    assert [error.message for error in OpenAPIV31SpecValidator(document).iter_errors()] == []


def test_the_document_needs_no_repair(document: dict[str, Any]) -> None:
    assert normalise(document)[1] == []


def test_the_server_is_where_the_api_is_served(api: str, document: dict[str, Any]) -> None:
    assert [server["url"] for server in document["servers"]] == [BASES[api]]


def test_the_apis_are_served_where_the_linter_asks_them() -> None:
    assert {name: declared.base_url() for name, declared in APIS.items()} == BASES


def test_the_document_has_just_the_known_operations(api: str, document: dict[str, Any]) -> None:
    known = sorted(fact[1] for fact in FACTS if fact[0] == api)
    assert sorted(f"{method} {path}" for method, path, _ in operations(document)) == known


@pytest.mark.parametrize("fact", FACTS, ids=[" ".join(fact[:2]) for fact in FACTS])
def test_an_operation_is_as_the_facts_say(fact: list[str]) -> None:
    document = read_specification(fact[0])
    place, name, statuses, scope, sunset = fact[1:]
    node = next(node for method, path, node in operations(document) if f"{method} {path}" == place)
    assert node["operationId"] == name
    assert node.get("x-scope", "") == scope
    assert node.get("x-sunset", NO_DAY if node.get("deprecated") and "x-source" not in node else "") == sunset
    assert sorted(node["responses"]) == sorted({status[:3] for status in statuses.split()})
    for status in statuses.split():
        if status[3:]:
            assert shape(document, node["responses"][status[:3]]) == SHAPES[status[3:]]


def test_what_has_ended_or_never_was_is_deprecated(document: dict[str, Any]) -> None:
    for method, path, node in operations(document):
        assert node.get("deprecated") or not {"x-sunset", "x-source"} & set(node), (method, path)


def test_only_gets_and_marked_operations_are_taken_for_reading() -> None:
    reading = {name for name, facts in OPERATIONS.items() if facts["reads"]}
    gets = {fact[2] for fact in FACTS if fact[1].startswith("GET ")}
    searches = {"searchDirectoryUsers", "searchDirectoryGroups", "queryWorkspacesV2", "searchUsersV1"}
    assert reading == (gets - {"validatePolicy"}) | searches | {
        "getOauthClientsCount",
        "countServiceAccountApiTokens",
        "bulkFetchAuthPolicy",
    }


def test_every_operation_has_a_declared_tag_and_a_summary(document: dict[str, Any]) -> None:
    declared = {tag["name"] for tag in document["tags"]}
    for method, path, node in operations(document):
        assert len(node["tags"]) == 1, (method, path)
        assert set(node["tags"]) <= declared, (method, path)
        assert node["summary"], (method, path)


def test_operations_stand_by_tag_then_path(document: dict[str, Any]) -> None:
    tags = [tag["name"] for tag in document["tags"]]
    order = [(tags.index(node["tags"][0]), path) for _, path, node in operations(document)]
    assert order == sorted(order)


@pytest.mark.parametrize("kind", ["parameters", "responses", "schemas", "securitySchemes"])
def test_components_stand_by_name(document: dict[str, Any], kind: str) -> None:
    assert list(document["components"][kind]) == sorted(document["components"][kind])


def test_every_property_of_a_response_may_be_null_or_absent(document: dict[str, Any]) -> None:
    for where, schema in schemas_of_responses(document):
        assert "required" not in schema, where
        for name, inner in schema.get("properties", {}).items():
            assert accepts_null(inner), f"{where}.{name}"


def test_no_response_closes_an_enum_or_an_object(document: dict[str, Any]) -> None:
    for where, schema in schemas_of_responses(document):
        assert not {"enum", "const"} & set(schema), where
        assert schema.get("additionalProperties") is not False, where


def test_every_property_of_a_response_says_what_it_means(document: dict[str, Any]) -> None:
    for where, schema in schemas_of_responses(document):
        for name, inner in schema.get("properties", {}).items():
            assert inner["description"].endswith("."), f"{where}.{name}"
            assert "\n" not in inner["description"], f"{where}.{name}"


def test_requests_accept_no_unknown_property(document: dict[str, Any]) -> None:
    for where, schema in schemas_of_requests(document):
        if schema.get("type") == "object" and where not in UNKNOWN:
            assert schema["additionalProperties"] is False, where


def test_every_component_is_used(document: dict[str, Any]) -> None:
    text = str(document)
    for kind in ("parameters", "responses", "schemas"):
        for name in document["components"][kind]:
            assert f"'#/components/{kind}/{name}'" in text, name


def test_pagination_points_to_what_is_there(document: dict[str, Any]) -> None:
    for _, path, node in operations(document):
        paged = node.get("x-pagination")
        if paged is None:
            continue
        page = target(document, node["responses"]["200"]["content"]["application/json"]["schema"])
        for pointer in [paged["items"], *paged["next"], *([paged["total"]] if "total" in paged else [])]:
            assert at(document, page, pointer), f"{path}: {pointer}"
        assert paged["cursor"]["name"] in sent(document, node, paged["cursor"]["in"]), path
        if "limit" in paged:
            limit = sent(document, node, paged["limit"]["in"])[paged["limit"]["name"]]
            assert limit.get("maximum") == paged["limit"].get("max"), path
            assert limit.get("default") in {None, paged["limit"].get("default")}, path


def test_two_readers_of_yaml_see_one_document(api: str, document: dict[str, Any]) -> None:
    assert YAML(typ="safe", pure=True).load(locate_document(api).read_text("utf-8")) == document


def test_every_option_of_the_generator_is_one_that_it_knows() -> None:
    given = YAML(typ="safe", pure=True).load(GENERATOR.read_text("utf-8"))
    assert set(given) <= set(ConfigFile.model_fields)


def at(document: dict[str, Any], schema: dict[str, Any], pointer: str) -> dict[str, Any]:
    for step in pointer.strip("/").split("/"):
        whole = target(document, schema)
        branches = [target(document, each) for each in whole.get("anyOf", [])]
        schema = next(each for each in [whole, *branches] if "properties" in each)["properties"][step]
    return schema


def sent(document: dict[str, Any], node: dict[str, Any], place: str) -> dict[str, Any]:
    if place == "body":
        body = target(document, node["requestBody"]["content"]["application/json"]["schema"])
        found: dict[str, Any] = body["properties"]
        return found
    parameters = [target(document, each) for each in node["parameters"]]
    return {each["name"]: each["schema"] for each in parameters if each["in"] == place}
