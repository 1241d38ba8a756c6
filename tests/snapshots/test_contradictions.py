"""What tables do not say is in doubt where others say it: no row at all, no row of some name, nothing in a column."""

from collections.abc import Iterable, Mapping
from typing import Any

import pytest

from orglint.model.acceptance import Acceptance, accept_doubts
from orglint.model.snapshot import Doubt, DoubtKind, Snapshot, TableState
from orglint.snapshots.collecting import AnsweredKeys
from snapshots.conftest import build_user
from support.making import Making

KEYS = {"users": "accountId", "managed_accounts": "account_id", "directories": "directoryId"}
ADMIN, SITE = "atlassian/org-admin", "atlassian/site-admin"
Rows = Iterable[Mapping[str, Any]]


def _rows(table: str, number: int, **cells: Any) -> list[dict[str, Any]]:
    return [{KEYS.get(table, "id"): f"k{place}", **cells} for place in range(number)]


def _seal(making: Making, tables: Mapping[str, Rows], **told: Any) -> Snapshot:
    others = {name: rows for name, rows in tables.items() if name != "users"}
    pages = [tables["users"]] if "users" in tables else []
    return making.snapshot(*pages, beside=others, **told)


MANAGED = _rows("users", 2, claimStatus="managed")
EMPTY: dict[str, tuple[str, dict[str, Rows], str]] = {
    "no user": ("users", {}, "no user at all, which no organization is without"),
    "no domain beside accounts": (
        "domains",
        {"managed_accounts": _rows("managed_accounts", 2)},
        "no domain, although there are managed accounts: 2",
    ),
    "no domain beside users": ("domains", {"users": MANAGED}, "no domain, although there are managed users: 2"),
    "no account beside users": (
        "managed_accounts",
        {"users": MANAGED},
        "no managed account, although there are managed users: 2",
    ),
    "no group": (
        "groups",
        {"users": _rows("users", 1, groups=[{"id": "g"}])},
        "no group, although there are users in groups: 1",
    ),
    "no directory beside groups": (
        "directories",
        {"groups": _rows("groups", 1, directoryId="d")},
        "no directory, although there are groups in one: 1",
    ),
    "no directory beside users": (
        "directories",
        {"users": _rows("users", 1, membershipStatus="active")},
        "no directory, although there are members of one: 1",
    ),
}


@pytest.mark.parametrize(("empty", "others", "text"), EMPTY.values(), ids=EMPTY)
def test_an_empty_list_that_contradicts_others_is_doubtful(
    empty: str, others: dict[str, Rows], text: str, making: Making
) -> None:
    ledger = _seal(making, {empty: [], **others}).tables[empty]
    assert ledger.state is TableState.DOUBTFUL
    assert Doubt(DoubtKind.CONTRADICTION, text) in ledger.doubts


def test_empty_lists_that_nothing_contradicts_are_complete(making: Making) -> None:
    users = _rows("users", 1, claimStatus="unmanaged", groups=[])
    assert _seal(making, {"users": users, "domains": [], "managed_accounts": [], "groups": [], "policies": []}).complete


def _people(*addresses: str | None, **cells: Any) -> list[dict[str, Any]]:
    managed = {"claimStatus": "managed", "accountStatus": "active", "platformRoles": [ADMIN]}
    return [build_user(place, **{**managed, "email": it, **cells}) for place, it in enumerate(addresses)]


def _domains(*names: str | None) -> list[dict[str, Any]]:
    return [{"id": f"d{place}", "name": it} for place, it in enumerate(names)]


UNLISTED: dict[str, tuple[str, dict[str, Rows], str, int]] = {
    "a domain of managed users": (
        "domains",
        {"domains": _domains("b.example"), "users": _people("x@a.example", "y@A.EXAMPLE", "z@b.example")},
        "domains of managed users that are not listed: 1",
        1,
    ),
    "active managed users": (
        "managed_accounts",
        {
            "managed_accounts": [{"account_id": "712020:0001"}],
            "users": _people("x@a.example", "y@a.example", "z@a.example"),
        },
        "active managed users who are not listed: 2",
        2,
    ),
    "a directory of groups": (
        "directories",
        {"directories": _rows("directories", 1), "groups": _rows("groups", 3, directoryId="other")},
        "directories of groups that are not listed: 1",
        1,
    ),
}


