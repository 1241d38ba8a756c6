"""A local organization to ask everything of: another person and group each time, made ready for what is asked."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import cycle
from typing import Any

from contract.asking import Place, ask
from support.calls import BODIES
from support.local import Local
from support.specification import locate_apis

Ids = dict[str, str]
GROUP = "made for a test {}"
NAMES = [0]  # of the groups that were made


@dataclass(frozen=True, slots=True)
class World:
    """Where the organization is, what can be asked about in it, and a resource that roles and policies can be about."""

    place: Place
    subjects: Mapping[str, Iterator[str]]
    resource: str

    def ask(self, operation: str, form: str) -> Any:
        """Call an operation with ids and a body for which it must succeed."""
        ids = READY.get(operation, _as_they_are)(self, {name: next(each) for name, each in self.subjects.items()})
        return self.call(operation, ids, form)

    def call(self, operation: str, ids: Ids, form: str = "sync_detailed") -> Any:
        """Call an operation for these ids, `user_id` being another word for `account_id`."""
        body = FITTING.get(operation, lambda *_: BODIES.get(operation, {}))(self, ids)
        return ask(operation, form, self.place, {**ids, "user_id": ids["account_id"]}, body)

    def done(self, operation: str, ids: Ids) -> Any:
        """Call an operation that another one needs; it must succeed."""
        answer = self.call(operation, ids)
        assert int(answer.status_code) // 100 == 2, (operation, answer.content)
        return answer.parsed


def world(local: Local) -> World:
    """Return what can be asked of a local organization, as its own truth has it."""
    state = local.state()
    own = [row for row in state["groups"] if not row["externalSynced"] and not row["_grants"]]
    directory = own[0]["directoryId"]
    members = {row["accountId"] for row in state["users"] if row["_directories"].get(directory) == "active"}
    several = {
        "org_id": [local.org_id],
        "directory_id": [directory],
        "account_id": [row["account_id"] for row in state["managed_accounts"] if row["account_id"] in members],
        "group_id": [row["id"] for row in own if row["directoryId"] == directory],
        "domain_id": [row["id"] for row in state["domains"]],
        "policy_id": [row["id"] for row in state["policies"]],
        "control_policy_id": [row["id"] for row in state["control_policies"]],
        "client_id": [row["clientId"] for row in state["oauth_clients"]],
        "service_account_id": [row["id"] for row in state["service_accounts"]],
        "resource_id": [state["workspaces"][0]["id"]],
        "event_id": [row["id"] for row in state["events"]],
    }
    assert all(several.values()), several
    subjects = {name: cycle(ids) for name, ids in several.items()}
    return World(Place(locate_apis(local.base_url), local.api_key), subjects, state["workspaces"][0]["id"])


def _as_they_are(_: World, ids: Ids) -> Ids:
    return ids


def _after(operation: str) -> Callable[[World, Ids], Ids]:
    def ready(world: World, ids: Ids) -> Ids:
        world.done(operation, ids)
        return ids

    return ready


def _own_policy(world: World, ids: Ids) -> Ids:
    return {**ids, "policy_id": world.done("createPolicy", ids).data.id}


def _own_policy_with_a_resource(world: World, ids: Ids) -> Ids:
    return _after("addResourceToPolicy")(world, _own_policy(world, ids))


def _own_group(world: World, ids: Ids) -> Ids:
    world.done("createGroup", ids)
    found = ask("searchDirectoryGroups", "sync_detailed", world.place, ids, {"searchTerm": GROUP.format(NAMES[-1])})
    return {**ids, "group_id": found.parsed.data[0].id}


def _known_to_control(_: World, ids: Ids) -> Ids:
    return {**ids, "policy_id": ids["control_policy_id"]}


READY: Mapping[str, Callable[[World, Ids], Ids]] = {
    "addResourceToPolicy": _own_policy,
    "deleteGroup": _own_group,
    "deletePolicy": _own_policy,
    "getPolicyV2": _known_to_control,
    "getResourcesV2": _known_to_control,
    "deletePolicyResource": _own_policy_with_a_resource,
    "removeUserFromGroup": _after("addUserToGroup"),
    "restoreDirectoryUser": _after("suspendDirectoryUser"),
    "revokeGroupRole": _after("assignGroupRole"),
    "revokeOrganizationRole": _after("assignOrganizationRole"),
    "revokeRole": _after("assignRole"),
    "updatePolicy": _own_policy,
    "updatePolicyResource": _own_policy_with_a_resource,
}


def _role(world: World, _: Ids) -> Any:
    return {**BODIES["assignRole"], "resource": world.resource}


def _group_role(world: World, _: Ids) -> Any:
    return {"resourceId": world.resource, "roleId": "atlassian/user"}


def _invitation(world: World, ids: Ids) -> Any:
    rules = [{"role": "atlassian/user", "resource": world.resource}]
    return {**BODIES["inviteUsers"], "permissionRules": rules, "directoryId": ids["directory_id"]}


def _new_group(*_: Any) -> Any:
    NAMES.append(NAMES[-1] + 1)
    return {"name": GROUP.format(NAMES[-1])}


def _changed_policy(_: World, ids: Ids) -> Any:
    return {"data": {**BODIES["updatePolicy"]["data"], "id": ids["policy_id"]}}


FITTING: Mapping[str, Callable[[World, Ids], Any]] = {
    "addResourceToPolicy": lambda _, ids: {**BODIES["addResourceToPolicy"], "id": ids["resource_id"]},
    "addUserToGroup": lambda _, ids: {"accountId": ids["account_id"]},
    "assignGroupRole": _group_role,
    "assignRole": _role,
    "bulkFetchAuthPolicy": lambda _, ids: {"accountIds": [ids["account_id"], "nobody"]},
    "countServiceAccountApiTokens": lambda _, ids: {"serviceAccounts": [ids["service_account_id"]]},
    "createGroup": _new_group,
    "inviteUsers": _invitation,
    "revokeGroupRole": _group_role,
    "revokeRole": _role,
    "updatePolicy": _changed_policy,
}
