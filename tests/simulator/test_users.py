from collections import Counter
from collections.abc import Callable

import pytest

from simulator.local import EVERYTHING, Local, Row, ids

USERS = "/v2/orgs/{o}/directories/-/users"
HIDDEN = ("productAccess", "groups", "platformRoles", "counts")


def members(truth: Row) -> list[Row]:
    return [row for row in truth["users"] if not row["_outside"]]


FILTERS: list[tuple[Row, Callable[[Row], bool]]] = [
    ({"status": ["suspended"]}, lambda row: row["status"] == "suspended"),
    ({"status": ["active", "deactivated"]}, lambda row: row["status"] in ("active", "deactivated")),
    ({"status": ["for_deletion"]}, lambda row: row["forDeletion"]),
    ({"accountStatus": ["inactive"]}, lambda row: row["accountStatus"] == "inactive"),
    ({"membershipStatus": ["suspended"]}, lambda row: row["membershipStatus"] == "suspended"),
    ({"claimStatus": "unmanaged"}, lambda row: row["claimStatus"] == "unmanaged"),
    ({"roleIds": ["atlassian/org-admin"]}, lambda row: "atlassian/org-admin" in row["platformRoles"]),
    (
        {"roleIds": ["atlassian/guest"]},
        lambda row: any("atlassian/guest" in held["roles"] for held in row["_assignments"]),
    ),
    (
        {"roleIds": ["atlassian/admin", "atlassian/user-access-admin"]},
        lambda row: any(
            {"atlassian/admin", "atlassian/user-access-admin"} & set(held["roles"]) for held in row["_assignments"]
        ),
    ),
    ({"emailDomains": ["freemail.example"]}, lambda row: row["email"].endswith("@freemail.example")),
    ({"searchTerm": "ül"}, lambda row: "ül" in f"{row['name']} {row['nickname']} {row['email']}".casefold()),
    ({"searchTerm": "AMARA"}, lambda row: "amara" in f"{row['name']} {row['nickname']} {row['email']}".casefold()),
    ({"mfaEnabled": True}, lambda row: row.get("mfaEnabled") is True),
    ({"mfaEnabled": False}, lambda row: row.get("mfaEnabled") is False),
    (
        {"mfaEnabled": False, "status": ["active"], "claimStatus": "managed"},
        lambda row: row.get("mfaEnabled") is False and row["status"] == "active",
    ),
]
NAMES = [" ".join(f"{name} {value}" for name, value in query.items()) for query, _ in FILTERS]


@pytest.mark.parametrize(("query", "holds"), FILTERS, ids=NAMES)
def test_a_filter_lists_exactly_the_rows_that_it_describes(
    local: Local, truth: Row, query: Row, holds: Callable[[Row], bool]
) -> None:
    population = truth["users"] if query.get("claimStatus") == "managed" else members(truth)
    assert ids(local.search(query)) == [row["accountId"] for row in population if holds(row)]


@pytest.mark.parametrize(("query", "holds"), FILTERS, ids=NAMES)
def test_a_count_counts_accounts_outside_directories_too(
    local: Local, truth: Row, query: Row, holds: Callable[[Row], bool]
) -> None:
    params = {name: str(value).lower() if isinstance(value, bool) else value for name, value in query.items()}
    assert local.count(**params) == sum(bool(holds(row)) for row in truth["users"])


def test_the_filters_tested_all_select_something_but_not_everything(truth: Row) -> None:
    chosen = {str(query): sum(bool(holds(row)) for row in members(truth)) for query, holds in FILTERS}
    assert [query for query, count in chosen.items() if not 0 < count < 700] == []


def test_members_and_managed_accounts_together_are_the_whole_population(local: Local, truth: Row) -> None:
    default, managed = local.search({}), local.search({"claimStatus": "managed"})
    outside = [row for row in truth["users"] if row["_outside"]]
    assert {row["accountId"] for row in default + managed} == set(ids(truth["users"]))
    assert len(managed) == sum(row["claimStatus"] == "managed" for row in members(truth)) + len(outside)
    assert len(outside) == 7


