"""The same key twice with different content: asked for once more, and unknown where it still differs."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import Any

import pytest

from orglint import collect
from orglint.collect.search import Search, found_keys
from orglint.model.snapshot import Snapshot
from support.collect.honest import ADMIN, Asked, Honest, Row, serving, user
from support.collect.world import cells

USERS = collect.plan_collection([("users", "platformRoles"), ("users", "groups")])
EVERY = collect.plan_everything()
SEARCH = "users/search"


def _collected(tmp_path: Path, honest: Honest, plan: collect.Plan = USERS, **given: Any) -> Snapshot:
    with serving(honest) as place:
        return place.collect(tmp_path, plan, **given)


@contextmanager
def calls_of(function: Callable[..., Any], *, by: Callable[..., Any]) -> Iterator[list[dict[str, Any]]]:
    """The arguments of each call of a function by another one, as a profiler of this thread sees them."""
    calls: list[dict[str, Any]] = []

    def note(frame: FrameType, event: str, _: object) -> None:
        caller = frame.f_back and frame.f_back.f_code
        if event == "call" and frame.f_code is function.__code__ and caller is by.__code__:
            calls.append(dict(frame.f_locals))

    before = sys.getprofile()
    sys.setprofile(note)
    try:
        yield calls
    finally:
        sys.setprofile(before)


def _twice(what: str, row: Callable[[Row], Row], *, at: int = 0) -> Callable[[Asked, Row], Row]:
    """Return what adds the first row of a page to it once more, changed."""

    def change(asked: Asked, answer: Row) -> Row:
        plain = asked.what == what and asked.times == at and answer["data"]
        return {**answer, "data": [*answer["data"], row(answer["data"][0])]} if plain else answer

    return change


def test_rows_that_differ_are_asked_for_by_key_with_the_same_expansion(tmp_path: Path) -> None:
    honest = Honest(change=_twice(SEARCH, lambda row: {**row, "claimStatus": "unmanaged"}))
    snapshot = _collected(tmp_path, honest)
    fetched = [one.given for one in honest.told(SEARCH) if "accountIds" in one.given]
    assert [given["accountIds"] for given in fetched] == [["u000"]]
    assert set(fetched[0]["expand"]) == {"platformRoles", "groups"}
    assert ("u000", "managed") in cells(snapshot, "users", "accountId, claimStatus")
    assert snapshot.tables["users"].rows == 12
    assert "1 row came twice with different content; asked for once more" in snapshot.tables["users"].notes


def test_equal_rows_are_one_and_nobody_asks_again(tmp_path: Path) -> None:
    honest = Honest(change=_twice(SEARCH, dict))
    assert _collected(tmp_path, honest).tables["users"].rows == 12
    assert not [one for one in honest.told(SEARCH) if "accountIds" in one.given]


def test_what_moves_by_itself_makes_no_difference(tmp_path: Path) -> None:
    honest = Honest(change=_twice(SEARCH, lambda row: {**row, "counts": {"resources": 9}}))
    _collected(tmp_path, honest)
    assert not [one for one in honest.told(SEARCH) if "accountIds" in one.given]


def test_cells_that_still_differ_are_unknown(tmp_path: Path) -> None:
    def change(asked: Asked, answer: Row) -> Row:
        first = answer["data"][:1] if asked.what == SEARCH and asked.times in moments(asked) else []
        return (
            {**answer, "data": [*answer["data"], *({**row, "claimStatus": "unmanaged"} for row in first)]}
            if first
            else answer
        )

    def moments(asked: Asked) -> set[int]:
        return {0, asked.times} if "accountIds" in asked.given else {0}

    snapshot = _collected(tmp_path, Honest(change=change))
    rows = {
        key: (claim, unknown) for key, claim, unknown in cells(snapshot, "users", "accountId, claimStatus, _unknown")
    }
    assert rows["u000"][0] is None
    assert "claimStatus" in rows["u000"][1]
    assert rows["u001"] == ("managed", [])


def test_a_managed_account_outside_of_directories_is_asked_for_too(tmp_path: Path) -> None:
    def change(asked: Asked, answer: Row) -> Row:
        outside = asked.what == SEARCH and asked.given.get("membershipStatus")
        return {**answer, "data": [*answer["data"], {**answer["data"][0], "name": "X"}]} if outside else answer

    honest = Honest(change=change)
    snapshot = _collected(tmp_path, honest)
    assert ("u010", "Person 10") in cells(snapshot, "users", "accountId, name")


def test_more_than_ten_are_asked_for_in_tens(tmp_path: Path) -> None:
    def change(asked: Asked, answer: Row) -> Row:
        if asked.what != SEARCH or asked.times > 0:
            return answer
        return {**answer, "data": [*answer["data"], *({**row, "name": "X"} for row in answer["data"])]}

    honest = Honest(users=[user(n) for n in range(23)], size=100, change=change)
    snapshot = _collected(tmp_path, honest)
    fetched = [one.given["accountIds"] for one in honest.told(SEARCH) if "accountIds" in one.given]
    assert [len(keys) for keys in fetched] == [10, 10, 3]
    assert {name for (name,) in cells(snapshot, "users", "name")} == {f"Person {n}" for n in range(23)}


def test_of_very_many_only_some_are_asked_for_and_that_is_told(tmp_path: Path) -> None:
    def change(asked: Asked, answer: Row) -> Row:
        if asked.what != SEARCH or asked.times > 0:
            return answer
        return {**answer, "data": [*answer["data"], *({**row, "name": "X"} for row in answer["data"])]}

    honest = Honest(users=[user(n) for n in range(5)], size=100, change=change)
    snapshot = _collected(tmp_path, honest, limits=collect.Limits(keys=2))
    told = "5 rows came twice with different content; 2 of them were asked for once more"
    assert told in snapshot.tables["users"].notes
    assert [name for (name,) in cells(snapshot, "users", "name")].count(None) == 3


def test_what_is_kept_is_read_once_for_all_keys_that_are_asked_for(tmp_path: Path) -> None:
    def change(asked: Asked, answer: Row) -> Row:
        if asked.what != SEARCH or asked.times > 0:
            return answer
        return {**answer, "data": [*answer["data"], *({**row, "name": "X"} for row in answer["data"])]}

    with calls_of(found_keys, by=Search.fetch_rows) as calls:
        _collected(tmp_path, Honest(users=[user(n) for n in range(23)], size=100, change=change))
    assert [given["most"] for given in calls] == [0, 3]


def test_groups_are_asked_for_by_key(tmp_path: Path) -> None:
    honest = Honest(change=_twice("groups/search", lambda row: {**row, "name": "X"}))
    snapshot = _collected(tmp_path, honest, EVERY)
    assert [one.given["groupIds"] for one in honest.told("groups/search") if "groupIds" in one.given] == [["g0"]]
    assert ("g0", "Group 0") in cells(snapshot, "groups", "id, name")


def _renamed(row: Row) -> Row:
    inner = row.get("attributes")
    return {**row, "attributes": {**inner, "name": "X"}} if inner else {**row, "name": "X"}


@pytest.mark.parametrize("table", ["domains", "policies", "directories", "managed_accounts"])
def test_a_list_without_such_a_call_is_walked_again(tmp_path: Path, table: str) -> None:
    what = {"managed_accounts": "v1 users"}.get(table, table)
    honest = Honest(size=100, change=_twice(what, _renamed))
    snapshot = _collected(tmp_path, honest, EVERY)
    assert len(honest.told(what)) == 2
    key = {"managed_accounts": "account_id", "directories": "directoryId"}.get(table, "id")
    assert not [row for row in cells(snapshot, table, f"{key}, name") if row[1] == "X"]


def test_where_nobody_can_be_asked_by_key_the_cells_are_unknown_and_it_is_told(tmp_path: Path) -> None:
    double = _twice(SEARCH, lambda row: {**row, "claimStatus": "unmanaged"})

    def change(asked: Asked, answer: Row) -> Any:
        return (400, {"errors": [{"code": "X"}]}) if "accountIds" in asked.given else double(asked, answer)

    snapshot = _collected(tmp_path, Honest(change=change))
    assert any("could not be asked for again" in note for note in snapshot.tables["users"].notes)
    assert ("u000", None) in cells(snapshot, "users", "accountId, claimStatus")


def test_a_role_that_a_later_walk_takes_away_does_not_hide_an_admin(tmp_path: Path) -> None:
    """The same account in two walks: an admin in the first, nobody in the second."""

    def change(asked: Asked, answer: Row) -> Row:
        rows = (
            [{**row, "platformRoles": []} for row in answer["data"]] if asked.given.get("roleIds") == [ADMIN] else None
        )
        return answer if rows is None else {**answer, "data": rows}

    snapshot = _collected(tmp_path, Honest(change=change))
    assert [key for key, roles in cells(snapshot, "users", "accountId, platformRoles") if roles] == [
        "u000",
        "u005",
        "u011",
    ]
