import duckdb
import pytest

from orglint.model.unknown import column_of, with_marks
from orglint.sql.unknown import with_marks_sql

PATHS = [
    ["platformRoles"],
    ["platformRoles[1]"],
    ["claim.status"],
    ["productAccess[2].lastActiveTimestamp", "productAccess[0].lastActiveTimestamp"],
    ["a.b[2].c[1]", "a", "a.b"],
    [],
]


@pytest.mark.parametrize("paths", PATHS, ids=str)
def test_python_and_sql_bring_the_same_marks(paths: list[str]) -> None:
    with duckdb.connect() as engine:
        answer = engine.execute(f"SELECT {with_marks_sql('CAST($1 AS VARCHAR[])')}", [paths]).fetchall()
    assert sorted(answer[0][0]) == sorted(with_marks(paths))


def test_a_member_of_an_element_brings_its_column_and_its_name() -> None:
    assert with_marks(["productAccess[2].lastActiveTimestamp"]) == [
        "productAccess[2].lastActiveTimestamp",
        "productAccess~",
        "productAccess~lastActiveTimestamp",
    ]
    assert with_marks(["platformRoles[1]"]) == ["platformRoles[1]", "platformRoles~"]
    assert with_marks(["platformRoles"]) == ["platformRoles"]


@pytest.mark.parametrize("path", ["claim", "claim.status", "claim[0]", "claim~", "claim~status"])
def test_the_column_of_whatever_lies_in_it(path: str) -> None:
    assert column_of(path) == "claim"