def test_accounts_outside_directories_have_no_membership(truth: Row) -> None:
    outside = [row for row in truth["users"] if row["_outside"]]
    assert {row["membershipStatus"] for row in outside} == {"no_membership"}
    assert {row["status"] for row in outside} <= {"not_invited", "deactivated", "for_deletion"}
    assert "not_invited" in {row["status"] for row in outside}


def test_a_default_count_is_larger_than_the_default_list(local: Local) -> None:
    assert local.count() == 707
    assert len(local.search({})) == 700
    assert local.count(membershipStatus=["active", "suspended"]) == 700
    assert local.count(claimStatus="managed") == len(local.search({"claimStatus": "managed"}))


@pytest.mark.parametrize("picked", [0, 1, 699, 703])
def test_a_user_is_found_by_account_id_and_by_mail(local: Local, truth: Row, picked: int) -> None:
    user = truth["users"][picked]
    managed = {"claimStatus": "managed"} if user["_outside"] else {}
    assert ids(local.search({**managed, "accountIds": [user["accountId"]]})) == [user["accountId"]]
    assert ids(local.search({**managed, "emails": [user["email"].upper()]})) == [user["accountId"]]


@pytest.mark.parametrize(
    "query",
    [
        {"accountIds": ["557058:00000000-0000-4000-a000-000000000000"]},
        {"accountIds": ["nobody"]},
        {"emails": ["no.body@x.example"]},
        {"groupIds": ["nowhere"]},
        {"emailDomains": ["example"]},
        {"resourceIds": ["ari:cloud:trello::site/none"]},
    ],
)
def test_what_nobody_has_finds_nobody(local: Local, query: Row) -> None:
    assert local.search(query) == []


def test_the_members_of_a_group_are_those_whose_rows_name_it(local: Local, truth: Row) -> None:
    for group in truth["groups"][::9]:
        named = [row["accountId"] for row in members(truth) if group["id"] in row["_groupIds"]]
        assert ids(local.search({"groupIds": [group["id"]]})) == named
        assert group["counts"]["users"] == len(named)


def test_a_resource_filter_finds_those_with_a_role_on_it(local: Local, truth: Row) -> None:
    for resource in {held["resourceId"] for row in members(truth) for held in row["_assignments"]}:
        holders = [
            row["accountId"]
            for row in members(truth)
            if resource in [held["resourceId"] for held in row["_assignments"]]
        ]
        assert ids(local.search({"resourceIds": [resource]})) == holders


def test_one_directory_lists_its_own_members_with_their_state_in_it(local: Local, truth: Row) -> None:
    for directory in ids(truth["directories"], "directoryId"):
        inside = [row for row in truth["users"] if row["_directories"][directory] != "no_membership"]
        found = local.search({}, directory=directory)
        assert ids(found) == ids(inside)
        assert ids(local.search({"directoryIds": [directory]})) == ids(inside)
        assert [row["membershipStatus"] for row in found] == [row["_directories"][directory] for row in inside]


def test_somebody_suspended_in_one_directory_only_is_active(truth: Row) -> None:
    split = [row for row in truth["users"] if set(row["_directories"].values()) == {"active", "suspended"}]
    assert split
    assert {row["membershipStatus"] for row in split} == {"active"}


def test_stats_agree_with_a_naive_count_of_the_walked_rows(local: Local, truth: Row) -> None:
    stats = local.get(f"{USERS}/stats").json()
    walked = local.search({"expand": ["platformRoles"], "limit": 100})
    roles = Counter(role for row in walked for role in row["platformRoles"])
    states = Counter(row["accountStatus"] for row in truth["users"])
    assert {role["roleId"]: role["count"] for role in stats["roles"]} == roles
    assert {state["status"]: state["count"] for state in stats["accountStatus"] if state["count"]} == states


