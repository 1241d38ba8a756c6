"""What users/stats counts of each platform role must be what the rows show."""

import pytest

from orglint.snapshots.collecting import ValueCounts
from support.making import Make, Making

ORG, SITE = "atlassian/org-admin", "atlassian/site-admin"


def _roles(making: Making, user: Make, counts: dict[str, int] | None, *roles: list[str]) -> str:
    rows = [user(n, platformRoles=list(given)) for n, given in enumerate(roles)]
    snapshot = making.snapshot(rows, tallies=(ValueCounts("platformRoles", "users/stats", counts),))
    return snapshot.tables["users"].columns["platformRoles"].unknown


def test_roles_that_agree_with_their_counts_are_known(making: Making, user: Make) -> None:
    assert _roles(making, user, {ORG: 2, SITE: 1, "atlassian/user": 9}, [ORG, SITE], [ORG], []) == ""


def test_a_role_that_the_rows_do_not_show_makes_the_column_unknown(making: Making, user: Make) -> None:
    reason = _roles(making, user, {ORG: 2, SITE: 1}, [SITE], [])
    assert reason == f"users/stats counts 2 {ORG}, the rows show 0"


def test_a_role_that_the_counts_do_not_show_casts_no_doubt(making: Making, user: Make) -> None:
    assert _roles(making, user, {SITE: 1}, [SITE, ORG]) == ""


@pytest.mark.parametrize(("listed", "lost"), [(1, 0), (2, 1), (0, 0)])
def test_holders_decide_where_they_are_listed(making: Making, user: Make, listed: int, lost: int) -> None:
    rows = [user(1, platformRoles=[ORG]), user(2, platformRoles=[])]
    keys = [row["accountId"] for row in rows][:listed]
    tally = ValueCounts("platformRoles", "users/stats", {ORG: 9}, holders={ORG: keys})
    reason = making.snapshot(rows, tallies=(tally,)).tables["users"].columns["platformRoles"].unknown
    assert reason == (f"the search lists holders of {ORG} whose rows do not show it: {lost}" if lost else "")


def test_a_row_that_lists_a_role_twice_holds_it_once(making: Making, user: Make) -> None:
    assert _roles(making, user, {ORG: 1}, [ORG, ORG]) == ""


def test_without_counts_the_column_stays_known_if_no_cell_was_left_out(making: Making, user: Make) -> None:
    assert _roles(making, user, None, [ORG], []) == ""


def test_without_counts_cells_that_are_left_out_make_the_column_unknown(making: Making, user: Make) -> None:
    rows = [user(1, platformRoles=[ORG]), user(2, platformRoles=None, _left=["platformRoles"])]
    snapshot = making.snapshot(rows, tallies=(ValueCounts("platformRoles", "users/stats", None),))
    reason = snapshot.tables["users"].columns["platformRoles"].unknown
    assert reason == "cells are left out, and users/stats could not be read to prove them empty"


def _statuses(making: Making, user: Make, counts: dict[str, int], *statuses: str) -> str:
    rows = [user(n, accountStatus=status) for n, status in enumerate(statuses)]
    tally = ValueCounts("accountStatus", "users/stats", counts, of_all=True)
    return making.snapshot(rows, tallies=(tally,)).tables["users"].columns["accountStatus"].unknown


def test_holders_of_nothing_do_not_prove_that_a_list_of_unlisted_values_is_empty(making: Making, user: Make) -> None:
    rows = [user(1, groups=[{"id": "g"}]), user(2, groups=None, _left=["groups"])]
    snapshot = making.snapshot(rows, tallies=(ValueCounts("groups", "users/stats", None),))
    reason = snapshot.tables["users"].columns["groups"].unknown
    assert reason == "cells are left out, and users/stats could not be read to prove them empty"


def test_counts_of_all_people_that_the_rows_do_not_show_cast_doubt(making: Making, user: Make) -> None:
    reason = "users/stats counts 2 active, the rows show 1"
    assert _statuses(making, user, {"active": 2}, "active", "inactive") == reason


def test_a_status_that_only_the_counts_of_all_people_show_casts_doubt(making: Making, user: Make) -> None:
    reason = "users/stats counts 1 suspended, the rows show 0"
    assert _statuses(making, user, {"active": 1, "suspended": 1}, "active", "active") == reason


def test_more_rows_than_the_counts_of_all_people_cast_no_doubt(making: Making, user: Make) -> None:
    assert _statuses(making, user, {"active": 1}, "active", "active") == ""


def test_counts_of_all_people_that_agree_cast_no_doubt(making: Making, user: Make) -> None:
    assert _statuses(making, user, {"active": 1, "suspended": 1}, "active", "suspended") == ""


def test_counts_of_other_people_than_the_rows_show_cast_no_doubt(making: Making, user: Make) -> None:
    assert _statuses(making, user, {"active": 7, "suspended": 2}, "active", "active") == ""
