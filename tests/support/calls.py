"""How to call every operation of the clients: its module, its ids and the least body that the API takes."""

import importlib
import inspect
import pkgutil
import re
import ssl
from collections.abc import Mapping
from typing import Any

from support.specification import GENERATED, OPERATIONS, PACKAGES

PLAIN = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
"""What clients of plain HTTP are given: to read all certificates of the machine takes longer than a call."""
IDS = {
    "org_id": "o/1",
    "directory_id": "-",
    "account_id": "712020:a b",
    "user_id": "557058:1",
    "group_id": "g?1",
    "policy_id": "p",
    "client_id": "c/1",
    "service_account_id": "s 1",
    "resource_id": "ari:cloud:jira::site/1",
    "domain_id": "d=",
    "event_id": "e#1",
}
POLICY = {"type": "ip-allowlist", "name": "Office", "status": "enabled", "rule": {"in": ["192.0.2.0/24"]}}
ROLE = {"role": "atlassian/user", "resource": "ari:cloud:jira::site/1"}
GROUP_ROLE = {"resourceId": "ari:cloud:jira::site/1", "roleId": "atlassian/viewer"}
BODIES: dict[str, Any] = {
    "assignRole": ROLE,
    "revokeRole": ROLE,
    "assignOrganizationRole": {"role": "atlassian/org-admin"},
    "revokeOrganizationRole": {"role": "atlassian/org-admin"},
    "inviteUserV1": {"email": "kim@example.com"},
    "inviteUsers": {"emails": ["kim@example.com"], "permissionRules": [ROLE]},
    "createGroup": {"name": "admins"},
    "addUserToGroup": {"accountId": "712020:1"},
    "assignGroupRole": GROUP_ROLE,
    "revokeGroupRole": GROUP_ROLE,
    "createPolicy": {"data": {"type": "policy", "attributes": POLICY}},
    "updatePolicy": {"data": {"id": "p", "type": "policy", "attributes": POLICY}},
    "addResourceToPolicy": {"id": "ari:cloud:jira::site/1", "meta": {"scheduledDate": "2027-01-01"}},
    "bulkFetchAuthPolicy": {"accountIds": ["712020:1", "557058:2"]},
    "updatePolicyResource": {"links": {"ticket": "https://support.example.com/1"}},
}
BARE: dict[str, Any] = {
    "inviteUserV1": ["712020:1"],
    "getApiTokensCount": 5,
    "getApiKeysCount": 0,
    "getOauthClientsCount": 1,
    "getOauthClient": {"clientId": "c/1"},
    "getAllServiceAccountApiTokens": [{"id": "t1"}],
    "getAllServiceAccountOauthClients": {"data": []},
    "countServiceAccountApiTokens": {"count": 3},
    "getServiceAccountApiTokens": {"data": [{"id": "t1"}]},
    "getServiceAccountOauthClients": [],
    "getResourcesV2": {"data": [{"id": "ari:cloud:jira::site/1"}]},
    "bulkFetchAuthPolicy": [{"email": "robin@example.com", "policyId": "a1"}],
}


def endpoints() -> dict[str, Any]:
    found = {}
    for name in PACKAGES.values():
        for tag in pkgutil.iter_modules([str(GENERATED / name / "api")]):
            for module in pkgutil.iter_modules([str(GENERATED / name / "api" / tag.name)]):
                whole = f"{name}.api.{tag.name}.{module.name}"
                found[f"{tag.name}.{module.name}"] = importlib.import_module(whole)
    return found


def open_client(operation: str, urls: Mapping[str, str], key: str, **options: Any) -> Any:
    """Return the client that an operation is asked through, where the base URL of each API is as given."""
    api = OPERATIONS[operation]["api"]
    package = importlib.import_module(PACKAGES[api])
    return package.AuthenticatedClient(urls[api], token=key, verify_ssl=PLAIN, **options)


ENDPOINTS = endpoints()


def snake(name: str) -> str:
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).lower()


def module(operation: str, facts: dict[str, Any]) -> str:
    tag = facts["tag"].replace("-", "_")
    return f"{tag}.{snake(operation)}"


def arguments(function: Any, ids: Mapping[str, str], body: Any) -> tuple[list[Any], dict[str, Any]]:
    """The least that a call needs: ids, and a body where there is one."""
    named = inspect.signature(function, eval_str=True).parameters
    given = [ids[each.name] for each in named.values() if each.kind is each.POSITIONAL_OR_KEYWORD]
    return given, {"body": named["body"].annotation.from_dict(body)} if "body" in named else {}
