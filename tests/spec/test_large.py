"""Three documents as large and as wrong as the official ones: every operation in, every operation out, all typed."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from openapi_spec_validator import OpenAPIV30SpecValidator

from spec.large.build import NAMES, build
from spec.test_corpus import METHODS, functions, wanted

OPERATIONS = {"july-2025": 42, "june-2026": 62, "august-2026": 47}
NAMELESS = {"july-2025": 9, "june-2026": 21, "august-2026": 13}
INVALID = {"june-2026", "august-2026"}
LOST = {"july-2025": ("--without", "users,groups"), "june-2026": ("--without", "users,groups"), "august-2026": ()}


def operations(document: dict[str, Any]) -> list[dict[str, Any]]:
    return [item[method] for item in document["paths"].values() for method in METHODS & set(item)]


@pytest.mark.parametrize("name", NAMES)
def test_a_document_has_as_many_operations_as_the_official_one(name: str) -> None:
    found = operations(build(name))
    assert len(found) == OPERATIONS[name]
    assert sum("operationId" not in each for each in found) == NAMELESS[name]


@pytest.mark.parametrize("name", NAMES)
def test_a_document_refers_to_nothing_that_it_does_not_have(name: str) -> None:
    document = build(name)
    for kind, part in re.findall(r"#/components/(\w+)/([\w.]+)'", repr(document)):
        assert part in document["components"][kind]


@pytest.mark.parametrize("name", NAMES)
def test_a_document_has_the_mistakes_of_the_official_one(name: str) -> None:
    mistakes = " ".join(str(each) for each in OpenAPIV30SpecValidator(build(name)).iter_errors())
    assert ("GroupCounts" in mistakes) == (name in INVALID)


@pytest.mark.parametrize("name", NAMES)
def test_every_operation_has_its_function(swapped: Callable[..., Path], name: str) -> None:
    folder = swapped(name, *LOST[name])
    told = (folder / "told.txt").read_text("utf-8")
    assert f"gate: modules: {OPERATIONS[name]} operations, {OPERATIONS[name]} modules" in told
    assert "modules can be imported" in told
    assert "gate: types: mypy --strict finds nothing" in told
    asked = functions(folder / "atlassian_admin")
    assert sorted(asked.values()) == sorted(wanted(folder / f"{name}.json"))