@pytest.mark.parametrize(("table", "tables", "text", "number"), UNLISTED.values(), ids=UNLISTED)
def test_a_list_without_rows_that_others_name_is_doubtful(
    table: str, tables: dict[str, Rows], text: str, number: int, making: Making
) -> None:
    snapshot = _seal(making, tables)
    ledger = snapshot.tables[table]
    assert ledger.state is TableState.DOUBTFUL
    assert ledger.doubts == (Doubt(DoubtKind.CONTRADICTION, text, number),)
    assert accept_doubts(snapshot, [Acceptance(table, number)]).tables[table].complete
    assert not accept_doubts(snapshot, [Acceptance(table, number + 1)]).tables[table].complete


PROVEN: dict[str, dict[str, Rows]] = {
    "what is below a domain that is listed": {"domains": _domains("A.example"), "users": _people("x@eu.a.example")},
    "addresses of programs": {"domains": _domains("a.example"), "users": _people("bot@x.atlassian.com")},
    "names in two forms": {"domains": _domains("ä.example"), "users": _people("x@xn--4ca.example", "y@ö.example")},
    "a domain without a name": {"domains": _domains("a.example", None), "users": _people("x@b.example")},
    "users of other organizations": {
        "domains": _domains("a.example"),
        "managed_accounts": [{"account_id": "712020:0009"}],
        "users": _people("x@b.example", claimStatus="unmanaged"),
    },
    "accounts that are deactivated": {
        "domains": _domains("a.example"),
        "managed_accounts": [{"account_id": "712020:0009"}],
        "users": _people("x@b.example", accountStatus="inactive"),
    },
    "addresses that are hidden": {"domains": _domains("a.example"), "users": _people("x@a.example", None)},
    "directories of nobody": {"directories": _rows("directories", 1), "groups": _rows("groups", 1, directoryId=None)},
}


@pytest.mark.parametrize("tables", PROVEN.values(), ids=PROVEN)
def test_lists_that_nothing_contradicts_for_certain_are_complete(tables: dict[str, Rows], making: Making) -> None:
    snapshot = _seal(making, tables)
    assert {name: it.doubts for name, it in snapshot.tables.items()} == dict.fromkeys(tables, ())


def test_a_count_that_agrees_proves_that_nobody_is_lacking(making: Making) -> None:
    tables = {"managed_accounts": [{"account_id": "712020:0001"}], "users": _people("x@a.example", "y@a.example")}
    agreed = {"managed_accounts": {"expected": 1, "expected_by": "meta.total"}}
    assert _seal(making, tables, counted=agreed).tables["managed_accounts"].complete


GROUP = [{"id": "ari:cloud:identity::group/g"}]
USED = [{"id": "s", "key": "confluence"}]
SILENT: dict[str, tuple[str, str, dict[str, Rows], str]] = {
    "no admin": (
        "users",
        "platformRoles",
        {"users": [build_user(1), build_user(2, platformRoles=[SITE])]},
        "no organization admin, which no organization is without",
    ),
    "nobody in a group": (
        "users",
        "groups",
        {
            "users": _people("x@a.example", "y@a.example"),
            "groups": [{"id": "g", "counts": {"users": 2}}, {"id": "h", "counts": {"users": 0}}],
        },
        "no user is in a group, although there are groups with members: 1",
    ),
    "groups without members": (
        "groups",
        "counts",
        {"users": _people("x@a.example", groups=GROUP), "groups": [{"id": "g", "counts": {"users": 0}}]},
        "no group has a member, although active users are in groups: 1",
    ),
    "accounts without products": (
        "managed_accounts",
        "product_access",
        {
            "users": _people("x@a.example", productAccess=USED, membershipStatus="active"),
            "managed_accounts": [{"account_id": "712020:0000", "product_access": []}],
        },
        "no managed account has a product, although managed users use some: 1",
    ),
}


@pytest.mark.parametrize(("table", "column", "tables", "text"), SILENT.values(), ids=SILENT)
def test_a_column_that_says_nothing_and_is_contradicted_is_unknown(
    table: str, column: str, tables: dict[str, Rows], text: str, making: Making
) -> None:
    ledger = _seal(making, tables).tables[table]
    assert ledger.complete
    assert ledger.columns[column].unknown == text


