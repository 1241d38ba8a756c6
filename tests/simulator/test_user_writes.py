"""What writes to users do, seen through the reading operations."""

from typing import Any

import httpx
import pytest

from simulator.local import EVERYTHING, Local, Row, ids

USERS = "/v2/orgs/{o}/directories/-/users"
INVITE = "/v2/orgs/{o}/users/invite"


@pytest.fixture
def own() -> Local:
    """An organization of this test alone."""
    return Local(users=300, seed=5)


def one(local: Local, **wanted: Any) -> Row:
    """Return the first user whose fields are like this."""
    return next(row for row in local.state()["users"] if all(row[name] == value for name, value in wanted.items()))


def found(local: Local, account: str) -> Row:
    (row,) = local.search({"accountIds": [account], "expand": EVERYTHING})
    return row


def act(local: Local, account: str, verb: str, directory: str = "-") -> httpx.Response:
    return local.post(f"/v2/orgs/{{o}}/directories/{directory}/users/{account}/{verb}")


def delete(local: Local, path: str) -> httpx.Response:
    return local.ask("DELETE", f"/admin{path}")


def logged(local: Local) -> list[tuple[str, list[str]]]:
    """Return the actions since the start, each with the ids that it names; newest first."""
    events = local.get("/v1/orgs/{o}/events", **{"from": "1793491200000"}, limit=500).json()["data"]
    return [
        (event["attributes"]["action"], [thing["id"] for thing in event["attributes"]["context"]]) for event in events
    ]


def test_suspending_changes_the_state_and_nothing_else(own: Local) -> None:
    account = one(own, status="active", accountStatus="active")["accountId"]
    before = found(own, account)
    answer = act(own, account, "suspend")
    assert (answer.status_code, answer.content, "content-type" in answer.headers) == (204, b"", False)
    changed = {"status": "suspended", "membershipStatus": "suspended"}
    assert found(own, account) == {**before, **changed}
    assert account in ids(own.search({"status": ["suspended"], "limit": 100}))


def test_restoring_undoes_a_suspension_wholly(own: Local) -> None:
    account = one(own, status="active", accountStatus="active")["accountId"]
    before, state = found(own, account), one(own, accountId=account)
    act(own, account, "suspend")
    assert act(own, account, "restore").status_code == 204
    assert found(own, account) == before
    assert one(own, accountId=account) == state


def test_a_suspension_holds_in_the_directory_named(own: Local) -> None:
    user = next(row for row in own.state()["users"] if list(row["_directories"].values()).count("active") == 2)
    first, second = user["_directories"]
    act(own, user["accountId"], "suspend", first)
    assert one(own, accountId=user["accountId"])["_directories"] == {first: "suspended", second: "active"}
    assert found(own, user["accountId"])["membershipStatus"] == "active"


def test_a_removed_managed_user_is_outside_and_has_nothing_left(own: Local) -> None:
    user = one(own, status="active", claimStatus="managed")
    members = own.count(membershipStatus="active") + own.count(membershipStatus="suspended")
    assert delete(own, f"{USERS}/{user['accountId']}").status_code == 204
    gone = one(own, accountId=user["accountId"])
    assert gone["_outside"]
    assert (gone["_roles"], gone["_groupIds"], gone["_assignments"], gone["platformRoles"]) == ([], [], [], [])
    assert gone["productAccess"] == user["productAccess"]
    assert user["accountId"] not in ids(own.search({"limit": 100}))
    assert user["accountId"] in ids(own.search({"limit": 100, "claimStatus": "managed"}))
    assert own.count(membershipStatus="active") + own.count(membershipStatus="suspended") == members - 1


def test_a_removed_unmanaged_user_is_nowhere(own: Local) -> None:
    user = one(own, claimStatus="unmanaged")
    total = own.count()
    delete(own, f"{USERS}/{user['accountId']}")
    assert own.get(f"{USERS}/{user['accountId']}").status_code == 404
    assert own.count() == total - 1
    assert user["accountId"] not in ids(own.state()["users"])
    assert act(own, user["accountId"], "suspend").status_code == 404


def test_counts_of_groups_follow_their_members(own: Local) -> None:
    for row in own.state()["users"][:30]:
        delete(own, f"{USERS}/{row['accountId']}")
    state = own.state()
    for group in state["groups"]:
        assert group["counts"]["users"] == sum(group["id"] in row["_groupIds"] for row in state["users"]), group["name"]


@pytest.mark.parametrize("verb", ["suspend", "restore"])
def test_nobody_unknown_and_nobody_outside_can_be_suspended(own: Local, verb: str) -> None:
    outside = one(own, membershipStatus="no_membership")["accountId"]
    assert [act(own, account, verb).status_code for account in ("nobody", outside)] == [404, 404]


