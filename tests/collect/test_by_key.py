"""Tables that are asked row by row: every chosen key is answered whole, or it is not, and nothing in between."""

import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import quote

import duckdb
import pytest

from orglint import collect
from orglint.collect.by_key.request import KeyRequest, build_key_request
from orglint.errors import CollectError
from orglint.model.snapshot import Snapshot, TableState
from orglint.tables import find_declaration
from orglint.tables.apis import ORGANIZATIONS
from orglint.tables.endpoints import Endpoint
from support.collect.honest import Asked, Honest, role, serving
from support.collect.world import Place, cells

PLAN = collect.plan_collection([("user_roles", "roleAssignments")])
BOTH = collect.plan_collection([("user_roles", "roleAssignments"), ("group_roles", "roles")])
FEW = ("u003", "u005", "u011")
ROLES = "users/u005/role-assignments"
Answer = Callable[[Asked, Any], Any]


def _select(**keys: Sequence[str]) -> Callable[[Snapshot], Mapping[str, Sequence[str]]]:
    return lambda _: keys


def _take(place: Place, store: Path, users: Sequence[str] = FEW, **given: Any) -> Snapshot:
    return place.collect(store, PLAN, select=_select(user_roles=users), **given)


def _keys(snapshot: Snapshot, table: str = "user_roles") -> list[str]:
    return [key for (key,) in duckdb.sql(f"FROM '{snapshot.folder / table}.keys.parquet' ORDER BY 1").fetchall()]


def _instead(what: str, answer: Any, page: int = 0) -> Answer:
    """Return what answers something else to a request, on one of its pages."""

    def change(asked: Asked, honest: Any) -> Any:
        first = page == (1 if asked.given.get("cursor") else 0)
        return (answer(honest) if callable(answer) else answer) if asked.what == what and first else honest

    return change


def test_keys_that_were_chosen_are_asked_and_no_others(tmp_path: Path) -> None:
    honest = Honest()
    with serving(honest) as place:
        snapshot = place.collect(tmp_path, BOTH, select=_select(user_roles=FEW, group_roles=["g0", "g2"]))
    asked = sorted(one.what for one in honest.asked if one.what.endswith("role-assignments"))
    assert asked == [
        "groups/g0/role-assignments",
        "groups/g2/role-assignments",
        "users/u003/role-assignments",
        *(["users/u005/role-assignments"] * 2),
        *(["users/u011/role-assignments"] * 2),
    ]
    given = [one.given for one in honest.told(ROLES)]
    assert given == [{"limit": "100"}, {"cursor": "5"}]
    assert cells(snapshot, "user_roles", '"accountId", "resourceId"') == [
        (user, f"ari:r{at}") for user, many in (("u003", 1), ("u005", 7), ("u011", 7)) for at in range(many)
    ]
    assert cells(snapshot, "group_roles", '"groupId", "resourceId", roles') == [("g2", "ari:r0", ["atlassian/user"])]
    assert _keys(snapshot) == list(FEW)
    assert _keys(snapshot, "group_roles") == ["g0", "g2"]
    ledger = snapshot.tables["user_roles"]
    assert (ledger.state, ledger.pages, ledger.requests, ledger.rows) == (TableState.BY_KEY, 5, 5, 15)
    assert ledger.keys
    assert (ledger.keys.chosen, ledger.keys.answered) == (3, 3)
    assert snapshot.complete


def _with_resources(*numbers: int) -> list[dict[str, Any]]:
    return [
        {"id": f"g{at}", "name": f"Group {at}", "counts": {"users": 1, "resources": it}}
        for at, it in enumerate(numbers)
    ]


