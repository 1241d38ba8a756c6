"""Whatever JSON can hold becomes a value, an invalid place with its exact path, or a row that is counted as lost."""

from pathlib import Path
from typing import Any

import pytest

from orglint.collect.rows import PageRows, items_to_rows
from orglint.snapshots import pages, renamed
from support.collect.strange import HALF, PLACES, STRANGE


def _user(**cells: Any) -> dict[str, Any]:
    return {"accountId": "1", "status": "active", **cells}


def _one(item: Any, table: str = "users") -> dict[str, Any]:
    found = items_to_rows(table, [item])
    assert found.dropped == 0
    return found.rows[0]


@pytest.mark.parametrize(
    ("cells", "bad"),
    [
        ({"platformRoles": ["a", 1]}, ["platformRoles[1]"]),
        ({"platformRoles": [None, "a"]}, ["platformRoles[0]"]),
        ({"platformRoles": "all"}, ["platformRoles"]),
        ({"groups": [None]}, ["groups[0]"]),
        ({"groups": [{"id": "a"}, {"id": 1, "name": True}]}, ["groups[1].id", "groups[1].name"]),
        ({"productAccess": [{"lastActiveTimestamp": "soon"}]}, ["productAccess[0].lastActiveTimestamp"]),
        ({"counts": {"resources": "7"}}, ["counts.resources"]),
        ({"counts": {"resources": 1.5}}, ["counts.resources"]),
        ({"counts": {"resources": True}}, ["counts.resources"]),
        ({"counts": []}, ["counts"]),
        ({"mfaEnabled": "true", "platformRoles": [1]}, ["mfaEnabled", "platformRoles[0]"]),
    ],
)
def test_what_is_invalid_is_named_by_its_exact_path(cells: dict[str, Any], bad: list[str]) -> None:
    assert sorted(_one(_user(**cells))["_bad"]) == bad


@pytest.mark.parametrize(
    ("roles", "read", "bad"),
    [
        (["a", "b"], ["a", "b"], []),
        ([["a", "b"]], ["a", "b"], []),
        ([["a"], "b", ["c"]], ["a", "b", "c"], []),
        ([[]], [], []),
        ([["a", 1], None], ["a", None, None], ["roles[1]", "roles[2]"]),
        ([[["a"]]], [None], ["roles[0]"]),
        ({"a": ["b"]}, None, ["roles"]),
    ],
    ids=["flat", "nested", "mixed", "empty", "invalid elements", "too deep", "no list"],
)
def test_roles_of_users_may_come_in_another_list_as_one_example_has_them(roles: Any, read: Any, bad: list[str]) -> None:
    row = _one({"id": "k", "accountId": "1", "resourceId": "r", "roles": roles}, "user_roles")
    assert (row["roles"], sorted(row.get("_bad", []))) == (read, bad)


def test_a_list_in_another_one_is_invalid_where_no_example_has_it() -> None:
    assert _one(_user(platformRoles=[["atlassian/org-admin"]]))["_bad"] == ["platformRoles[0]"]


def test_what_is_valid_beside_something_invalid_is_kept() -> None:
    access = [{"id": "a", "lastActiveTimestamp": "soon"}, {"id": "b", "lastActiveTimestamp": "2026-01-01T00:00:00Z"}]
    kept = _one(_user(productAccess=access))["productAccess"]
    assert [one["id"] for one in kept] == ["a", "b"]
    assert [one["lastActiveTimestamp"] for one in kept] == [None, "2026-01-01T00:00:00+00:00"]


def test_lifted_columns_are_named_as_columns() -> None:
    item = {"id": "1", "attributes": {"resources": [{"id": "r"}, {"applicationStatus": 3}], "name": 1}}
    row = _one(item, "policies")
    assert sorted(row["_bad"]) == ["name", "resources[1].applicationStatus"]


def test_a_name_that_is_spelt_like_a_path_is_no_column() -> None:
    row = _one({"id": "1", "attributes": {"name": "n"}, "attributes.status": "enabled"}, "policies")
    assert "status" not in row
    assert row["_extra"] == '{"attributes.status": "enabled"}'


def _keep(found: PageRows, folder: Path) -> pages.Page:
    return pages.write_page(folder, pages.Page(1, 1, HALF, len(found.rows), **found.page_fields), found.rows)


@pytest.mark.parametrize("value", STRANGE.values(), ids=STRANGE)
@pytest.mark.parametrize(("table", "place"), [(table, place) for table, places in PLACES.items() for place in places])
def test_whatever_comes_can_be_kept(table: str, place: str, value: Any, tmp_path: Path) -> None:
    items = {
        "users": _user(**{place: value}),
        "policies": {"id": "1", "attributes": {"type": "ip-allowlist", place: value}, place: value},
        "groups": {"id": "1", place: value},
    }
    page = _keep(items_to_rows(table, [items[table]]), tmp_path)
    assert pages.read_pages(tmp_path, 1) == (page,)


