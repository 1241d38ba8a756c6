"""Three documents as large and as wrong as the official ones: every operation in, every operation out, all typed."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from openapi_spec_validator import OpenAPIV30SpecValidator

from spec.large.build import NAMES, build
from spec.large.values import Values
from spec.test_corpus import METHODS, functions, wanted

OPERATIONS = {"july-2025": 42, "june-2026": 62, "august-2026": 47}
NAMELESS = {"july-2025": 9, "june-2026": 21, "august-2026": 13}
INVALID = {"june-2026", "august-2026"}
_ROLES = "user_roles.roleAssignments,user_roles.roles,group_roles.defaultRole,group_roles.roles"
LOST = {
    "july-2025": ("--without", f"users,groups,{_ROLES},user_roles.directoryId"),
    "june-2026": ("--without", f"users,groups,{_ROLES}"),
    "august-2026": (),
}


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


COME_BACK = """
import json, re, sys
from atlassian_admin import models

def flat(name):
    return re.sub("[^a-z0-9]", "", name.lower())

classes = {flat(name): name for name in models.__all__}
for name, values in json.load(sys.stdin).items():
    model = getattr(models, classes.get(flat(name)) or classes[flat(name) + "model"])
    for value in values:
        back = model.from_dict(json.loads(json.dumps(value))).to_dict()
        if back != value:
            print(name, json.dumps(value), json.dumps(back))
"""


@pytest.mark.parametrize("name", NAMES)
def test_what_the_document_allows_comes_through_the_client_unchanged(swapped: Callable[..., Path], name: str) -> None:
    document = build(name)
    values = Values(document, seed=1)
    objects = {key: each for key, each in document["components"]["schemas"].items() if "properties" in each}
    assert len(objects) > 100
    given = {each.get("title", key): list(values.make(key, 30)) for key, each in objects.items()}
    done = subprocess.run(
        [sys.executable, "-c", COME_BACK],
        input=json.dumps(given),
        env={"PYTHONPATH": str(swapped(name, *LOST[name])), "PATH": os.environ["PATH"]},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.stdout, done.stderr) == ("", "")