@pytest.mark.parametrize(
    ("resources", "asked", "answered"),
    [((2, 0, 1), ["g0", "g1", "g2"], 0), ((2, 0, 1), ["g1"], 1), ((0, 0, 0), ["g0", "g1", "g2"], 3)],
    ids=["some-have", "none-asked-has", "none-has"],
)
def test_silence_about_keys_that_have_rows_is_no_answer(
    tmp_path: Path, resources: tuple[int, ...], asked: list[str], answered: int
) -> None:
    with serving(Honest(groups=_with_resources(*resources), group_roles={})) as place:
        plan = collect.plan_collection([("group_roles", "roles"), ("groups", "counts")])
        snapshot = place.collect(tmp_path, plan, select=_select(group_roles=asked))
    ledger = snapshot.tables["group_roles"]
    assert ledger.keys
    assert (ledger.rows, ledger.keys.answered, len(_keys(snapshot, "group_roles"))) == (0, answered, answered)
    assert ledger.as_asked is bool(answered)
    said = "no row, although there should be some of 2 of the groups (counts.resources)"
    assert (said in ledger.reason) is not bool(answered)
    assert snapshot.complete is bool(answered)


def test_the_key_stands_where_the_path_has_it_beside_a_directory_or_without_one() -> None:
    activity = Endpoint(ORGANIZATIONS, "GET", "/v1/orgs/{orgId}/directory/users/{accountId}/last-active-dates")
    declared = replace(find_declaration("user_roles"), endpoint=activity)
    asked = build_key_request(declared, "o", KeyRequest("u 1", cursor="c"))
    assert (asked["url"], asked["params"]) == ("/v1/orgs/o/directory/users/u%201/last-active-dates", {"cursor": "c"})
    url = build_key_request(find_declaration("group_roles"), "o", KeyRequest("g"))["url"]
    assert url == "/v2/orgs/o/directories/-/groups/g/role-assignments"


def test_a_row_has_the_key_that_was_asked_for_and_one_of_its_own(tmp_path: Path) -> None:
    rows = [role(0, "atlassian/user", accountId="u003"), role(1, "atlassian/admin", directoryId=None)]
    with serving(Honest(user_roles={"u003": rows})) as place:
        snapshot = _take(place, tmp_path, ["u003"])
    assert cells(snapshot, "user_roles", 'id, "accountId"') == [
        ("u003 ari:r0 dir", "u003"),
        ("u003 ari:r1 ", "u003"),
    ]


def test_all_keys_of_a_complete_parent_are_all_rows(tmp_path: Path) -> None:
    honest = Honest()
    with serving(honest) as place:
        snapshot = _take(place, tmp_path, [row["accountId"] for row in honest.users])
    assert snapshot.tables["user_roles"].state is TableState.COMPLETE
    assert snapshot.tables["user_roles"].rows == sum(map(len, honest.user_roles.values()))


def test_keys_are_chosen_from_the_parents_as_they_will_be_sealed(tmp_path: Path) -> None:
    seen: list[Any] = []

    def select(snapshot: Snapshot) -> Mapping[str, Sequence[str]]:
        seen.append((snapshot.id, snapshot.taken_at, snapshot.tables, cells(snapshot, "users", "*")))
        return {"user_roles": ("u001",)}

    with serving(Honest()) as place:
        snapshot = place.collect(tmp_path, PLAN, select=select)
    others = {name: ledger for name, ledger in snapshot.tables.items() if ledger.keys is None}
    assert seen == [(snapshot.id, snapshot.taken_at, others, cells(snapshot, "users", "*"))]
    assert list((tmp_path / "collecting").iterdir()) == []


def test_a_parent_that_was_sealed_and_changed_on_the_disk_meanwhile_is_sealed_again(tmp_path: Path) -> None:
    def select(snapshot: Snapshot) -> Mapping[str, Sequence[str]]:
        file = snapshot.folder / "users.parquet"
        file.write_bytes(file.read_bytes()[::-1])
        (snapshot.folder / "organization.parquet").unlink()
        return {"user_roles": FEW}

    with serving(Honest()) as place:
        whole, changed = _take(place, tmp_path / "whole"), place.collect(tmp_path / "changed", PLAN, select=select)
    assert changed.tables == whole.tables
    assert changed.files == whole.files