@pytest.mark.parametrize("value", STRANGE.values(), ids=STRANGE)
def test_whatever_comes_in_place_of_a_row_can_be_kept(value: Any, tmp_path: Path) -> None:
    found = items_to_rows("users", [value, _user()])
    assert (len(found.rows), found.dropped) == (1, 1)
    _keep(found, tmp_path)


@pytest.mark.parametrize("members", [{"id": "1"}, {"id": "1", "attributes": None}, {"id": "1", "attributes": []}])
def test_what_lies_in_a_parent_that_is_gone_is_unknown_and_no_list_is_empty(members: dict[str, Any]) -> None:
    row = _one(members, "policies")
    assert {"name", "type", "status", "resources"} <= set(row["_bad"])
    assert "_left" not in row


def test_a_parent_that_was_renamed_leaves_what_lies_in_it_unknown() -> None:
    row = _one({"id": "1", "attributes2": {"name": "n", "resources": []}}, "policies")
    assert "resources" in row["_bad"]
    assert "_left" not in row


def _pairs(*items: dict[str, Any], table: str = "users") -> dict[str, tuple[str, ...]]:
    found = items_to_rows(table, items)
    page = pages.Page(1, 1, None, len(found.rows), **found.page_fields)
    return renamed.other_names(renamed.find_possible_pairs([page]))


def test_an_unknown_member_that_fits_a_missing_one_may_be_it() -> None:
    assert _pairs(_user(groups2=[{"id": "g"}]))["groups"] == ("groups2",)


def test_an_unknown_member_that_does_not_fit_is_another() -> None:
    assert "groups" not in _pairs(_user(groups2="g"))
    assert "addedToOrg" not in _pairs(_user(added="soon"))


def test_a_row_that_holds_both_with_different_values_refutes_a_renaming() -> None:
    both = _user(groups=[{"id": "g"}], groups2=[{"id": "h"}])
    assert "groups" not in _pairs(_user(groups2=[{"id": "g"}]), both)


def test_a_row_that_holds_both_with_one_value_refutes_nothing() -> None:
    both = _user(groups=[{"id": "g"}], groups2=[{"id": "g"}])
    assert _pairs(_user(groups2=[{"id": "g"}]), both)["groups"] == ("groups2",)


def test_a_member_deep_in_a_record_may_be_renamed() -> None:
    access = [{"id": "a", "lastActive": "2026-01-01T00:00:00Z"}]
    names = _pairs(_user(productAccess=access))
    assert names["productAccess[].lastActiveTimestamp"] == ("lastActive",)


def test_a_lifted_member_may_be_renamed() -> None:
    item = {"id": "1", "attributes": {"type": "ip-allowlist", "applied": [{"id": "r"}]}}
    assert _pairs(item, table="policies")["resources"] == ("applied",)


def test_with_too_many_unknown_members_all_that_is_missing_is_invalid() -> None:
    row = _one(_user(**{f"new{n}": n for n in range(50)}))
    assert "claimStatus" in row["_bad"]
    assert "platformRoles" not in row.get("_left", ())


def test_names_that_came_in_no_row_are_remembered() -> None:
    found = items_to_rows("users", [_user(groups=[]), _user(email=None, productAccess=[{"id": "a"}])])
    assert {"claimStatus", "productAccess[].lastActiveTimestamp", "groups[].id"} <= set(found.missing)
    assert not {"accountId", "groups", "email", "productAccess", "productAccess[].id"} & set(found.missing)


def test_names_in_a_lifted_member_are_those_of_columns() -> None:
    found = items_to_rows("policies", [{"id": "1", "attributes": {"id": "2", "resources": [{"id": "r"}]}}])
    assert {"name", "resources[].applicationStatus"} <= set(found.missing)
    assert not {"attributesId", "resources", "resources[].id", "id"} & set(found.missing)


def test_names_that_are_made_up_row_by_row_fill_no_disk(tmp_path: Path) -> None:
    items = [{**_user(**{f"new{number}-{n}": n for n in range(40)}), "accountId": str(number)} for number in range(100)]
    page = _keep(items_to_rows("users", items), tmp_path)
    assert len(page.new_fields) == 200
    assert len(page.fitting) + len(page.refuted) < 3500
    assert (tmp_path / "1-0000001.jsonl").stat().st_size < 2_000_000
    assert items_to_rows("users", items).rows[-1]["_bad"]
