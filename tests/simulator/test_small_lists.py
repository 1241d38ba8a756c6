import pytest

from simulator.local import Local, Row, ids

V1 = "/v1/orgs/{o}"
DIRECTORIES = "/v2/orgs/{o}/directories"


def test_the_organization_tells_its_name_and_where_to_go_on(local: Local, truth: Row) -> None:
    data = local.get(V1).json()["data"]
    assert data == local.get("/v1/orgs").json()["data"][0]
    assert (data["id"], data["type"], data["attributes"]) == (local.org, "orgs", truth["organization"]["attributes"])
    assert data["relationships"]["users"]["links"]["related"] == f"http://local/admin/v1/orgs/{local.org}/users"


@pytest.mark.parametrize("kind", ["domains", "policies"])
def test_each_row_of_a_v1_list_is_found_by_its_id(local: Local, kind: str) -> None:
    for row in local.v1(f"{V1}/{kind}"):
        assert local.get(f"{V1}/{kind}/{row['id']}").json() == {"data": row}


@pytest.mark.parametrize(("kind", "code"), [("domains", "ADMIN-404-3"), ("policies", "ADMIN-404-5")])
def test_an_unknown_id_is_not_found(local: Local, kind: str, code: str) -> None:
    answer = local.get(f"{V1}/{kind}/none")
    assert (answer.status_code, answer.json()["errors"][0]["code"]) == (404, code)


def test_policies_are_listed_by_type(local: Local, truth: Row) -> None:
    wanted = [row["id"] for row in truth["policies"] if row["attributes"]["type"] == "data-residency"]
    assert len(wanted) == 2
    assert ids(local.get(f"{V1}/policies", type="data-residency").json()["data"], "id") == wanted
    assert local.get(f"{V1}/policies", type="authentication").json()["data"] == []


def test_a_cursor_keeps_the_type_that_was_asked_for() -> None:
    local = Local(page_size=1)
    first = local.get(f"{V1}/policies", type="data-residency").json()
    second = local.get(f"{V1}/policies", cursor=first["meta"]["next"]).json()
    assert second["data"][0]["attributes"]["type"] == "data-residency"
    assert second["meta"]["next"] is None


def test_directories_are_found_by_id_name_and_member(local: Local, truth: Row) -> None:
    first, second = ids(truth["directories"], "directoryId")
    both = next(row for row in truth["users"] if "no_membership" not in row["_directories"].values())
    only = next(row for row in truth["users"] if row["_directories"] == {first: "active", second: "no_membership"})
    assert ids(local.v2(DIRECTORIES, directoryIds=[second]), "directoryId") == [second]
    assert ids(local.v2(DIRECTORIES, searchTerm="EMEA"), "directoryId") == [second]
    assert ids(local.v2(DIRECTORIES, accountId=both["accountId"]), "directoryId") == [first, second]
    assert ids(local.v2(DIRECTORIES, accountId=only["accountId"]), "directoryId") == [first]
    assert local.v2(DIRECTORIES, accountId="nobody") == []


def test_a_list_in_a_query_is_repeated_or_joined_by_commas(local: Local, truth: Row) -> None:
    wanted = sum(row["status"] in ("suspended", "deactivated") for row in truth["users"])
    count = "/v2/orgs/{o}/directories/-/users/count"
    assert local.get(count, status=["suspended", "deactivated"]).json() == {"count": wanted}
    assert local.get(count, status="suspended,deactivated").json() == {"count": wanted}
    assert local.get(count, **{"status[]": ["suspended", "deactivated"]}).json() == {"count": wanted}


@pytest.mark.parametrize("params", [{"status": "gone"}, {"mfaEnabled": "yes"}, {"claimStatus": "mine"}])
def test_a_query_that_breaks_a_bound_is_refused(local: Local, params: Row) -> None:
    answer = local.get("/v2/orgs/{o}/directories/-/users/count", **params)
    assert (answer.status_code, answer.json()["errors"][0]["code"]) == (400, "ADMIN-400-19")


@pytest.mark.parametrize("field", ["resourceIds", "resourceOwners", "roleIds", "directoryIds"])
def test_role_assignments_are_narrowed_by_each_filter(local: Local, truth: Row, field: str) -> None:
    read = {
        "resourceIds": lambda row: [row["resourceId"]],
        "resourceOwners": lambda row: [row["resourceOwner"]],
        "roleIds": lambda row: row["roles"],
        "directoryIds": lambda row: [row["directoryId"]],
    }[field]
    user = next(row for row in truth["users"] if "atlassian/org-admin" in row["platformRoles"])
    value = read(user["_assignments"][-1])[0]
    wanted = [row for row in user["_assignments"] if value in read(row)]
    assert 0 < len(wanted) < len(user["_assignments"])
    path = f"/v2/orgs/{{o}}/directories/-/users/{user['accountId']}/role-assignments"
    assert local.v2(path, **{field: [value]}) == wanted


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("roleIds", "atlassian/guest"),
        ("resourceOwners", "trello"),
        ("resourceIds", "ari:none"),
        ("directoryIds", "none"),
    ],
)
def test_what_a_group_does_not_grant_is_not_among_its_assignments(
    local: Local, truth: Row, field: str, value: str
) -> None:
    group = next(row for row in truth["groups"] if row["name"].startswith("confluence-users"))
    path = f"/v2/orgs/{{o}}/directories/-/groups/{group['id']}/role-assignments"
    own = {
        "roleIds": "atlassian/user",
        "resourceOwners": "confluence",
        "directoryIds": group["directoryId"],
        "resourceIds": group["_grants"][0]["resourceId"],
    }
    assert local.v2(path, **{field: [value]}) == []
    assert len(local.v2(path, **{field: [own[field]]})) == 1