WRONG: dict[str, tuple[Answer, str]] = {
    "403": (_instead(ROLES, (403, {"message": "no"})), "answered 403: no (1)"),
    "404 of somebody who is there": (_instead(ROLES, (404, {})), "answered 404, and users still has it (1)"),
    "404 of a later page": (_instead(ROLES, (404, {}), 1), "answered 404 (1)"),
    "garbage": (_instead(ROLES, b"<html>"), "answered something that is no page"),
    "garbage later": (_instead(ROLES, b"[]", 1), "answered something that is no page"),
    "no data": (_instead(ROLES, {"links": {}}), "a page holds no list of rows under data (1)"),
    "data of another type": (_instead(ROLES, {"data": {}}), "a page holds no list of rows under data (1)"),
    "a row of somebody else": (
        _instead(ROLES, {"data": [role(0, accountId="u004")]}),
        "a row says that it is about another key than the one that was asked for (1)",
    ),
    "no record": (_instead(ROLES, {"data": [7]}), "a row of user_roles has no valid identity (1)"),
    "an identity of a wrong type": (
        _instead(ROLES, {"data": [role(0, resourceId=7)]}),
        "a row of user_roles has no valid identity (1)",
    ),
    "two rows in one place": (
        _instead(ROLES, {"data": [role(0, "atlassian/user"), role(0, "atlassian/admin")]}),
        "two rows have the same identity and different content (1)",
    ),
    "two rows in one place on two pages": (
        _instead(ROLES, {"data": [role(0, "atlassian/admin")]}, 1),
        "two rows have the same identity and different content (1)",
    ),
    "a cursor that comes again": (
        _instead(ROLES, {"data": [], "links": {"next": "5"}}, 1),
        "the list repeats itself after 2 pages (1)",
    ),
    "two continuations": (
        _instead(ROLES, {"data": [], "links": {"next": None}, "nextCursor": "x"}),
        "nextCursor is another continuation (1)",
    ),
    "errors beside the rows": (_instead(ROLES, {"data": [], "errors": ["a"]}), "errors came beside what was asked for"),
    "a total of more rows": (
        _instead(ROLES, lambda it: {**it, "meta": {"total": 8}}),
        "meta.total says that there are more rows than were read (1)",
    ),
    "a count of more rows": (
        _instead(ROLES, lambda it: {**it, "totalCount": 8}, 1),
        "totalCount says that there are more rows than were read (1)",
    ),
}


@pytest.mark.parametrize("wrong", WRONG)
def test_a_key_about_which_there_is_any_doubt_is_not_answered_and_the_others_are(tmp_path: Path, wrong: str) -> None:
    change, why = WRONG[wrong]
    with serving(Honest(change=change)) as place:
        snapshot = _take(place, tmp_path)
    ledger = snapshot.tables["user_roles"]
    assert (ledger.state, _keys(snapshot)) == (TableState.PARTIAL, ["u003", "u011"])
    assert ledger.reason.startswith("1 of 3 users were not answered whole: ")
    assert why in ledger.reason
    assert ledger.keys
    assert (ledger.keys.chosen, ledger.keys.answered) == (3, 2)
    assert cells(snapshot, "user_roles", "count(*) FILTER (\"accountId\" IN ('u003', 'u011'))") == [(8,)]
    assert cells(snapshot, "user_roles", "count(*) FILTER (\"accountId\" = 'u004')") == [(0,)]


def test_who_left_meanwhile_is_in_neither_table(tmp_path: Path) -> None:
    honest = Honest()

    def leave(asked: Asked) -> None:
        if asked.what == ROLES:
            honest.users[:] = [row for row in honest.users if row["accountId"] != "u005"]

    honest.before = leave
    with serving(honest) as place:
        snapshot = _take(place, tmp_path)
    assert [snapshot.tables[name].state for name in ("users", "user_roles")] == [TableState.COMPLETE, TableState.BY_KEY]
    assert _keys(snapshot) == ["u003", "u011"]
    assert cells(snapshot, "users", "count(*), count(*) FILTER (\"accountId\" = 'u005')") == [(11, 0)]
    looked_up = [one.given for one in honest.told("users/search") if one.given.get("accountIds") == ["u005"]]
    assert [one.get("claimStatus") for one in looked_up] == [None, "managed"]


