"""Whatever an answer holds, the client neither fails on it nor loses any of it."""

import copy
import importlib
import re
from collections.abc import Callable, Iterator
from datetime import datetime
from itertools import product
from typing import Any

import attrs
import pytest
from jsonschema import Draft202012Validator

from spec.answers import ANSWERS
from support.specification import OPERATIONS, PACKAGES, SCHEMAS

Path = tuple[Any, ...]
Damage = Callable[[Any, Path], Any]
TIME = re.compile(r"\d{4}-\d\d-\d\dT[\d:.]+(Z|[+-]\d\d:\d\d)")


def model(operation: str) -> Any:
    """Return the class of an operation's answer."""
    facts = OPERATIONS[operation]
    return getattr(importlib.import_module(f"{PACKAGES[facts['api']]}.models"), facts["responseSchema"])


def schema(operation: str) -> dict[str, Any]:
    """Return the schema of an operation's answer."""
    found: dict[str, Any] = SCHEMAS[OPERATIONS[operation]["api"]]["$defs"][OPERATIONS[operation]["responseSchema"]]
    return found


def places(value: Any, path: Path = ()) -> Iterator[Path]:
    if path:
        yield path
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for step, each in inner:
        yield from places(each, (*path, step))


def parent(value: Any, path: Path) -> Any:
    for step in path[:-1]:
        value = value[step]
    return value


def put(value: Any) -> Damage:
    def change(whole: Any, path: Path) -> Any:
        parent(whole, path)[path[-1]] = value
        return whole

    return change


def leave_out(whole: Any, path: Path) -> Any:
    del parent(whole, path)[path[-1]]
    return whole


def add_beside(whole: Any, path: Path) -> Any:
    holder = parent(whole, path)
    if isinstance(holder, dict):
        holder["somethingNew"] = {"deep": [1, None, {"er": "x"}]}
    return whole


DAMAGES: dict[str, Damage] = {
    "null": put(None),
    "left out": leave_out,
    "a new property beside it": add_beside,
    "a new text": put("something-new"),
    "an empty text": put(""),
    "a number": put(4711),
    "a list": put(["a", {"b": None}, 3]),
    "an object": put({"a": [1, {"b": None}]}),
    "an empty list": put([]),
    "an empty object": put({}),
}


def as_moments(value: Any) -> Any:
    """Read times as moments: the client writes them with another offset."""
    if isinstance(value, dict):
        return {key: as_moments(each) for key, each in value.items()}
    if isinstance(value, list):
        return [as_moments(each) for each in value]
    return datetime.fromisoformat(value) if isinstance(value, str) and TIME.fullmatch(value) else value


def test_there_is_an_answer_for_every_operation_that_answers() -> None:
    assert set(ANSWERS) == {name for name, facts in OPERATIONS.items() if "responseSchema" in facts}


@pytest.mark.parametrize("operation", ANSWERS)
def test_a_realistic_answer_fits_its_schema(operation: str) -> None:
    assert [error.message for error in Draft202012Validator(schema(operation)).iter_errors(ANSWERS[operation])] == []


@pytest.mark.parametrize("operation", ANSWERS)
def test_a_realistic_answer_has_nothing_that_the_document_does_not_know(operation: str) -> None:
    def strangers(value: Any, known: dict[str, Any]) -> Iterator[str]:
        for branch in known.get("anyOf", []):
            if isinstance(value, dict) and branch.get("type") == "object":
                yield from strangers(value, branch)
        if isinstance(value, dict) and "properties" in known:
            yield from (key for key in value if key not in known["properties"])
            for key, inner in known["properties"].items():
                yield from strangers(value.get(key), inner)
        if isinstance(value, list) and "items" in known:
            for each in value:
                yield from strangers(each, known["items"])

    assert list(strangers(ANSWERS[operation], schema(operation))) == []


@pytest.mark.parametrize("operation", ANSWERS)
def test_an_answer_comes_back_whole(operation: str) -> None:
    answer = ANSWERS[operation]
    assert as_moments(model(operation).from_dict(answer).to_dict()) == as_moments(answer)


@pytest.mark.parametrize("operation", ANSWERS)
def test_a_surprise_anywhere_in_an_answer_comes_back_whole(operation: str) -> None:
    read = model(operation).from_dict
    for damage, path in product(DAMAGES, places(ANSWERS[operation])):
        answer = DAMAGES[damage](copy.deepcopy(ANSWERS[operation]), path)
        assert as_moments(read(answer).to_dict()) == as_moments(answer), (damage, path)


def parts(value: Any) -> Iterator[Any]:
    """Every model inside a model, itself first."""
    if attrs.has(type(value)):
        yield value
        for field in attrs.fields(type(value)):
            if field.name != "additional_properties":
                yield from parts(getattr(value, field.name))
    elif isinstance(value, list):
        for each in value:
            yield from parts(each)


def objects(value: Any) -> int:
    """How many objects there are in a JSON value."""
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return isinstance(value, dict) + sum(map(objects, inner))


@pytest.mark.parametrize("operation", ANSWERS)
def test_everything_in_a_realistic_answer_becomes_an_attribute(operation: str) -> None:
    found = list(parts(model(operation).from_dict(ANSWERS[operation])))
    strangers = [each for each in found if each.additional_properties and type(each).__name__ != "FreeForm"]
    assert strangers == []


@pytest.mark.parametrize("operation", ANSWERS)
def test_a_surprise_costs_nothing_but_its_own_place(operation: str) -> None:
    read = model(operation).from_dict
    all_parts = len(list(parts(read(ANSWERS[operation]))))
    for damage, path in product(("a new text", "a number", "a list", "null"), places(ANSWERS[operation])):
        answer = copy.deepcopy(ANSWERS[operation])
        lost = objects(parent(answer, path)[path[-1]])
        assert len(list(parts(read(DAMAGES[damage](answer, path))))) >= all_parts - lost, (damage, path)


def test_nanoseconds_are_read_to_the_microsecond() -> None:
    user = model("searchDirectoryUsers").from_dict({"data": [{"addedToOrg": "2026-05-06T07:08:09.123456789Z"}]})
    assert user.data[0].added_to_org == datetime.fromisoformat("2026-05-06T07:08:09.123456+00:00")


def test_a_property_that_is_left_out_is_not_one_that_is_null() -> None:
    read = model("searchDirectoryUsers").from_dict
    assert read({"data": [{"email": None}, {}]}).to_dict() == {"data": [{"email": None}, {}]}
