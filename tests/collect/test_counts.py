"""Counts, statistics and lists against each other, and organizations that move while they are read."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from orglint import collect
from orglint.collect import walk
from orglint.collect.tables import users
from orglint.model.snapshot import DoubtKind, Snapshot, TableLedger, TableState
from orglint.tables.endpoints import SEARCH_USERS
from support.collect.honest import ADMIN, SITE_ADMIN, Asked, Honest, Row, serving, statistics, user
from support.collect.world import cells

USERS = collect.plan_collection([("users", "platformRoles"), ("users", "groups"), ("users", "productAccess")])
EVERY = collect.plan_everything()
SEARCH = "users/search"


def _collected(tmp_path: Path, honest: Honest, plan: collect.Plan = USERS, **given: Any) -> Snapshot:
    with serving(honest) as place:
        return place.collect(tmp_path, plan, **given)


def _users(tmp_path: Path, honest: Honest, plan: collect.Plan = USERS, **given: Any) -> TableLedger:
    return _collected(tmp_path, honest, plan, **given).tables["users"]


def _answering(what: str, change: Callable[[Row], Any]) -> Callable[[Asked, Row], Any]:
    return lambda asked, answer: change(answer) if asked.what == what else answer


def _keys(snapshot: Snapshot) -> set[str]:
    return {key for (key,) in cells(snapshot, "users", "accountId")}


def test_fewer_rows_than_the_count_are_a_doubt_with_the_difference(tmp_path: Path) -> None:
    ledger = _users(tmp_path, Honest(change=_answering("users/count", lambda _: {"count": 14})))
    assert ledger.state is TableState.DOUBTFUL
    assert [(doubt.kind, doubt.difference) for doubt in ledger.doubts] == [(DoubtKind.COUNT, 2)]
    assert "users/count says 14, 12 were read" in ledger.reason


def test_more_rows_than_the_count_are_told(tmp_path: Path) -> None:
    ledger = _users(tmp_path, Honest(change=_answering("users/count", lambda _: {"count": 11})))
    assert (ledger.state, ledger.doubts) == (TableState.COMPLETE, ())
    assert ledger.notes == ("users/count says 11, 12 were read",)


def test_statistics_that_sum_to_more_than_the_rows_are_a_doubt(tmp_path: Path) -> None:
    more = {"accountStatus": [{"status": "active", "count": 13}], "roles": [{"roleId": ADMIN, "count": 3}]}
    ledger = _users(tmp_path, Honest(change=_answering("users/stats", lambda _: more)))
    assert ledger.state is TableState.DOUBTFUL
    assert [(doubt.text, doubt.difference) for doubt in ledger.doubts] == [("users/stats says 13, 12 were read", 1)]


def test_statistics_that_count_fewer_people_are_no_doubt(tmp_path: Path) -> None:
    fewer = {"accountStatus": [{"status": "active", "count": 11}], "roles": [{"roleId": ADMIN, "count": 2}]}
    ledger = _users(tmp_path, Honest(change=_answering("users/stats", lambda _: fewer)))
    assert ledger.state is TableState.COMPLETE
    assert not any(column.unknown for column in (ledger.columns["accountStatus"], ledger.columns["platformRoles"]))


def test_who_leaves_between_two_statistics_is_no_contradiction(tmp_path: Path) -> None:
    def change(asked: Asked, answer: Row) -> Row:
        more = {"accountStatus": [{"status": "active", "count": 13}], "roles": []}
        return more if asked.what == "users/stats" and asked.times == 0 else answer

    ledger = _users(tmp_path, Honest(change=change))
    assert (ledger.state, ledger.doubts) == (TableState.COMPLETE, ())
    assert ledger.columns["accountStatus"].unknown == ""


def test_a_status_that_the_statistics_count_more_often_makes_the_column_unknown(tmp_path: Path) -> None:
    other = {"accountStatus": [{"status": "active", "count": 10}, {"status": "inactive", "count": 2}], "roles": []}
    ledger = _users(tmp_path, Honest(change=_answering("users/stats", lambda _: other)))
    assert ledger.columns["accountStatus"].unknown == "users/stats counts 2 inactive, the rows show 0"
    assert ledger.complete


CONTRADICTIONS: dict[str, tuple[str, Row]] = {
    "a role twice": ("platformRoles", {"roles": [{"roleId": ADMIN, "count": 3}, {"roleId": ADMIN, "count": 3}]}),
    "a role twice, differing": (
        "platformRoles",
        {"roles": [{"roleId": ADMIN, "count": 9}, {"roleId": ADMIN, "count": 3}]},
    ),
    "a part of a role": ("platformRoles", {"roles": [{"roleId": ADMIN, "count": 3.5}]}),
    "a negative role": ("platformRoles", {"roles": [{"roleId": ADMIN, "count": -3}]}),
    "a role counted in words": ("platformRoles", {"roles": [{"roleId": ADMIN, "count": "3"}]}),
    "a role counted by true": ("platformRoles", {"roles": [{"roleId": ADMIN, "count": True}]}),
    "a role without a count": ("platformRoles", {"roles": [{"roleId": ADMIN}]}),
    "no list of roles": ("platformRoles", {"roles": {ADMIN: 3}}),
    "a role that is a number": ("platformRoles", {"roles": [{"roleId": 7, "count": 3}]}),
    "a huge number": ("platformRoles", {"roles": [{"roleId": ADMIN, "count": 10**30}]}),
    "a status twice": (
        "accountStatus",
        {"accountStatus": [{"status": "active", "count": 6}, {"status": "active", "count": 6}]},
    ),
    "a part of a status": ("accountStatus", {"accountStatus": [{"status": "active", "count": 12.25}]}),
}


@pytest.mark.parametrize("name", CONTRADICTIONS)
def test_statistics_that_contradict_themselves_prove_nothing(tmp_path: Path, name: str) -> None:
    column, part = CONTRADICTIONS[name]
    ledger = _users(tmp_path, Honest(change=_answering("users/stats", lambda answer: {**answer, **part})))
    assert ledger.columns[column].unknown.startswith("users/stats contradicts itself: ")
    # everybody has a status, so what is said of statuses is said of how many there are
    assert ledger.complete is (column == "platformRoles")


@pytest.mark.parametrize("count", [12.5, -1, "12", True, [12], 10**30])
def test_a_count_that_nothing_can_count_to_is_a_doubt(tmp_path: Path, count: Any) -> None:
    ledger = _users(tmp_path, Honest(change=_answering("users/count", lambda _: {"count": count})))
    assert (ledger.expected, ledger.expected_by, ledger.state) == (12, "users/stats", TableState.DOUBTFUL)
    assert [doubt.text for doubt in ledger.doubts] == [
        "users/count cannot be: it answered what is no whole number of rows"
    ]


def test_a_count_that_is_not_there_leaves_the_statistics_to_prove(tmp_path: Path) -> None:
    ledger = _users(tmp_path, Honest(change=_answering("users/count", lambda _: {"count": None})))
    assert (ledger.expected, ledger.expected_by, ledger.state) == (12, "users/stats", TableState.COMPLETE)

    def neither(asked: Asked, answer: Row) -> Row:
        return {"count": None} if asked.what == "users/count" else {} if asked.what == "users/stats" else answer

    ledger = _users(tmp_path / "neither", Honest(change=neither))
    assert [doubt.kind for doubt in ledger.doubts] == [DoubtKind.STATISTICS]
    assert "nothing proves that the list is whole" in ledger.reason


def test_errors_beside_a_count_make_it_no_count(tmp_path: Path) -> None:
    ledger = _users(tmp_path, Honest(change=_answering("users/count", lambda it: {**it, "errors": ["x"]})))
    assert ledger.expected_by == "users/stats"


def test_a_role_that_is_counted_more_often_is_decided_by_its_holders(tmp_path: Path) -> None:
    more = {"roles": [{"roleId": ADMIN, "count": 5}]}
    ledger = _users(tmp_path, Honest(change=_answering("users/stats", lambda it: {**it, **more})))
    assert (ledger.state, ledger.columns["platformRoles"].unknown) == (TableState.COMPLETE, "")
    assert f"users/stats counts 5 {ADMIN}, the search lists 3" in ledger.notes


def test_a_role_that_is_counted_more_often_is_unknown_if_nobody_says_who_holds_it(tmp_path: Path) -> None:
    def change(asked: Asked, answer: Row) -> Any:
        if "roleIds" in asked.given:
            return 400, {"errors": [{"code": "X"}]}
        return {**answer, "roles": [{"roleId": ADMIN, "count": 5}]} if asked.what == "users/stats" else answer

    ledger = _users(tmp_path, Honest(change=change))
    assert ledger.columns["platformRoles"].unknown == f"users/stats counts 5 {ADMIN}, the rows show 3"
    assert any("could not be asked for" in note for note in ledger.notes)


def test_holders_whose_rows_do_not_show_the_role_make_the_column_unknown(tmp_path: Path) -> None:
    def change(asked: Asked, answer: Row) -> Row:
        if asked.what != SEARCH:
            return {**answer, "roles": []} if asked.what == "users/stats" else answer
        return {**answer, "data": [{**row, "platformRoles": []} for row in answer["data"]]}

    ledger = _users(tmp_path, Honest(change=change))
    assert (
        ledger.columns["platformRoles"].unknown == f"the search lists holders of {ADMIN} whose rows do not show it: 3"
    )


def test_a_search_that_does_not_know_roles_leaves_the_statistics_to_prove(tmp_path: Path) -> None:
    def change(asked: Asked, answer: Row) -> Row:
        everybody = {"data": [row for row in honest.users if row["membershipStatus"] == "active"], "links": {}}
        return everybody if "roleIds" in asked.given else answer

    honest = Honest(change=change)
    ledger = _users(tmp_path, honest)
    assert (ledger.state, ledger.columns["platformRoles"].unknown) == (TableState.COMPLETE, "")
    assert ledger.notes == ("the search does not tell the holders of one role from everybody else",)


def test_of_a_role_that_very_many_hold_only_some_are_asked_for(tmp_path: Path) -> None:
    honest = Honest(users=[user(n, SITE_ADMIN) for n in range(40)], size=3)
    ledger = _users(tmp_path, honest)
    assert len([one for one in honest.told(SEARCH) if one.given.get("roleIds") == [SITE_ADMIN]]) == 10
    assert ledger.complete
    assert f"more hold {SITE_ADMIN} than are asked for" in ledger.notes


def test_of_a_role_that_is_counted_very_often_nobody_is_asked_for(tmp_path: Path) -> None:
    many = {"roles": [{"roleId": ADMIN, "count": 3}, {"roleId": "atlassian/ai-access", "count": 90_000}]}
    honest = Honest(change=_answering("users/stats", lambda it: {**it, **many}))
    _users(tmp_path, honest)
    assert not [one for one in honest.told(SEARCH) if one.given.get("roleIds") == ["atlassian/ai-access"]]


def test_of_more_roles_than_there_are_walks_for_only_the_first_are_asked_for(tmp_path: Path) -> None:
    honest = Honest(users=[user(0, SITE_ADMIN), user(1, ADMIN), user(2)])
    ledger = _users(tmp_path, honest, limits=collect.Limits(roles=1))
    assert [one.given["roleIds"] for one in honest.told(SEARCH) if "roleIds" in one.given] == [[ADMIN]]
    assert ledger.complete
    told = f"who holds {SITE_ADMIN} is not asked for: there are more roles than that is done for"
    assert told in ledger.notes


def test_a_specification_that_lists_no_role_leaves_nobody_to_ask_for() -> None:
    assert users.build_role_filters({"items": {}}) == {}


def test_without_a_role_to_ask_for_the_table_is_whole_all_the_same(tmp_path: Path) -> None:
    honest = Honest()
    assert _users(tmp_path, honest, limits=collect.Limits(roles=0)).complete
    assert not [one for one in honest.told(SEARCH) if "roleIds" in one.given]


def _leaves_and_joins(honest: Honest, *, at: int = 1) -> Callable[[Asked], None]:
    """Let the first leave and another join before a page is asked for: whoever follows the page moves out of sight."""

    def before(asked: Asked) -> None:
        if asked.what == SEARCH and asked.times == at:
            del honest.users[0]
            honest.users.append(user(77))

    return before


def test_an_unmanaged_admin_whom_somebody_elses_leaving_moves_out_of_sight_is_seen(tmp_path: Path) -> None:
    """Counts and statistics agree before and after: only who holds the role tells."""
    honest = Honest(users=[user(n, *([ADMIN] if n in {5, 7, 9} else []), managed=n != 5) for n in range(12)])
    honest.before = _leaves_and_joins(honest)
    snapshot = _collected(tmp_path, honest)
    rows = {
        key: (roles, claim) for key, roles, claim in cells(snapshot, "users", "accountId, platformRoles, claimStatus")
    }
    assert rows["u005"] == ([ADMIN], "unmanaged")
    assert snapshot.tables["users"].complete
    assert any("between" in note for note in snapshot.tables["users"].notes)


def test_somebody_without_a_role_who_moves_out_of_sight_is_found_by_walking_twice(tmp_path: Path) -> None:
    keys = {}
    for confirm in (False, True):
        honest = Honest(users=[user(n, *([ADMIN] if n > 9 else [])) for n in range(12)])
        honest.before = _leaves_and_joins(honest)
        plan = replace(USERS, confirm=confirm)
        snapshot = _collected(tmp_path / str(confirm), honest, plan)
        keys[confirm] = _keys(snapshot)
    assert "u005" not in keys[False]
    assert "u005" in keys[True]
    assert snapshot.complete


def test_a_joiner_is_found_and_the_table_is_complete_between_two_times(tmp_path: Path) -> None:
    honest = Honest()

    def before(asked: Asked) -> None:
        if asked.what == SEARCH and asked.times == 3:
            honest.users.insert(0, user(99, ADMIN, managed=False))

    honest.before = before
    snapshot = _collected(tmp_path, honest)
    ledger = snapshot.tables["users"]
    assert (ledger.state, ledger.rows, ledger.expected) == (TableState.COMPLETE, 13, 13)
    assert any("1 row was only in the second of two walks" in note for note in ledger.notes)
    fetched = [one.given for one in honest.told(SEARCH) if "accountIds" in one.given]
    assert [given["accountIds"] for given in fetched] == [["u099"]]
    assert set(fetched[0]["expand"]) == set(honest.told(SEARCH)[0].given["expand"])


def test_a_leaver_stays_in_the_table_and_is_told(tmp_path: Path) -> None:
    honest = Honest()

    def before(asked: Asked) -> None:
        if asked.what == SEARCH and asked.times == 3:
            del honest.users[1]

    honest.before = before
    snapshot = _collected(tmp_path, honest)
    ledger = snapshot.tables["users"]
    assert (ledger.state, ledger.rows, ledger.expected) == (TableState.COMPLETE, 12, 11)
    assert any("1 only in the first, 1 of them are gone" in note for note in ledger.notes)


def test_who_is_listed_the_second_time_and_cannot_be_read_is_a_doubt(tmp_path: Path) -> None:
    honest = Honest()

    def before(asked: Asked) -> None:
        if asked.what == SEARCH and asked.times == 3:
            honest.users.insert(0, user(99, managed=False))

    def change(asked: Asked, answer: Row) -> Row:
        return {"data": [], "links": {}} if "accountIds" in asked.given else answer

    honest.before, honest.change = before, change
    ledger = _users(tmp_path, honest)
    assert ledger.state is TableState.DOUBTFUL
    assert DoubtKind.STATISTICS in {doubt.kind for doubt in ledger.doubts}


def test_a_holder_whom_no_list_of_everybody_has_is_a_doubt(tmp_path: Path) -> None:
    hidden = user(66, ADMIN, managed=False)

    def change(asked: Asked, answer: Row) -> Row:
        return {**answer, "data": [*answer["data"], hidden]} if asked.given.get("roleIds") == [ADMIN] else answer

    snapshot = _collected(tmp_path, Honest(change=change))
    assert [doubt.text for doubt in snapshot.tables["users"].doubts] == [
        "1 holder of a platform role is in no list of everybody"
    ]
    assert "u066" in _keys(snapshot)


def test_walking_twice_asks_for_ids_alone_and_tells(tmp_path: Path) -> None:
    honest = Honest()
    snapshot = _collected(tmp_path, honest, replace(EVERY, confirm=True))
    assert snapshot.complete
    for table, ledger in snapshot.tables.items():
        assert table == "organization" or any(table in note for note in ledger.notes), table
    ids = [one for one in honest.told(SEARCH) if not one.given.get("expand")]
    assert len(ids) == 4
    assert len(honest.told("policies")) == 2


def test_groups_that_come_while_they_are_read_are_found(tmp_path: Path) -> None:
    honest = Honest(size=2)

    def before(asked: Asked) -> None:
        if asked.what == "groups/search" and asked.times == 1:
            honest.groups.insert(0, {"id": "g9", "name": "New", "counts": {"users": 1, "resources": 0}})

    honest.before = before
    snapshot = _collected(tmp_path, honest, EVERY)
    assert {key for (key,) in cells(snapshot, "groups", "id")} == {"g0", "g1", "g2", "g9"}
    assert snapshot.tables["groups"].complete


@pytest.mark.parametrize("changes", [1, 2])
def test_a_list_whose_total_changes_is_read_once_more(tmp_path: Path, changes: int) -> None:
    honest = Honest()
    moments = {("v1 users", place) for place in (1, 5)[:changes]}

    def before(asked: Asked) -> None:
        if (asked.what, asked.times) in moments:
            honest.users.append(user(80 + asked.times))

    honest.before = before
    ledger = _collected(tmp_path, honest, EVERY).tables["managed_accounts"]
    assert ledger.state is (TableState.COMPLETE if changes == 1 else TableState.DOUBTFUL)
    assert ledger.rows == 12 + changes


def test_the_statistics_of_an_honest_organization_are_its_own() -> None:
    assert statistics(Honest().users)["roles"] == [{"roleId": ADMIN, "count": 3}]


@pytest.mark.parametrize("confirm", [False, True])
def test_the_requests_are_those_of_the_ledger(tmp_path: Path, *, confirm: bool) -> None:
    honest = Honest()
    honest.before = _leaves_and_joins(honest)
    snapshot = _collected(tmp_path, honest, replace(EVERY, confirm=confirm))
    assert sum(ledger.requests for ledger in snapshot.tables.values()) == len(honest.asked)


def test_a_route_without_a_limit_of_its_own_never_has_enough() -> None:
    assert not walk.Route("users", SEARCH_USERS, 1, lambda _: {}).enough(collect.Limits().pages)


def test_a_list_that_does_not_end_is_not_whole(tmp_path: Path) -> None:
    ledger = _users(tmp_path, Honest(size=1), limits=collect.Limits(pages=2))
    assert (ledger.state, ledger.rows) == (TableState.PARTIAL, 2)
    assert "the list did not end within 2 pages" in ledger.reason