def test_what_is_refused_again_and_again_is_not_asked_any_more(tmp_path: Path) -> None:
    honest = Honest(change=lambda asked, it: (403, {}) if asked.what.endswith("role-assignments") else it)
    everybody = [row["accountId"] for row in honest.users]
    with serving(honest) as place:
        snapshot = _take(place, tmp_path, everybody)
    ledger = snapshot.tables["user_roles"]
    assert (ledger.state, ledger.rows, _keys(snapshot)) == (TableState.DENIED, 0, [])
    assert "not asked after so many failures" in ledger.reason
    assert 5 <= len([one for one in honest.asked if one.what.endswith("role-assignments")]) < 12


def test_a_list_that_knows_nobody_is_not_asked_for_everybody(tmp_path: Path) -> None:
    honest = Honest(change=lambda asked, it: (404, {}) if asked.what.endswith("role-assignments") else it)
    with serving(honest) as place:
        snapshot = _take(place, tmp_path, [row["accountId"] for row in honest.users])
    assert snapshot.tables["user_roles"].state is TableState.DENIED
    assert "and users still has it" in snapshot.tables["user_roles"].reason
    assert 5 <= len([one for one in honest.asked if one.what.endswith("role-assignments")]) < 12


def test_garbage_for_everybody_is_not_asked_for_without_end(tmp_path: Path) -> None:
    honest = Honest(change=lambda asked, it: {"data": [7]} if asked.what.endswith("role-assignments") else it)
    with serving(honest) as place:
        everybody = [row["accountId"] for row in honest.users]
        snapshot = _take(place, tmp_path, everybody, limits=collect.Limits(failures=4, at_once=2))
    ledger = snapshot.tables["user_roles"]
    assert ledger.state is TableState.PARTIAL
    assert ledger.reason.endswith("has no valid identity (5); not asked after so many failures (7)")
    assert len([one for one in honest.asked if one.what.endswith("role-assignments")]) == 5


def test_a_list_that_knows_somebody_is_asked_for_all(tmp_path: Path) -> None:
    honest = Honest()
    unknown = (404, {})
    honest.change = lambda asked, it: (
        unknown if asked.what.endswith("role-assignments") and "u000" not in asked.what else it
    )
    with serving(honest) as place:
        snapshot = _take(place, tmp_path, [row["accountId"] for row in honest.users])
    assert (snapshot.tables["user_roles"].state, _keys(snapshot)) == (TableState.PARTIAL, ["u000"])
    assert len([one for one in honest.asked if one.what.endswith("role-assignments")]) == 12


@pytest.mark.parametrize("status", [401, 500])
def test_what_ends_a_run_loses_nothing_and_the_next_run_asks_for_the_rest(tmp_path: Path, status: int) -> None:
    broken, selected = [True], []

    def change(asked: Asked, it: Any) -> Any:
        return (status, {}) if broken and asked.what == "users/u011/role-assignments" else it

    def select(_: Snapshot) -> Mapping[str, Sequence[str]]:
        selected.append(1)
        return {"user_roles": FEW}

    honest = Honest(change=change)
    with serving(honest) as place:
        with pytest.raises(CollectError):
            place.collect(tmp_path, PLAN, select=select, limits=collect.Limits(at_once=1))
        broken.clear()
        snapshot = place.collect(tmp_path, PLAN, select=select)
    assert (_keys(snapshot), selected) == (list(FEW), [1])
    assert [len(honest.told(f"users/{key}/role-assignments")) for key in FEW[:2]] == [1, 2]


def test_a_cursor_that_expired_begins_the_key_anew(tmp_path: Path) -> None:
    gone = [True]

    def change(asked: Asked, it: Any) -> Any:
        return (410, {}) if asked.what == ROLES and asked.given.get("cursor") and gone and gone.pop() else it

    with serving(Honest(change=change)) as place:
        snapshot = _take(place, tmp_path)
    assert (_keys(snapshot), snapshot.tables["user_roles"].rows) == (list(FEW), 15)


