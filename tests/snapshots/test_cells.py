"""Absent is not unknown: what each cell of a sealed table says, and what the ledger says of its column."""

from datetime import UTC, datetime, timedelta

import pytest

from support.making import NOON, Make, Making


def _utc(*parts: int) -> datetime:
    """Return a time in UTC as the sealed files hold it: without saying so."""
    return datetime(*parts, tzinfo=UTC).replace(tzinfo=None)


def test_a_value_is_kept_as_it_came(making: Making, user: Make) -> None:
    snapshot = making.snapshot([user(1, name="Ünal\u0000 \U0001f600", counts={"resources": 7})])
    assert making.cells(snapshot, "name, counts.resources") == [("Ünal\u0000 \U0001f600", 7)]


def test_an_absent_cell_whose_absence_nobody_declared_is_unknown(making: Making, user: Make) -> None:
    snapshot = making.snapshot([user(1, nickname="a"), user(2)])
    assert making.cells(snapshot, "nickname, list_contains(_unknown, 'nickname')") == [("a", False), (None, True)]


def test_an_absent_cell_that_may_be_missing_is_known_to_be_absent(making: Making, user: Make) -> None:
    snapshot = making.snapshot([user(1, jobTitle="a"), user(2)])
    assert making.cells(snapshot, "jobTitle, list_contains(_unknown, 'jobTitle')") == [("a", False), (None, False)]


@pytest.mark.parametrize("column", ["picture", "managementSource", "claimStatus", "platformRoles"])
def test_a_column_whose_name_never_came_is_unknown_as_a_whole(column: str, making: Making, user: Make) -> None:
    rows = [{name: cell for name, cell in user(n).items() if name != column} for n in (1, 2)]
    assert making.snapshot(rows).tables["users"].columns[column].unknown == "absent in every row"


def test_one_explicit_null_shows_that_the_name_stands(making: Making, user: Make) -> None:
    snapshot = making.snapshot([user(1, picture=None), user(2)])
    assert snapshot.tables["users"].columns["picture"].unknown == ""
    assert making.cells(snapshot, "picture, list_contains(_unknown, 'picture')") == [(None, False), (None, False)]


def test_one_page_with_the_name_shows_that_it_stands_on_the_others_too(making: Making, user: Make) -> None:
    snapshot = making.snapshot([user(1)], [user(2, picture=None)], [user(3)])
    assert snapshot.tables["users"].columns["picture"].unknown == ""
    assert snapshot.tables["users"].columns["avatar"].unknown == "absent in every row"


def test_an_explicit_null_says_nothing_where_nobody_declared_what_absence_means(making: Making, user: Make) -> None:
    snapshot = making.snapshot([user(1, claimStatus=None), user(2)])
    assert snapshot.tables["users"].columns["claimStatus"].unknown == "absent in every row"


def test_what_may_be_missing_everywhere_is_known_to_be_absent(making: Making, user: Make) -> None:
    snapshot = making.snapshot([user(1), user(2)])
    assert snapshot.tables["users"].columns["jobTitle"].unknown == ""
    assert making.cells(snapshot, "jobTitle, list_contains(_unknown, 'jobTitle')") == [(None, False), (None, False)]


def test_lists_that_are_null_in_every_row_are_told_with_the_reason(making: Making, user: Make) -> None:
    snapshot = making.snapshot([user(1, groups=None), user(2, groups=None)])
    assert snapshot.tables["users"].columns["groups"].unknown == "null, which is no list, in every row"


def test_lists_that_are_null_in_some_rows_are_told_with_the_reason(making: Making, user: Make) -> None:
    snapshot = making.snapshot([user(1, groups=None), user(2, groups=[])])
    assert snapshot.tables["users"].columns["groups"].note == "null, which is no list, in 1 of 2 rows"


def test_an_invalid_element_spoils_the_element_and_not_the_list(making: Making, user: Make) -> None:
    rows = [user(1, platformRoles=["a", None], _bad=["platformRoles[1]"]), user(2)]
    snapshot = making.snapshot(rows)
    assert making.cells(snapshot, "platformRoles, _unknown") == [
        (["a", None], ["platformRoles[1]", "platformRoles~"]),
        ([], []),
    ]
    ledger = snapshot.tables["users"].columns["platformRoles"]
    assert (ledger.present, ledger.absent, ledger.invalid, ledger.unknown) == (2, 0, 1, "")


def test_an_invalid_member_spoils_the_member(making: Making, user: Make) -> None:
    access = [{"id": "a", "key": "jira"}, {"id": "b", "key": "jira", "lastActiveTimestamp": None}]
    snapshot = making.snapshot([user(1, productAccess=access, _bad=["productAccess[1].lastActiveTimestamp"])])
    marks = ["productAccess~", "productAccess~lastActiveTimestamp"]
    assert making.cells(snapshot, "_unknown[:3]") == [(["productAccess[1].lastActiveTimestamp", *marks],)]


def test_paths_in_a_column_that_is_unknown_as_a_whole_are_not_kept(making: Making, user: Make) -> None:
    rows = [user(1, platformRoles=["a", None], _bad=["platformRoles[1]"])]
    snapshot = making.snapshot(rows, asked=())
    assert "platformRoles" not in str(making.cells(snapshot, "_unknown"))


def test_a_member_that_no_record_holds_is_unknown_in_each(making: Making, user: Make) -> None:
    rows = [user(1, groups=[{"id": "a"}, {"id": "b"}]), user(2)]
    snapshot = making.snapshot(rows)
    paths = "list_filter(_unknown, lambda path: path[:6] = 'groups')"
    assert making.cells(snapshot, paths) == [
        (["groups[0].name", "groups[1].name", "groups~", "groups~name"],),
        ([],),
    ]


