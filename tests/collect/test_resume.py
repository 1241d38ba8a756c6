"""Stopped before any request and run again: the same snapshot, and nothing asked for twice."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from orglint import collect
from orglint.errors import CollectError
from orglint.model.snapshot import Snapshot
from support.collect.honest import ADMIN, Asked, Honest, Row, serving, user
from support.collect.world import cells

PLAN = replace(
    collect.plan_collection(
        [("users", "platformRoles"), ("users", "groups")], ["groups", "policies", "managed_accounts"]
    ),
    confirm=True,
)
COLUMNS = {"users": "accountId, platformRoles, claimStatus, _unknown", "groups": "id, name", "policies": "id, name"}


def _moving() -> Honest:
    """Return an organization in which somebody comes, and a row comes twice, while it is read."""
    honest = Honest(size=4)
    honest.change = _doubled
    honest.before = _coming(honest)
    return honest


def _doubled(asked: Asked, answer: Row) -> Row:
    plain = not asked.given.keys() & {"cursor", "accountIds", "roleIds"}
    if not plain or asked.what not in {"users/search", "policies"} or not answer["data"]:
        return answer
    first = answer["data"][0]
    inner = {"attributes": {**first["attributes"], "name": "X"}} if "attributes" in first else {"name": "X"}
    return {**answer, "data": [*answer["data"], {**first, **inner}]}


def _coming(honest: Honest) -> Callable[[Asked], None]:
    def before(asked: Asked) -> None:
        came = any(row["accountId"] == "u099" for row in honest.users)
        if asked.what == "users/search" and asked.given.get("cursor") == "8" and not came:
            honest.users.append(user(99, ADMIN, managed=False))

    return before


def _stopped(honest: Honest, at: int) -> Honest:
    """Let the key be refused once, before the request of a number is answered."""
    change = honest.change

    def refuse(asked: Asked, answer: Row) -> object:
        return (401, {"code": 401, "message": "no"}) if len(honest.asked) == at else change(asked, answer)

    honest.change = refuse
    return honest


def _content(snapshot: Snapshot) -> dict[str, object]:
    ledgers = snapshot.tables.items()
    told = {name: (ledger.state, ledger.rows, ledger.expected, ledger.doubts) for name, ledger in ledgers}
    return {**told, **{f"{table} rows": cells(snapshot, table, columns) for table, columns in COLUMNS.items()}}


@pytest.mark.parametrize("part", range(4))
def test_a_run_that_is_stopped_before_any_request_goes_on_there(tmp_path: Path, part: int) -> None:
    whole = _moving()
    with serving(whole) as place:
        wanted = place.collect(tmp_path / "whole", PLAN)
    assert {row[0] for row in cells(wanted, "users", "accountId")} >= {"u000", "u099"}
    for at in range(1 + part, len(whole.asked) + 1, 8):
        honest = _stopped(_moving(), at)
        with serving(honest) as place:
            with pytest.raises(CollectError, match="rejected"):
                place.collect(tmp_path / str(at), PLAN)
            snapshot = place.collect(tmp_path / str(at), PLAN)
        assert _content(snapshot) == _content(wanted)
        assert len(honest.asked) == len(whole.asked) + 1