@pytest.mark.parametrize(
    "cells",
    [
        {"platformRoles": [SITE, None], "_bad": ["platformRoles[1]"]},
        {"platformRoles": ["atlassian/super-admin"]},
        {"platformRoles": None},
    ],
    ids=["unknown element", "unlisted role", "unknown list"],
)
def test_who_may_be_an_admin_contradicts_nothing(cells: dict[str, Any], making: Making) -> None:
    users = making.snapshot([build_user(1, **cells), build_user(2)]).tables["users"]
    assert users.columns["platformRoles"].unknown == ""


def test_nothing_is_concluded_from_a_table_of_which_rows_are_missing(making: Making) -> None:
    users = making.snapshot([build_user(1)], state=TableState.PARTIAL).tables["users"]
    assert users.columns["platformRoles"].unknown == ""


def test_groups_that_nobody_counted_contradict_nothing(making: Making) -> None:
    groups = [{"id": "g", "counts": {"users": 0}}, {"id": "h", "counts": {"users": None}}]
    snapshot = _seal(making, {"users": _people("x@a.example"), "groups": groups})
    assert snapshot.tables["users"].columns["groups"].unknown == ""


def _assigned(account: str, assignments: Any, roles: Any, method: str = "direct") -> dict[str, Any]:
    given = assignments and [{"role": it, "roleAssignmentMethods": [method]} for it in assignments]
    row = {"accountId": account, "id": f"{account} r", "resourceId": "r", "directoryId": "d"}
    return {**row, "roleAssignments": given, "roles": roles}


@pytest.mark.parametrize(
    ("assignments", "roles", "unknown"),
    [
        (["a"], ["a"], set()),
        (["a"], None, set()),
        (None, ["a"], set()),
        ([], [], set()),
        ([], ["a"], {"roleAssignments"}),
        (["a"], [], {"roles"}),
    ],
)
def test_a_row_that_contradicts_itself_makes_a_column_unknown(
    assignments: Any, roles: Any, unknown: set[str], making: Making
) -> None:
    rows = [_assigned("712020:0000", assignments, roles), _assigned("712020:0001", ["a"], ["a"])]
    beside = {"user_roles": rows}
    keys = AnsweredKeys(2, ("712020:0000", "712020:0001"))
    users = _people("x@a.example", "y@a.example")
    ledger = making.snapshot(users, beside=beside, by_key={"user_roles": keys}).tables["user_roles"]
    assert {name for name in ("roleAssignments", "roles") if ledger.columns[name].unknown} == unknown


@pytest.mark.parametrize(("method", "silent"), [("direct", False), ("group_direct", True)])
def test_groups_that_give_nothing_are_contradicted_by_roles_that_come_by_one(
    method: str, silent: object, making: Making
) -> None:
    groups = [{"id": "g", "counts": {"users": 1, "resources": 0}}]
    roles = [_assigned("712020:0000", ["a"], None, method)]
    keys = {"user_roles": AnsweredKeys(1, ("712020:0000",))}
    users = _people("x@a.example", groups=GROUP)
    snapshot = making.snapshot(users, beside={"groups": groups, "user_roles": roles}, by_key=keys)
    assert bool(snapshot.tables["groups"].columns["counts"].unknown) == silent


@pytest.mark.parametrize(
    ("cells", "answered"),
    [({}, 1), ({"status": "suspended"}, 2), ({"platformRoles": [ADMIN, "atlassian/ai-access"]}, 1)],
    ids=["an admin", "a suspended one", "with others"],
)
def test_an_active_admin_without_a_role_was_not_answered(cells: dict[str, Any], answered: int, making: Making) -> None:
    users = [*_people("x@a.example"), build_user(1, **{"platformRoles": [SITE], **cells})]
    keys = AnsweredKeys(2, ("712020:0000", "712020:0001"))
    rows = [_assigned("712020:0000", ["a"], None)]
    ledger = making.snapshot(users, beside={"user_roles": rows}, by_key={"user_roles": keys}).tables["user_roles"]
    assert ledger.keys
    assert (ledger.keys.answered, ledger.as_asked) == (answered, answered == 2)
    said = "no row of 1 of the users, which certainly have some (platformRoles)"
    assert (said in ledger.reason) is (answered == 1)