def test_a_member_that_one_record_holds_with_null_is_absent_in_the_others(making: Making, user: Make) -> None:
    rows = [user(1, groups=[{"id": "a", "name": None}, {"id": "b"}]), user(2)]
    snapshot = making.snapshot(rows)
    assert "groups" not in str(making.cells(snapshot, "_unknown"))


def test_a_column_of_a_table_without_rows_is_not_unknown(making: Making) -> None:
    snapshot = making.snapshot([])
    assert {ledger.unknown for ledger in snapshot.tables["users"].columns.values()} == {""}


def test_a_list_that_was_left_out_is_empty_where_no_row_shows_an_empty_list(making: Making, user: Make) -> None:
    rows = [user(1, groups=[{"id": "g"}]), user(2, groups=None, _left=["groups"])]
    snapshot = making.snapshot(rows)
    assert making.cells(snapshot, "len(groups), list_contains(_unknown, 'groups')") == [(1, False), (0, False)]


def test_a_list_that_was_left_out_is_empty_also_where_other_rows_show_empty_lists(making: Making, user: Make) -> None:
    rows = [user(1, groups=[]), user(2, groups=None, _left=["groups"]), user(3, groups=[{"id": "g"}])]
    snapshot = making.snapshot(rows)
    cells = making.cells(snapshot, "len(groups), list_contains(_unknown, 'groups')")
    assert cells == [(0, False), (0, False), (1, False)]
    assert snapshot.tables["users"].columns["groups"].note == ""


def test_a_list_that_is_null_is_unknown(making: Making, user: Make) -> None:
    snapshot = making.snapshot([user(1, groups=[{"id": "g"}]), user(2, groups=None)])
    assert making.cells(snapshot, "len(groups), list_contains(_unknown, 'groups')") == [(1, False), (None, True)]


def test_a_list_that_is_left_out_in_every_row_is_unknown_as_a_whole(making: Making, user: Make) -> None:
    rows = [user(n, platformRoles=None, _left=["platformRoles"]) for n in (1, 2)]
    snapshot = making.snapshot(rows)
    assert snapshot.tables["users"].columns["platformRoles"].unknown == "absent in every row"
    assert making.cells(snapshot, "platformRoles") == [(None,), (None,)]


def test_a_column_that_was_not_asked_for_is_unknown_as_a_whole(making: Making, user: Make) -> None:
    snapshot = making.snapshot([user(1)], asked=())
    assert snapshot.tables["users"].columns["platformRoles"].unknown == "not asked for"


def test_a_cell_of_a_wrong_type_is_unknown_and_counted(making: Making, user: Make) -> None:
    snapshot = making.snapshot([user(1, mfaEnabled=True), user(2, mfaEnabled=None, _bad=["mfaEnabled"])])
    assert making.cells(snapshot, "mfaEnabled, list_contains(_unknown, 'mfaEnabled')") == [(True, False), (None, True)]
    ledger = snapshot.tables["users"].columns["mfaEnabled"]
    assert (ledger.present, ledger.absent, ledger.invalid) == (1, 0, 1)


def test_a_wrong_type_in_a_column_that_may_be_missing_is_unknown_too(making: Making, user: Make) -> None:
    snapshot = making.snapshot([user(1, jobTitle="a"), user(2, jobTitle=None, _bad=["jobTitle"]), user(3)])
    assert making.cells(snapshot, "list_contains(_unknown, 'jobTitle')") == [(False,), (True,), (False,)]


def test_a_wrong_type_spoils_the_cell_also_where_no_row_has_a_value(making: Making, user: Make) -> None:
    rows = [user(1, deactivatedOn=None, _bad=["deactivatedOn"]), user(2, deactivatedOn=None), user(3)]
    snapshot = making.snapshot(rows)
    unknown = "list_contains(_unknown, 'deactivatedOn')"
    assert making.cells(snapshot, unknown) == [(True,), (False,), (False,)]
    assert snapshot.tables["users"].columns["deactivatedOn"].unknown == ""
    every = making.snapshot([user(1, picture=None, _bad=["picture"])], at=NOON + timedelta(days=1))
    assert every.tables["users"].columns["picture"].unknown == "absent or of a wrong type in every row"


def test_times_are_kept_to_the_microsecond_in_utc(making: Making, user: Make) -> None:
    access = [{"id": "a", "key": "jira", "lastActiveTimestamp": "2026-10-01T01:02:03.123456789Z"}]
    snapshot = making.snapshot([user(1, productAccess=access, addedToOrg="2024-05-06T07:08:09.5+00:00")])
    cells = making.cells(snapshot, "addedToOrg, productAccess[1].lastActiveTimestamp")
    assert cells == [(_utc(2024, 5, 6, 7, 8, 9, 500000), _utc(2026, 10, 1, 1, 2, 3, 123456))]


def test_members_that_the_specification_does_not_know_are_kept(making: Making, user: Make) -> None:
    snapshot = making.snapshot([user(1, _extra='{"shoeSize":43}'), user(2)])
    assert making.cells(snapshot, "_extra") == [('{"shoeSize":43}',), (None,)]


def test_rows_without_identity_make_the_table_partial(making: Making, user: Make) -> None:
    snapshot = making.snapshot([user(1)], dropped=2)
    assert snapshot.tables["users"].state == "partial"
    assert snapshot.tables["users"].reason == "2 rows without a valid identity"