@pytest.mark.parametrize("field", HIDDEN)
def test_what_was_not_expanded_is_not_there(local: Local, field: str) -> None:
    assert not any(field in row for row in local.search({"limit": 100}))


def test_what_was_expanded_is_there_for_every_row(local: Local, truth: Row) -> None:
    found = local.search({"limit": 100, "expand": EVERYTHING})
    shown = [{name: row[name] for name in row if name != "links"} for row in found]
    assert shown == [{name: row[name] for name in row if not name.startswith("_")} for row in members(truth)]


def test_empty_lists_are_left_out_when_asked_so() -> None:
    full, sparse = Local(users=60), Local(users=60, omit_empty=True)
    rows, fewer = full.search({"expand": EVERYTHING}), sparse.search({"expand": EVERYTHING})
    assert any(row["platformRoles"] == [] for row in rows)
    assert fewer == [{name: value for name, value in row.items() if value != []} for row in rows]
    assert sparse.search({"emails": ["no.body@x.example"]}) == []


def test_sorting_is_by_nickname_both_ways(local: Local) -> None:
    up = local.search({"sortBy": [{"field": "nick_name", "direction": "asc"}], "limit": 100})
    down = local.search({"sortBy": [{"field": "nick_name", "direction": "desc"}], "limit": 100})
    names = [row["nickname"].casefold() for row in up]
    assert names == sorted(names)
    assert ids(down) == ids(up)[::-1]


def test_details_show_roles_and_counts_but_neither_products_nor_groups(local: Local, truth: Row) -> None:
    for user in truth["users"][::100]:
        data = local.get(f"{USERS}/{user['accountId']}").json()["data"]
        hidden = ("productAccess", "groups", "links")
        assert data == {name: user[name] for name in user if not name.startswith("_") and name not in hidden}


def test_role_assignments_walk_to_all_that_somebody_holds(local: Local, truth: Row) -> None:
    admins = [row for row in truth["users"] if row["platformRoles"]]
    for user in admins[:6]:
        assert local.v2(f"{USERS}/{user['accountId']}/role-assignments", limit=2) == user["_assignments"]
        platform = {role for held in user["_assignments"] for role in held["roles"]} & {
            "atlassian/org-admin",
            "atlassian/site-admin",
            "atlassian/user-access-admin",
            "atlassian/ai-access",
        }
        assert platform == set(user["platformRoles"])


@pytest.mark.parametrize(
    ("body", "word"),
    [
        ({"accountIds": []}, "1 to 10"),
        ({"accountIds": ["a"] * 11}, "1 to 10"),
        ({"emails": ["a"] * 101}, "1 to 100"),
        ({"status": ["active", "suspended", "not_invited", "deactivated", "for_deletion"]}, "1 to 4"),
        ({"status": ["gone"]}, "only hold"),
        ({"claimStatus": ["managed"]}, "one of"),
        ({"mfaEnabled": "yes"}, "true or false"),
        ({"roleIds": ["org-admin"]}, "only hold"),
        ({"expand": ["everything"]}, "only hold"),
        ({"nonsense": 1}, "not known"),
        ({"sortBy": [{"field": "email"}]}, "nick_name"),
        ({"emails": ["a"], "searchTerm": "a"}, "exclude"),
        ({"searchTerm": 1}, "text"),
    ],
)
def test_a_search_that_breaks_a_bound_is_refused_and_says_which(local: Local, body: Row, word: str) -> None:
    answer = local.post(f"{USERS}/search", body)
    assert answer.status_code == 400
    assert word in answer.json()["errors"][0]["detail"]


def test_an_unknown_user_or_directory_is_not_found(local: Local) -> None:
    assert local.get(f"{USERS}/nobody").json()["errors"][0]["code"] == "ADMIN-404-8"
    assert local.post("/v2/orgs/{o}/directories/none/users/search").json()["errors"][0]["code"] == "ADMIN-404-1"
