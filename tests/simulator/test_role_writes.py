"""What grants and revocations do, to users and through groups."""

from typing import Any

import pytest

from simulator.local import Local, Row, ids

ADMIN = "atlassian/org-admin"
GROUPS = "/v2/orgs/{o}/directories/-/groups"


class Clock:
    seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture
def own() -> Local:
    """An organization of this test alone."""
    return Local(users=90, seed=5)


def write(local: Local, account: str, verb: str, body: Row) -> Any:
    return local.post(f"/v1/orgs/{{o}}/users/{account}/{verb}", body)


def plain(local: Local) -> Row:
    """Return an active member without any platform role."""
    return next(row for row in local.state()["users"] if row["status"] == "active" and not row["platformRoles"])


def user(local: Local, account: str) -> Row:
    return next(row for row in local.state()["users"] if row["accountId"] == account)


def admins(local: Local) -> list[str]:
    return ids(local.search({"roleIds": [ADMIN]}))


def admins_counted(local: Local) -> int:
    roles = local.get("/v2/orgs/{o}/directories/-/users/stats").json()["roles"]
    return next(row["count"] for row in roles if row["roleId"] == ADMIN)


@pytest.mark.parametrize("family", ["roles", "role-assignments"])
def test_an_org_admin_is_made_and_unmade(own: Local, family: str) -> None:
    account, before = plain(own)["accountId"], admins(own)
    assert write(own, account, f"{family}/assign", {"role": ADMIN}).status_code == 204
    assert set(admins(own)) == {*before, account}
    assert admins_counted(own) == len(before) + 1
    (assigned,) = own.v2(f"/v2/orgs/{{o}}/directories/-/users/{account}/role-assignments", roleIds=ADMIN)
    assert (assigned["roleAssignments"], assigned["directoryId"]) == (
        [{"role": ADMIN, "roleAssignmentMethods": ["direct"]}],
        None,
    )
    assert write(own, account, f"{family}/revoke", {"role": ADMIN}).status_code == 204
    assert admins(own) == before


def test_roles_show_when_their_time_has_come() -> None:
    clock = Clock()
    local = Local(users=90, seed=5, clock=clock, role_seconds=30)
    account = plain(local)["accountId"]
    write(local, account, "roles/assign", {"role": ADMIN})
    clock.seconds = 29.9
    assert account not in admins(local)
    clock.seconds = 30.0
    assert account in admins(local)


def test_a_role_on_a_product_counts_as_a_resource_but_not_as_use(own: Local) -> None:
    before, loom = plain(own), own.state()["workspaces"][6]["id"]
    assert loom not in before["_resourceIds"]
    write(own, before["accountId"], "roles/assign", {"role": "atlassian/contributor", "resource": loom})
    after = user(own, before["accountId"])
    assert set(after["_resourceIds"]) == {*before["_resourceIds"], loom}
    assert after["productAccess"] == before["productAccess"]
    assert before["accountId"] in ids(own.search({"resourceIds": [loom]}))
    write(own, before["accountId"], "roles/revoke", {"role": "atlassian/contributor", "resource": loom})
    assert sorted(user(own, before["accountId"])["_resourceIds"]) == sorted(before["_resourceIds"])


def test_what_comes_from_a_group_alone_is_not_revoked(own: Local) -> None:
    found = next(row for row in own.state()["users"] if "atlassian/user" in row["_roles"])
    resource = next(held["resourceId"] for held in found["_assignments"] if "atlassian/user" in held["roles"])
    answer = write(own, found["accountId"], "roles/revoke", {"role": "atlassian/user", "resource": resource})
    assert (answer.status_code, answer.json()["errors"][0]["code"]) == (409, "ADMIN-UAM-409-1")


def test_the_last_org_admin_stays() -> None:
    local = Local(users=1)
    (account,) = admins(local)
    answer = write(local, account, "roles/revoke", {"role": ADMIN})
    assert (answer.status_code, answer.json()["errors"][0]["code"]) == (403, "ADMIN-UAM-403-2")
    assert admins(local) == [account]


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ({}, 400, "ADMIN-UAM-400-1"),
        ({"role": "atlassian/emperor"}, 400, "ADMIN-UAM-400-1"),
        ({"role": "atlassian/user"}, 400, "ADMIN-UAM-400-1"),
        ({"role": "atlassian/user", "resource": "ari:cloud:jira::site/none"}, 404, "ADMIN-UAM-404-1"),
        ({"role": "atlassian/site-admin", "resource": "JIRA"}, 400, "ADMIN-UAM-400-3"),
        ({"role": "atlassian/guest", "resource": "JIRA"}, 400, "ADMIN-UAM-400-3"),
    ],
)
def test_a_role_that_cannot_be_is_refused_in_the_words_of_user_access(
    own: Local, body: Row, status: int, code: str
) -> None:
    jira = own.state()["workspaces"][0]["id"]
    body = {name: jira if value == "JIRA" else value for name, value in body.items()}
    answer = write(own, plain(own)["accountId"], "roles/assign", body)
    assert (answer.status_code, answer.json()["errors"][0]["code"]) == (status, code)