def test_an_invited_stranger_becomes_an_unmanaged_member(own: Local) -> None:
    resource = own.state()["workspaces"][1]["id"]
    body = {
        "emails": ["ada.byte@elsewhere.example"],
        "permissionRules": [{"resource": resource, "role": "atlassian/user"}],
    }
    answer = own.post(INVITE, body)
    assert answer.status_code == 200
    (invited,) = answer.json()["data"]
    assert invited["results"][0]["roleAssignmentResult"] == [
        {"role": "atlassian/user", "resource": resource, "status": "INVITED", "statusReason": None}
    ]
    user = found(own, invited["id"])
    assert (user["name"], user["email"]) == ("Ada Byte", "ada.byte@elsewhere.example")
    assert (user["claimStatus"], user["status"], user["managementSource"]) == ("unmanaged", "active", "invited")
    assert (user["productAccess"], user["counts"]) == ([], {"resources": 1})
    assert ids(own.search({"emails": ["ADA.byte@elsewhere.example"]})) == [invited["id"]]
    assert ids(own.search({"emailDomains": ["elsewhere.example"]})) == [invited["id"]]
    assert ids(own.search({"limit": 100}))[-1] == invited["id"]


def test_an_invited_colleague_is_managed_and_comes_back_with_the_same_account(own: Local) -> None:
    user = one(own, status="active", claimStatus="managed")
    delete(own, f"{USERS}/{user['accountId']}")
    (back,) = own.post(INVITE, {"emails": [user["email"]]}).json()["data"]
    assert back["id"] == user["accountId"]
    assert found(own, back["id"])["status"] == "active"
    assert found(own, back["id"])["groups"] == []


def test_an_invitation_of_which_a_part_fails_says_which(own: Local) -> None:
    state = own.state()
    closed = next(row for row in state["users"] if row["accountStatus"] != "active")
    resource = state["workspaces"][0]["id"]
    rules = [{"resource": resource, "role": "atlassian/user"}, {"resource": resource, "role": "atlassian/customer"}]
    answer = own.post(INVITE, {"emails": ["new@elsewhere.example", closed["email"]], "permissionRules": rules})
    assert answer.status_code == 206
    states = [[part["status"] for part in row["results"][0]["roleAssignmentResult"]] for row in answer.json()["data"]]
    assert states == [["INVITED", "ERROR"], ["ERROR", "ERROR"]]


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ({}, 400, "ADMIN-UAM-400-1"),
        ({"emails": []}, 400, "ADMIN-UAM-400-1"),
        ({"emails": ["nobody"]}, 400, "ADMIN-UAM-400-1"),
        ({"emails": ["a@b.example"], "colour": 1}, 400, "ADMIN-UAM-400-1"),
        ({"emails": ["a@b.example"], "permissionRules": [{"role": "x"}]}, 400, "ADMIN-UAM-400-1"),
        ({"emails": ["a@b.example"], "additionalGroups": ["none"]}, 404, "ADMIN-UAM-404-3"),
        ({"emails": ["a@b.example"], "permissionRules": [{"role": "x", "resource": "y"}]}, 404, "ADMIN-UAM-404-1"),
    ],
)
def test_an_invitation_that_cannot_be_is_refused_whole(own: Local, body: Row, status: int, code: str) -> None:
    answer = own.post(INVITE, body)
    assert (answer.status_code, answer.json()["errors"][0]["code"]) == (status, code)
    assert own.count() == Local(users=300, seed=5).count()


def test_the_default_group_of_a_product_cannot_be_asked_for(own: Local) -> None:
    default = next(group for group in own.state()["groups"] if group["_type"] == "USERBASE_GROUP")
    answer = own.post(INVITE, {"emails": ["a@b.example"], "additionalGroups": [default["id"]]})
    assert (answer.status_code, answer.json()["errors"][0]["code"]) == (409, "ADMIN-UAM-409-1")


def test_without_licences_nobody_new_comes_in() -> None:
    local = Local(users=20, seats=21)
    assert local.post(INVITE, {"emails": ["a@b.example"]}).status_code == 200
    answer = local.post(INVITE, {"emails": ["c@b.example"]})
    assert (answer.status_code, answer.json()["errors"][0]["code"]) == (402, "ADMIN-UAM-402-1")


def test_every_write_is_in_the_audit_log(own: Local) -> None:
    user = one(own, status="active", claimStatus="managed")
    account = user["accountId"]
    act(own, account, "suspend")
    act(own, account, "restore")
    delete(own, f"{USERS}/{account}")
    own.post(INVITE, {"emails": [user["email"]]})
    assert logged(own)[::-1] == [
        ("placeholder_user_suspended", [account]),
        ("placeholder_user_restored", [account]),
        ("placeholder_user_removed", [account]),
        ("placeholder_user_invited", [account]),
    ]
    newest = own.get("/v1/orgs/{o}/events", limit=1).json()["data"][0]
    assert own.get(f"/v1/orgs/{{o}}/events/{newest['id']}").json()["data"] == newest
    assert newest["attributes"]["actor"]["auth"]["authType"] == "api-token"


def test_a_write_is_for_keys_without_scopes() -> None:
    local = Local(scopes=frozenset({"read:directories:admin", "read:orgs:admin"}))
    account = local.state()["users"][0]["accountId"]
    assert act(local, account, "suspend").status_code == 403
    assert local.post(INVITE, {"emails": ["a@b.example"]}).json()["errors"][0]["code"] == "ADMIN-UAM-403-1"
