"""What the generator would get wrong is said in other words, and the client then does what the document means."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from regen.view import CHANGES, view
from spec.conftest import describe_other_api

Make = Callable[..., dict[str, Any]]
NOTHING = {"204": {"description": "done"}}
ROW = {"200": {"description": "ok", "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Row"}}}}}
ZIP = {"200": {"description": "ok", "content": {"application/zip": {}}}}
TEXT = {"type": ["string", "null"]}
QUERY = {"name": "things", "in": "query"}
TEXTS = {"type": "array", "items": {"type": "string"}}
OBJECT = {"type": "object", "properties": {"field": {"type": "string"}}}

OWN = ["d", "additional_properties", "cast", "src_dict", "field_dict", "to_dict", "from_dict", "cls"]
NAMES = [*OWN, "list", "self", "dict", "isinstance", "property", "data", "type", "errors", "ordinary"]


def with_parameter(small: Make, **parameter: Any) -> dict[str, Any]:
    get = {"operationId": "a", "parameters": [{**QUERY, **parameter}], "responses": NOTHING}
    return small({"/v1/a": {"get": get}})


def with_row(small: Make, name: str = "Row", /, **properties: Any) -> dict[str, Any]:
    answer = json.loads(json.dumps(ROW).replace("schemas/Row", f"schemas/{name}"))
    row = {"type": "object", "properties": properties}
    return small({"/v1/a": {"get": {"operationId": "a", "responses": answer}}}, **{name: row})


def asking(small: Make, ask: Any, **more: Any) -> dict[str, Any]:
    body = {"required": True, "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Ask"}}}}
    return small({"/v1/a": {"post": {"operationId": "a", "requestBody": body, "responses": NOTHING}}}, Ask=ask, **more)


def asking_of(small: Make, **properties: Any) -> dict[str, Any]:
    return asking(small, {"type": "object", "properties": properties})


ASK = {"$ref": "#/components/schemas/Ask"}
BOX = {"$ref": "#/components/schemas/Box"}
CSV = {"text/csv": {"schema": {"type": "string"}}}
NEEDY: dict[str, Callable[[Make], dict[str, Any]]] = {
    "schema-of-one-word": lambda small: with_row(small, things=True),
    "nullable-name": lambda small: asking(
        small, {"type": "array", "items": BOX}, Box={"type": ["object", "null"], "properties": {"text": TEXT}}
    ),
    "sum": lambda small: asking(small, {"allOf": [OBJECT, OBJECT]}),
    "other-name": lambda small: asking(small, {"$ref": "#/components/schemas/Page"}),
    "branch-without-name": lambda small: asking(small, {"oneOf": [OBJECT, {"type": "string"}]}),
    "circle": lambda small: asking(
        small, {"oneOf": [{"type": "array", "items": {"oneOf": [ASK, {"type": "integer"}]}}, {"type": "string"}]}
    ),
    "closed-branch": lambda small: asking(
        small,
        {"anyOf": [{"$ref": "#/components/schemas/Page"}, {"$ref": "#/components/schemas/One"}]},
        One={**OBJECT, "additionalProperties": False},
    ),
    "list-or-union-by-name": lambda small: asking(small, {"type": "array", "items": OBJECT}),
    "lists-of-one-union": lambda small: asking_of(small, rows={"oneOf": [TEXTS, {"type": "array", "items": OBJECT}]}),
    "body": lambda small: small(
        {"/v1/a": {"post": {"operationId": "a", "requestBody": {"content": CSV}, "responses": NOTHING}}}
    ),
    "taken-argument": lambda small: with_parameter(small, name="params", schema=TEXT),
    "default": lambda small: asking_of(small, page={"allOf": [{"$ref": "#/components/schemas/Page"}], "default": {}}),
    "members-of-one-name": lambda small: asking_of(small, kind={"type": "string", "enum": ["a", "A"]}),
    "answer-of-bytes": lambda small: small({"/v1/a": {"get": {"operationId": "a", "responses": ZIP}}}),
    "list-of-anything": lambda small: with_row(small, things={"type": ["array", "null"], "items": {}}),
    "joined-parameter": lambda small: with_parameter(small, explode=False, schema=TEXTS),
    "flat-parameter": lambda small: with_parameter(small, schema={"type": "array", "items": OBJECT}),
    "taken-property": lambda small: with_row(small, d=TEXT, other=TEXT),
    "taken-class": lambda small: with_row(small, "IntEnum", name=TEXT),
}


def test_every_change_of_words_has_a_document_that_needs_it() -> None:
    assert set(NEEDY) == set(CHANGES)


@pytest.mark.parametrize("change", NEEDY)
def test_a_change_of_words_names_itself_and_its_place(small: Make, change: str) -> None:
    notes = [note for note in view(NEEDY[change](small))[1] if note[0] == change]
    assert len(notes) == 1
    assert all(place and what for _, place, what in notes)


@pytest.mark.parametrize("change", NEEDY)
def test_a_change_of_words_is_not_made_twice(small: Make, change: str) -> None:
    assert view(view(NEEDY[change](small))[0])[1] == []


@pytest.mark.parametrize("change", NEEDY)
def test_the_document_keeps_its_words(small: Make, change: str) -> None:
    document = NEEDY[change](small)
    before = json.dumps(document)
    view(document)
    assert json.dumps(document) == before


def test_lists_that_are_sent_one_by_one_stay_lists(small: Make) -> None:
    assert view(with_parameter(small, schema=TEXTS))[1] == []


@pytest.mark.parametrize("style", ["pipeDelimited", "spaceDelimited"])
def test_lists_with_other_separators_are_joined_by_the_caller_too(small: Make, style: str) -> None:
    assert [note[0] for note in view(with_parameter(small, style=style, schema=TEXTS))[1]] == ["joined-parameter"]


def test_a_parameter_with_a_content_is_not_lost(small: Make) -> None:
    seen = view(with_parameter(small, content={"application/json": {"schema": OBJECT}}))[0]
    assert seen["paths"]["/v1/a"]["get"]["parameters"] == [{**QUERY, "schema": {"type": "string"}}]


@pytest.fixture(scope="module")
def awkward(regen: Any, small: Make, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A client made of a document with every name that a generated model needs for itself."""
    row = {"type": "object", "properties": dict.fromkeys(NAMES, TEXT)}
    get = {"operationId": "a", "responses": json.loads(json.dumps(ROW).replace("Row", "Errors"))}
    folder = tmp_path_factory.mktemp("awkward")
    document = describe_other_api(small({"/v1/a": {"get": get}}, Errors=row))
    (folder / "spec.json").write_text(json.dumps(document), encoding="utf-8")
    places = ("--out", folder / "awkward", "--report", folder / "report.md")
    done = regen(folder / "spec.json", "--api", "control", *places)
    assert (done.returncode, done.stderr) == (0, "")
    return folder


def test_a_property_that_the_model_cannot_have_comes_back_all_the_same(awkward: Path) -> None:
    row = dict.fromkeys(NAMES, "x")
    code = (
        "import json, sys; from awkward.models import ErrorsModel;"
        "row = ErrorsModel.from_dict(json.loads(sys.argv[1])); assert row['d'] == 'x';"
        "print(json.dumps(row.to_dict()))"
    )
    given = {"PYTHONPATH": str(awkward), "PATH": os.environ["PATH"]}
    done = subprocess.run(
        [sys.executable, "-c", code, json.dumps(row)], env=given, capture_output=True, text=True, check=True
    )
    assert json.loads(done.stdout) == row
