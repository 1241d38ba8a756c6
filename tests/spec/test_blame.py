"""A refusal names the operations that it is about, whatever they fail with."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from regen.blame import list_culprits, list_dangling, list_needing, list_users, name_some
from regen.document import Document, operations
from regen.gates import every_operation_has_its_module
from regen.refusal import Refusal
from spec.needy import NOTHING, answers, asks, reference

Make = Callable[..., dict[str, Any]]
TEXT = {"type": "object", "properties": {"text": {"type": "string"}}}


def uses(small: Make, **schemas: str) -> dict[str, Any]:
    """A document with an operation for each schema named, and the schemas that these refer to."""
    paths = {f"/v1/{name}": {"get": {"operationId": name, "responses": answers(reference(name))}} for name in schemas}
    named = {name: {"type": "object", "properties": {"in": reference(inner)}} for name, inner in schemas.items()}
    return small(paths, Inner=TEXT, Other=TEXT, Unused=TEXT, **named)


def refuse_inner(document: Document) -> None:
    if "Inner" in document["components"]["schemas"]:
        raise ValueError("it has Inner")


def test_the_operations_with_which_alone_it_fails_are_found(small: Make) -> None:
    document = uses(small, A="Other", B="Inner", C="Other", D="B", E="Other")
    assert list_culprits(document, refuse_inner) == ["GET /v1/B", "GET /v1/D"]


def test_what_fails_with_no_operation_has_no_culprit(small: Make) -> None:
    def refuse_unused(document: Document) -> None:
        assert "Unused" not in document["components"]["schemas"]

    assert list_culprits(uses(small, A="Inner"), refuse_unused) == []


def test_users_of_a_part_are_found_however_far_round(small: Make) -> None:
    document = uses(small, A="Other", B="Inner", D="B")
    assert list_users(document, "#/components/schemas/Inner") == ["GET /v1/B", "GET /v1/D"]


def test_references_to_nowhere_are_told_with_the_operation(small: Make) -> None:
    post = {"operationId": "a", "requestBody": asks({"$ref": "elsewhere.yaml#/A"}), "responses": NOTHING}
    document = uses(small, A="Gone")
    document["paths"]["/v1/a"] = {"post": post}
    assert list(list_dangling(document)) == [
        ("GET /v1/A", "#/components/schemas/Gone"),
        ("POST /v1/a", "elsewhere.yaml#/A"),
    ]


def write(package: Path, name: str, text: str) -> Path:
    path = package / f"{name}.py"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_operations_that_need_a_model_are_found(small: Make, tmp_path: Path) -> None:
    document = uses(small, A="Other", B="Inner", D="B")
    inner = write(tmp_path, "models/inner", "")
    write(tmp_path, "models/b", "from ..models.inner import Inner\n")
    asking = '"method": "get",\n "url": "/v1/{}",\n'
    for name, model in (("A", "other"), ("B", "b"), ("D", "d")):
        write(tmp_path, f"api/default/{name}", f"from ...models.{model} import X\n" + asking.format(name))
    write(tmp_path, "models/d", "if TYPE_CHECKING:\n    from ..models.b import B\n")
    assert list_needing(document, tmp_path, {inner}) == ["GET /v1/B", "GET /v1/D"]


def test_operations_without_a_module_are_named(small: Make, tmp_path: Path) -> None:
    write(tmp_path, "api/default/orgs", '"method": "get",\n "url": "/v1/orgs",\n')
    with pytest.raises(Refusal, match="3 operations, but 1 modules: nothing asks for GET /v1/A, GET /v1/B"):
        every_operation_has_its_module(uses(small, A="Other", B="Other"), tmp_path)


def test_many_operations_are_counted(small: Make) -> None:
    document = uses(small, **dict.fromkeys("ABCDEFG", "Inner"))
    places = [each.place for each in operations(document)]
    assert name_some(places) == "GET /v1/orgs, GET /v1/A, GET /v1/B, GET /v1/C, GET /v1/D and 3 more"
