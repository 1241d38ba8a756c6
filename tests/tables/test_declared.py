"""What is declared of tables speaks of members that the specification has."""

import json
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest

from orglint.model.table import ColumnType, ListOf, Struct
from orglint.tables import DECLARATIONS, Declaration, known_tables
from orglint.tables.declared import SEARCHES
from orglint.tables.schema import load_specification


def _paths(path: str, kind: ColumnType) -> Iterator[str]:
    yield path
    if isinstance(kind, ListOf):
        yield from (inner for inner in _paths(f"{path}[]", kind.element) if inner != f"{path}[]")
    if isinstance(kind, Struct):
        for field in kind.fields:
            yield from _paths(f"{path}.{field.name}", field.type)


@pytest.mark.parametrize("declaration", DECLARATIONS, ids=lambda one: one.name)
def test_every_path_that_is_declared_is_one_of_the_specification(declaration: Declaration) -> None:
    columns = known_tables()[declaration.name].columns.values()
    there = {path for column in columns for path in _paths(column.name, column.type)}
    declared = {*declaration.may_be_missing, *declaration.moving, *declaration.united, *declaration.nested}
    assert declared | ({declaration.membership, declaration.follows} - {""}) <= there


@pytest.mark.parametrize("declaration", DECLARATIONS, ids=lambda one: one.name)
def test_what_has_to_be_asked_for_is_never_missing_everywhere(declaration: Declaration) -> None:
    assert not {path.split("[")[0].split(".")[0] for path in declaration.may_be_missing if "[" not in path} & set(
        declaration.expand
    )


@pytest.mark.parametrize("declaration", DECLARATIONS, ids=lambda one: one.name)
def test_what_may_be_missing_everywhere_may_be_missing_in_a_row(declaration: Declaration) -> None:
    columns = {path for path in declaration.may_be_missing if "[" not in path and "." not in path}
    assert columns <= declaration.absence.keys()


def test_what_is_asked_with_post_only_reads() -> None:
    """The documents say so of each operation, whatever is declared here."""
    assert SEARCHES
    for endpoint in SEARCHES:
        package = find_spec(endpoint.api.package)
        assert package is not None
        assert package.origin is not None
        content = json.loads(Path(package.origin).with_name("schemas.json").read_text("utf-8"))
        described = content["x-operations"].values()
        assert [it["reads"] for it in described if (it["method"], it["path"]) == (endpoint.method, endpoint.path)] == [
            True
        ]


@pytest.mark.parametrize("declaration", [one for one in DECLARATIONS if one.search], ids=lambda one: one.name)
def test_what_is_declared_of_a_search_is_in_its_request(declaration: Declaration) -> None:
    assert declaration.search is not None
    columns = known_tables()[declaration.name].columns
    assert declaration.search.values.keys() <= columns.keys()
    assert declaration.counted is not None
    assert declaration.counted.values.keys() <= columns.keys()
    specification = load_specification(declaration.endpoint.api)
    statistics = specification.find_item_schema(declaration.counted.statistics)["properties"]
    for it in declaration.counted.values.values():
        assert {it.value, "count"} <= statistics[it.title]["items"]["properties"].keys()
    outer, _, inner = declaration.counted.total.partition(".")
    assert not outer or inner in statistics[outer]["properties"]