@pytest.mark.parametrize("key", ["..", ".", "a/b", "a?b#c", "%2e%2e"])
def test_a_key_is_one_part_of_a_path_and_no_other_address(tmp_path: Path, key: str) -> None:
    honest = Honest()
    honest.users[3]["accountId"] = key
    with serving(honest) as place:
        snapshot = _take(place, tmp_path, [key])
    asked = [one.what for one in honest.asked if one.what.endswith("role-assignments")]
    assert asked == ([] if key in {".", ".."} else [f"users/{quote(key, safe='')}/role-assignments"])
    assert (snapshot.tables["user_roles"].as_asked, _keys(snapshot)) == (False, [])


def test_a_page_that_was_damaged_is_read_again(tmp_path: Path) -> None:
    broken = [True]

    def change(asked: Asked, it: Any) -> Any:
        return (500, {}) if broken and asked.what == "users/u011/role-assignments" else it

    with serving(Honest(change=change)) as place:
        with pytest.raises(CollectError):
            _take(place, tmp_path)
        broken.clear()
        page = next((tmp_path / "collecting").glob("*/user_roles/1-0000002.jsonl"))
        page.write_bytes(page.read_bytes()[:-9])
        snapshot = _take(place, tmp_path)
    assert (_keys(snapshot), snapshot.tables["user_roles"].rows) == (list(FEW), 15)


def test_several_requests_are_under_way_at_a_time_and_no_more(tmp_path: Path) -> None:
    under_way, most = [0], [0]
    lock = threading.Lock()

    def wait(asked: Asked, it: Any) -> Any:
        if asked.what.endswith("role-assignments"):
            with lock:
                under_way[0] += 1
                most[0] = max(most[0], under_way[0])
            time.sleep(0.05)
            with lock:
                under_way[0] -= 1
        return it

    honest = Honest(change=wait)
    with serving(honest) as place:
        snapshot = _take(place, tmp_path, [row["accountId"] for row in honest.users])
    assert most == [4]
    asked = [one for one in honest.asked if one.what.endswith("role-assignments")]
    assert snapshot.tables["user_roles"].requests == len(asked) == 5 + 2 * 7


class RealClock:
    """A clock that really waits, and says how long it did."""

    def __init__(self) -> None:
        self.waits: list[float] = []

    def __call__(self) -> datetime:
        return datetime.now(UTC)

    def sleep(self, seconds: float) -> None:
        self.waits.append(seconds)
        time.sleep(seconds)


def test_a_rate_limit_makes_every_thread_wait_and_is_waited_for_once(tmp_path: Path) -> None:
    limited: list[float] = []
    later: list[float] = []
    all_have_asked = threading.Barrier(4, timeout=60)

    def change(asked: Asked, it: Any) -> Any:
        if not asked.what.endswith("role-assignments"):
            return it
        if len(limited) == 4:
            later.append(time.monotonic())
            return it
        limited.append(time.monotonic())
        all_have_asked.wait()
        return (429, {})

    clock, honest = RealClock(), Honest(change=change)
    honest.headers = lambda asked: {"Retry-After": "1"} if asked.what.endswith("role-assignments") else {}
    with serving(honest) as place:
        snapshot = _take(place, tmp_path, [row["accountId"] for row in honest.users], clock=clock)
    assert snapshot.tables["user_roles"].state is TableState.COMPLETE
    assert snapshot.tables["user_roles"].requests == 5 + 2 * 7 + 4
    assert later[0] - limited[0] >= 1.5
    alone = 4 * 1.5
    assert 1.5 <= sum(clock.waits) < alone


def test_a_parent_is_planned_with_the_table_that_depends_on_it() -> None:
    plan = collect.plan_collection([("group_roles", "roles")], ["user_roles"])
    assert list(plan.tables) == ["organization", "users", "groups", "user_roles", "group_roles"]
    assert plan.stages == (("organization", "users", "groups"), ("user_roles", "group_roles"))
    assert {"user_roles", "group_roles"}.isdisjoint(collect.plan_everything().tables)