def test_nobody_unknown_and_nobody_inactive_gets_a_role(own: Local) -> None:
    closed = next(row for row in own.state()["users"] if row["status"] == "deactivated" and not row["_outside"])
    assert write(own, "nobody", "roles/assign", {"role": ADMIN}).status_code == 404
    answer = write(own, closed["accountId"], "roles/assign", {"role": ADMIN})
    assert (answer.status_code, answer.json()["errors"][0]["code"]) == (400, "ADMIN-UAM-400-2")
    assert write(own, plain(own)["accountId"], "role-assignments/assign", {"role": "atlassian/user"}).status_code == 400


def group(local: Local, name: str) -> Row:
    return next(row for row in local.state()["groups"] if row["name"] == name)


@pytest.fixture
def made(own: Local) -> Row:
    """A group that this test has made."""
    answer = own.post(GROUPS, {"name": "Night watch", "description": "Who is called"})
    assert (answer.status_code, answer.content) == (201, b"")
    return group(own, "Night watch")


def test_a_made_group_is_found_empty(own: Local, made: Row) -> None:
    (found,) = own.search(
        {"groupNames": ["night WATCH"], "expand": ["counts.users", "counts.resources"]}, kind="groups"
    )
    assert (found["id"], found["description"]) == (made["id"], "Who is called")
    assert found["counts"] == {"users": 0, "resources": 0}
    assert own.post(GROUPS, {"name": "NIGHT watch"}).status_code == 409
    assert own.post(GROUPS, {"name": ""}).status_code == 400


def test_members_get_what_their_group_gives_and_lose_it_with_it(own: Local, made: Row) -> None:
    before, loom = plain(own), own.state()["workspaces"][6]["id"]
    account, path = before["accountId"], f"{GROUPS}/{made['id']}"
    role = {"resourceId": loom, "roleId": "atlassian/contributor"}
    assert own.post(f"{path}/memberships", {"accountId": account}).status_code == 204
    assert own.post(f"{path}/memberships", {"accountId": account}).status_code == 409
    answer = own.post(f"{path}/role-assignments/assign", role)
    assert (answer.status_code, answer.content) == (200, b"")
    assert own.post(f"{path}/role-assignments/assign", role).status_code == 409
    (given,) = own.v2(f"{path}/role-assignments")
    assert (given["resourceId"], given["resourceOwner"], given["roles"]) == (loom, "loom", ["atlassian/contributor"])
    held = next(row for row in user(own, account)["_assignments"] if row["resourceId"] == loom)
    assert held["roleAssignments"] == [{"role": "atlassian/contributor", "roleAssignmentMethods": ["group_direct"]}]
    assert ids(own.search({"groupIds": [made["id"]]})) == [account]
    assert own.post(f"{path}/role-assignments/revoke", role).status_code == 204
    assert loom not in user(own, account)["_resourceIds"]
    assert own.ask("DELETE", f"/admin{path}/memberships/{account}").status_code == 204
    assert sorted(user(own, account)["_groupIds"]) == sorted(before["_groupIds"])


def test_a_deleted_group_is_gone_with_what_it_gave(own: Local, made: Row) -> None:
    account, path = plain(own)["accountId"], f"{GROUPS}/{made['id']}"
    before, loom = user(own, account), own.state()["workspaces"][6]["id"]
    own.post(f"{path}/memberships", {"accountId": account})
    own.post(f"{path}/role-assignments/assign", {"resourceId": loom, "roleId": "atlassian/user"})
    assert loom in user(own, account)["_resourceIds"]
    assert own.ask("DELETE", f"/admin{path}").status_code == 204
    assert own.get(path).status_code == 404
    after = user(own, account)
    assert sorted(after["_resourceIds"]) == sorted(before["_resourceIds"])
    assert after["_groupIds"] == before["_groupIds"]


@pytest.mark.parametrize(
    ("name", "code"),
    [("org-admins", "ADMIN-403-7"), ("Engineering ({})", "ADMIN-403-5"), ("trello-users-{}", "ADMIN-403-6")],
)
def test_some_groups_are_not_deleted(own: Local, name: str, code: str) -> None:
    found = group(own, name.format(own.state()["directories"][0]["name"]))
    answer = own.ask("DELETE", f"/admin{GROUPS}/{found['id']}")
    assert (answer.status_code, answer.json()["errors"][0]["code"]) == (403, code)


def test_nobody_becomes_an_admin_by_joining_a_group(own: Local) -> None:
    path = f"{GROUPS}/{group(own, 'org-admins')['id']}/memberships"
    before = admins(own)
    answer = own.post(path, {"accountId": plain(own)["accountId"]})
    assert (answer.status_code, answer.json()["errors"][0]["code"]) == (403, "ADMIN-403-7")
    assert admins(own) == before


def test_leaving_a_group_of_the_start_is_counted(own: Local) -> None:
    before = group(own, f"jira-software-users-{own.state()['directories'][0]['name']}")
    path = f"{GROUPS}/{before['id']}"
    account = ids(own.search({"groupIds": [before["id"]]}))[0]
    assert own.ask("DELETE", f"/admin{path}/memberships/{account}").status_code == 204
    assert own.ask("DELETE", f"/admin{path}/memberships/{account}").status_code == 404
    assert own.get(path).json()["data"]["counts"]["users"] == before["counts"]["users"] - 1
    assert account not in ids(own.search({"groupIds": [before["id"]], "limit": 100}))
    own.post(f"{path}/memberships", {"accountId": account})
    assert group(own, before["name"]) == before
