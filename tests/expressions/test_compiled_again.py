"""What was compiled before is used again only where every name stands for the same."""

from collections.abc import Sequence

import pytest

from orglint import expressions
from orglint.expressions import Scope
from orglint.model.table import ColumnType, ListOf, Scalar
from support.expressions.agreement import TABLES

SETTINGS = {"limit": Scalar.INT}
ALIKE: Sequence[tuple[ColumnType, object]] = (
    (Scalar.INT, 1),
    (Scalar.INT, 2),
    (Scalar.DOUBLE, 1.0),
    (Scalar.DOUBLE, 0.0),
    (Scalar.DOUBLE, -0.0),
    (Scalar.BOOL, True),
    (Scalar.STRING, "1"),
)
"""Values that are not the same, though Python says so of some."""


def root(limit: int = 1) -> Scope:
    return expressions.organization_scope(TABLES, SETTINGS, {"limit": limit}).with_row(TABLES["things"])


def test_parameters_that_python_calls_equal_are_told_apart() -> None:
    source, shared = "params.p", root()
    again = [compile_sql(source, shared.with_parameter("p", kind, value)) for kind, value in ALIKE]
    fresh = [compile_sql(source, root().with_parameter("p", kind, value)) for kind, value in ALIKE]
    assert again == fresh
    assert len({*fresh}) == len(ALIKE)


def test_an_empty_list_keeps_its_type() -> None:
    shared = root()
    scopes = [shared.with_parameter("p", ListOf(kind), []) for kind in (Scalar.STRING, Scalar.INT)]
    assert [expressions.compile_value("params.p", it).compiled.type for it in scopes] == ["list(string)", "list(int)"]


@pytest.mark.parametrize("naming", ["level > 1", "level > 1 && thing.n > params.p"])
def test_a_name_stands_for_what_it_was_given_last(naming: str) -> None:
    shared = root().with_parameter("p", Scalar.INT, 1)
    lets = [expressions.compile_value(text, shared) for text in ("thing.n", "thing.few", "thing.n")]
    told = [compile_sql(naming, shared.with_let("level", it)) for it in lets]
    assert told[0] == told[2] != told[1]


def test_settings_have_the_value_that_they_were_given() -> None:
    shared = root()
    told = [compile_sql("thing.n > settings.limit", shared.with_settings({"limit": it})) for it in (1, 2, 1)]
    assert told == [compile_sql("thing.n > settings.limit", root(it)) for it in (1, 2, 1)]
    assert told[0] != told[1]


def test_the_first_of_several_texts_follows_from_all_of_them() -> None:
    shared = root()
    lets = [expressions.compile_value(text, shared) for text in ("thing.status", "thing.email")]
    told = [expressions.compile_first(["thing.status", "called"], shared.with_let("called", it)).sql for it in lets]
    assert told[0] != told[1]


def compile_sql(source: str, scope: Scope) -> str:
    return expressions.compile_value(source, scope).compiled.sql
