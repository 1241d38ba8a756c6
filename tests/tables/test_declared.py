"""What is declared of tables speaks of members that the specification has."""

from collections.abc import Iterator

import pytest

from orglint.model.table import ColumnType, ListOf, Struct
from orglint.tables import DECLARATIONS, Declaration, known_tables


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
    declared = {*declaration.may_be_missing, *declaration.moving, *declaration.united}
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
