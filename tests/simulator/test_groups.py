from collections import Counter
from collections.abc import Callable

import pytest

from simulator.local import Local, Row, ids

GROUPS = "/v2/orgs/{o}/directories/-/groups"
FILTERS: list[tuple[Row, Callable[[Row], bool]]] = [
    ({"searchTerm": "TEAM"}, lambda row: "team" in row["name"].casefold()),
    (
        {"resourceOwners": ["confluence"]},
        lambda row: "confluence" in [grant["resourceOwner"] for grant in row["_grants"]],
    ),
    (
        {"roleIds": ["atlassian/org-admin"]},
        lambda row: any("atlassian/org-admin" in grant["roles"] for grant in row["_grants"]),
    ),
]


@pytest.mark.parametrize(("query", "holds"), FILTERS)
def test_a_filter_lists_and_counts_exactly_what_it_describes(
    local: Local, truth: Row, query: Row, holds: Callable[[Row], bool]
) -> None:
    wanted = [row["id"] for row in truth["groups"] if holds(row)]
    assert wanted
    assert ids(local.search(query, kind="groups"), "id") == wanted
    assert local.get(f"{GROUPS}/count", **query).json() == {"count": len(wanted)}


def test_the_groups_walked_are_the_groups_there_are(local: Local, truth: Row) -> None:
    walked = local.search({"limit": 7, "expand": ["counts.users", "counts.resources"]}, kind="groups")
    assert [{name: row[name] for name in row if name != "links"} for row in walked] == [
        {name: row[name] for name in row if not name.startswith("_")} for row in truth["groups"]
    ]


def test_counts_show_only_what_was_expanded(local: Local) -> None:
    assert "counts" not in local.search({}, kind="groups")[0]
    assert local.search({"expand": ["counts.users"]}, kind="groups")[0]["counts"].keys() == {"users"}


def test_names_are_matched_whole_and_in_any_case(local: Local) -> None:
    assert ids(local.search({"groupNames": ["ORG-ADMINS", "org-adm"]}, kind="groups"), "name") == ["org-admins"]


def test_a_group_is_found_by_id_and_by_member(local: Local, truth: Row) -> None:
    user = next(row for row in truth["users"] if len(row["_groupIds"]) > 3)
    found = ids(local.search({"accountIds": [user["accountId"]]}, kind="groups"), "id")
    assert sorted(found) == sorted(user["_groupIds"])
    assert ids(local.search({"groupIds": found[:2]}, kind="groups"), "id") == found[:2]


def test_rows_of_users_name_groups_by_their_ari(truth: Row) -> None:
    user = next(row for row in truth["users"] if row["_groupIds"])
    assert ids(user["groups"], "id") == [f"ari:cloud:identity::group/{group}" for group in user["_groupIds"]]


def test_each_directory_has_its_own_groups(local: Local, truth: Row) -> None:
    split = [local.search({}, kind="groups", directory=entry["directoryId"]) for entry in truth["directories"]]
    assert sum(map(len, split)) == len(truth["groups"])
    assert [{row["directoryId"] for row in rows} for rows in split] == [
        {d["directoryId"]} for d in truth["directories"]
    ]


def test_sorting_is_by_name(local: Local) -> None:
    names = ids(local.search({"sortBy": [{"field": "name", "direction": "desc"}]}, kind="groups"), "name")
    assert names == sorted(names, key=str.casefold, reverse=True)


def test_stats_agree_with_a_naive_count(local: Local, truth: Row) -> None:
    stats = local.get(f"{GROUPS}/stats").json()
    synced = sum(row["externalSynced"] for row in truth["groups"])
    assert stats["totals"] == {"all": len(truth["groups"]), "synced": synced, "managed": len(truth["groups"]) - synced}
    assert {entry["type"]: entry["count"] for entry in stats["types"]} == Counter(
        row["_type"] for row in truth["groups"]
    )


def test_details_and_role_assignments_tell_what_a_group_grants(local: Local, truth: Row) -> None:
    for group in truth["groups"][:5]:
        data = local.get(f"{GROUPS}/{group['id']}").json()["data"]
        grants = local.v2(f"{GROUPS}/{group['id']}/role-assignments")
        assert data == {name: value for name, value in group.items() if not name.startswith("_")}
        assert [{name: grant[name] for name in ("resourceId", "resourceOwner", "roles")} for grant in grants] == group[
            "_grants"
        ]


def test_the_group_of_org_admins_is_not_the_list_of_org_admins(truth: Row) -> None:
    group = next(row["id"] for row in truth["groups"] if row["name"] == "org-admins")
    inside = {row["accountId"] for row in truth["users"] if group in row["_groupIds"]}
    admins = {row["accountId"] for row in truth["users"] if "atlassian/org-admin" in row["platformRoles"]}
    assert inside & admins
    assert inside != admins


def test_some_group_is_empty(truth: Row) -> None:
    assert 0 in [row["counts"]["users"] for row in truth["groups"]]


@pytest.mark.parametrize(
    "body",
    [
        {"limit": 101},
        {"groupNames": ["a"], "searchTerm": "a"},
        {"groupNames": ["a"], "groupIds": ["a"]},
        {"expand": ["groups"]},
        {"expand": []},
    ],
)
def test_a_search_that_breaks_a_bound_is_refused(local: Local, body: Row) -> None:
    assert local.post(f"{GROUPS}/search", body).json()["errors"][0]["code"] == "ADMIN-400-24"


def test_an_unknown_group_is_not_found(local: Local) -> None:
    for path in ("/none", "/none/role-assignments"):
        assert local.get(f"{GROUPS}{path}").json()["errors"][0]["code"] == "ADMIN-404-10"
