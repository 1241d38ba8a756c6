"""Any writes in any order, against a model that keeps three plain dictionaries."""

import random
from collections.abc import Callable

import pytest

from simulator.local import Local, Row, ids

ADMIN = "atlassian/org-admin"
V2 = "/v2/orgs/{o}/directories"


class Model:
    """What a reader of the manual would expect: states by directory, org admins, members of one group."""

    def __init__(self, local: Local, group: Row, chance: random.Random) -> None:
        users = local.state()["users"]
        self.local, self.chance, self.group = local, chance, group
        self.states = {row["accountId"]: dict(row["_directories"]) for row in users}
        self.managed = {row["accountId"] for row in users if row["claimStatus"] == "managed"}
        self.open = {row["accountId"] for row in users if row["accountStatus"] == "active"}
        self.admins = {row["accountId"] for row in users if ADMIN in row["platformRoles"]}
        self.members: set[str] = set()

    def inside(self, account: str) -> bool:
        return any(state != "no_membership" for state in self.states[account].values())

    def one(self) -> tuple[str, list[str], str]:
        """Return somebody, and some directories with how a path names them."""
        account = self.chance.choice([name for name in self.states if self.inside(name)])
        every = list(self.states[account])
        named = self.chance.choice(["-", *every])
        return account, every if named == "-" else [named], named

    def move(self, verb: str, before: str, after: str) -> None:
        account, directories, named = self.one()
        known = [name for name in directories if self.states[account][name] != "no_membership"]
        answer = self.local.post(f"{V2}/{named}/users/{account}/{verb}")
        assert answer.status_code == (204 if known else 404)
        self.states[account].update({name: after for name in known if self.states[account][name] == before})

    def suspend(self) -> None:
        self.move("suspend", "active", "suspended")

    def restore(self) -> None:
        self.move("restore", "suspended", "active")

    def remove(self) -> None:
        account, directories, named = self.one()
        known = [name for name in directories if self.states[account][name] != "no_membership"]
        answer = self.local.ask("DELETE", f"/admin{V2}/{named}/users/{account}")
        assert answer.status_code == (204 if known else 404)
        self.states[account].update(dict.fromkeys(known, "no_membership"))
        if not self.inside(account):
            self.admins.discard(account)
        if self.states[account][self.group["directoryId"]] == "no_membership":
            self.members.discard(account)
        if not self.inside(account) and account not in self.managed:
            del self.states[account]

    def join(self) -> None:
        account, _, _ = self.one()
        answer = self.local.post(f"{V2}/-/groups/{self.group['id']}/memberships", {"accountId": account})
        there = self.states[account][self.group["directoryId"]] != "no_membership"
        assert answer.status_code == (404 if not there else 409 if account in self.members else 204)
        self.members |= {account} if there else set()

    def leave(self) -> None:
        account = self.chance.choice(sorted(self.members) or ["nobody"])
        answer = self.local.ask("DELETE", f"/admin{V2}/-/groups/{self.group['id']}/memberships/{account}")
        assert answer.status_code == (204 if account in self.members else 404)
        self.members.discard(account)

    def promote(self) -> None:
        account, _, _ = self.one()
        answer = self.local.post(f"/v1/orgs/{{o}}/users/{account}/roles/assign", {"role": ADMIN})
        assert answer.status_code == (204 if account in self.open else 400)
        self.admins |= {account} & self.open

    def demote(self) -> None:
        account = self.chance.choice(sorted(self.admins) or ["nobody"])
        answer = self.local.post(f"/v1/orgs/{{o}}/users/{account}/role-assignments/revoke", {"role": ADMIN})
        assert answer.status_code == (404 if account == "nobody" else 403 if self.admins == {account} else 204)
        if answer.status_code == 204:
            self.admins.discard(account)

    def invite(self) -> None:
        email = f"new{self.chance.randrange(10**6)}@elsewhere.example"
        (row,) = self.local.post("/v2/orgs/{o}/users/invite", {"emails": [email]}).json()["data"]
        first, *others = [row["directoryId"] for row in self.local.v2(V2)]
        self.states[row["id"]] = {first: "active", **dict.fromkeys(others, "no_membership")}
        self.open.add(row["id"])


@pytest.mark.parametrize("seed", range(4))
def test_whatever_is_written_is_read_as_the_manual_says(seed: int) -> None:
    local, chance = Local(users=100, seed=seed), random.Random(seed)
    home = local.v2(V2)[seed % 2]["directoryId"]
    local.post(f"{V2}/{home}/groups", {"name": "Made here"})
    model = Model(local, local.search({"groupNames": ["made here"]}, kind="groups")[0], chance)
    acts: list[Callable[[], None]] = [
        model.suspend, model.restore, model.remove, model.join, model.leave, model.promote, model.demote, model.invite,
    ]  # fmt: skip
    for _ in range(120):
        chance.choice(acts)()
    members = {name for name in model.states if model.inside(name)}
    assert set(ids(local.search({"limit": 100}))) == members
    assert local.count() == len(members | {name for name in model.states if name in model.managed})
    assert {row["accountId"]: row["_directories"] for row in local.state()["users"]} == model.states
    assert set(ids(local.search({"roleIds": [ADMIN], "limit": 100}))) == model.admins
    assert set(ids(local.search({"groupIds": [model.group["id"]], "limit": 100}))) == model.members
    assert local.get(f"{V2}/-/groups/{model.group['id']}").json()["data"]["counts"]["users"] == len(model.members)
    for directory in local.v2(V2):
        suspended = {name for name, held in model.states.items() if held[directory["directoryId"]] == "suspended"}
        found = local.search({"membershipStatus": ["suspended"], "limit": 100}, directory=directory["directoryId"])
        assert set(ids(found)) == suspended
