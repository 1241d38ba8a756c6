"""Which module asks for which operation is found in what the modules say, whatever they are called."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from regen.modules import find_modules
from regen.refusal import Refusal
from support.calls import module
from support.specification import OPERATIONS

Make = Callable[..., dict[str, Any]]
NOTHING = {"204": {"description": "done"}}


def package(folder: Path, **modules: tuple[str, str]) -> Path:
    """A package whose modules ask for what they are given, laid out as the generator does it."""
    for name, (method, url) in {"orgs__list": ("get", "/v1/orgs"), **modules}.items():
        path = folder / "api" / Path(name.replace("__", "/")).with_suffix(".py")
        path.parent.mkdir(parents=True, exist_ok=True)
        (path.parent / "__init__.py").touch()
        path.write_text(
            f'    _kwargs: dict[str, Any] = {{\n        "method": "{method}",\n        "url": "{url}",\n    }}\n'
        )
    return folder


@pytest.mark.parametrize("name", OPERATIONS)
def test_each_operation_of_our_clients_says_its_module(name: str) -> None:
    assert OPERATIONS[name]["module"] == module(name, OPERATIONS[name])


def test_a_module_is_found_whatever_it_and_its_parameters_are_called(small: Make, tmp_path: Path) -> None:
    users = {"get": {"operationId": "getUsers", "responses": NOTHING}}
    found = find_modules(
        small({"/v1/orgs/{orgId}/users/{class}": {**users, "delete": {"operationId": "drop", "responses": NOTHING}}}),
        package(
            tmp_path,
            people__fetch_one=("get", "/v1/orgs/{org_id}/users/{class_}"),
            people__users=("delete", "/v1/orgs/{org_id}/users/{class_}"),
        ),
    )
    assert found == {"getOrgs": "orgs.list", "getUsers": "people.fetch_one", "drop": "people.users"}


def test_an_operation_that_no_module_asks_for_is_refused_by_name(small: Make, tmp_path: Path) -> None:
    document = small({"/v1/orgs/{orgId}": {"get": {"operationId": "getOrg", "responses": NOTHING}}})
    with pytest.raises(Refusal, match=r"^GET /v1/orgs/\{orgId\}: 0 modules ask for it$"):
        find_modules(document, package(tmp_path, orgs__one=("put", "/v1/orgs/{org_id}")))


def test_two_modules_that_ask_for_the_same_are_refused(small: Make, tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="GET /v1/orgs: 2 modules"):
        find_modules(small(), package(tmp_path, other__list=("get", "/v1/orgs")))
