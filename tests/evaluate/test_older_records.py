"""A snapshot that is older than a member of a record: whether the member is there is unknown, not false."""

from dataclasses import replace
from pathlib import Path

import pytest

from orglint import evaluate, expressions, tables
from orglint.model.table import Field, ListOf, Scalar, Struct, Table
from support.sealing import NOON, sealed, user

EARLIER = "0" * 64
"""A digest of another specification."""
KNOWN = tables.known_tables()


def add_member(column: str) -> dict[str, Table]:
    """Return the tables as a newer specification has them: the records of one column of users have one more member."""
    users = KNOWN["users"]
    was = users.columns[column]
    record = was.type.element if isinstance(was.type, ListOf) else was.type
    assert isinstance(record, Struct)
    more = Struct((*record.fields, Field("added", Scalar.STRING)))
    column_now = replace(was, type=ListOf(more) if isinstance(was.type, ListOf) else more)
    return {**KNOWN, "users": replace(users, columns={**users.columns, column: column_now})}


@pytest.mark.parametrize(
    ("column", "text", "expected"),
    [
        ("counts", "has(user.counts.added)", (0, 0, 2)),
        ("counts", "has(user.counts.resources)", (2, 0, 0)),
        ("counts", "user.counts.added == 'x'", (0, 0, 2)),
        ("productAccess", "user.productAccess.exists(one, has(one.added))", (0, 1, 1)),
        ("productAccess", "user.productAccess.all(one, !has(one.added))", (1, 0, 1)),
        ("productAccess", "user.productAccess.exists(one, one.key == 'jira')", (1, 1, 0)),
    ],
)
def test_a_member_that_was_not_collected_is_unknown(
    tmp_path: Path, column: str, text: str, expected: tuple[int, int, int]
) -> None:
    access = [{"id": "a", "key": "jira", "lastActiveTimestamp": None}]
    rows = [user(1, counts={"resources": 1}, productAccess=access), user(2, counts={"resources": 2}, productAccess=[])]
    snapshot = sealed(tmp_path, specified=EARLIER, users=rows)
    newer = add_member(column)
    scope = expressions.organization_scope(newer).with_row(newer["users"])
    condition = expressions.compile_condition(text, scope)
    answer = evaluate.query_rows(newer["users"], condition, snapshot, newer, now=NOON, limit=9)
    assert (answer.true, answer.false, answer.unknown) == expected
