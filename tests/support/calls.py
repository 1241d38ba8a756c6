"""How to call every operation of the client: its module, its ids and the least body that the API takes."""

import importlib
import inspect
import json
import pkgutil
import re
import ssl
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import atlassian_admin
from atlassian_admin import api

PLAIN = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
"""What clients of plain HTTP are given: to read all certificates of the machine takes longer than a call."""
GENERATED = Path(atlassian_admin.__file__).parents[1]
OPERATIONS: dict[str, Any] = json.loads((GENERATED / "atlassian_admin/schemas.json").read_text("utf-8"))["x-operations"]
IDS = {
    "org_id": "o/1",
    "directory_id": "-",
    "account_id": "712020:a b",
    "user_id": "557058:1",
    "group_id": "g?1",
    "policy_id": "p",
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
    "updatePolicyResource": {"links": {"ticket": "https://support.example.com/1"}},
}
BARE: dict[str, Any] = {
    "inviteUserV1": ["712020:1"],
    "getApiTokensCount": 5,
    "getApiKeysCount": 0,
    "getOauthClientsCount": 1,
}


def endpoints() -> dict[str, Any]:
    found = {}
    for tag in pkgutil.iter_modules(api.__path__):
        package = importlib.import_module(f"{api.__name__}.{tag.name}")
        for module in pkgutil.iter_modules(package.__path__):
            found[f"{tag.name}.{module.name}"] = importlib.import_module(f"{package.__name__}.{module.name}")
    return found


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
