"""The operations that tables are read with, named by method and path.

Names of operations, modules and classes are whatever a document calls them, so nothing is found by those. Paths are
compared without the names of their parameters, which differ from document to document as well.
"""

import re
from dataclasses import dataclass

from orglint.tables.apis import ORGANIZATIONS, Api


@dataclass(frozen=True, slots=True)
class Endpoint:
    """One operation of an API: its method in capitals, and its path below the API's base URL."""

    api: Api
    method: str
    path: str

    @property
    def key(self) -> str:
        """The method and the path without the names of its parameters: `GET /v1/orgs/{}`."""
        return build_key(self.method, self.path)

    @property
    def short_name(self) -> str:
        """The end of the path, for people: `users/count`."""
        return "/".join(self.path.split("/")[-2:])

    def __str__(self) -> str:
        return f"{self.method} {self.path}"


def build_key(method: str, path: str) -> str:
    """Return what tells an operation from every other one of its API."""
    return f"{method.upper()} {re.sub(r'{[^{}]*}', '{}', path)}"


_IN_ALL_DIRECTORIES = "/v2/orgs/{orgId}/directories/{directoryId}"

GET_ORGANIZATION = Endpoint(ORGANIZATIONS, "GET", "/v1/orgs/{orgId}")
LIST_DIRECTORIES = Endpoint(ORGANIZATIONS, "GET", "/v2/orgs/{orgId}/directories")
SEARCH_USERS = Endpoint(ORGANIZATIONS, "POST", f"{_IN_ALL_DIRECTORIES}/users/search")
COUNT_USERS = Endpoint(ORGANIZATIONS, "GET", f"{_IN_ALL_DIRECTORIES}/users/count")
GET_USER_STATISTICS = Endpoint(ORGANIZATIONS, "GET", f"{_IN_ALL_DIRECTORIES}/users/stats")
LIST_MANAGED_ACCOUNTS = Endpoint(ORGANIZATIONS, "GET", "/v1/orgs/{orgId}/users")
SEARCH_GROUPS = Endpoint(ORGANIZATIONS, "POST", f"{_IN_ALL_DIRECTORIES}/groups/search")
COUNT_GROUPS = Endpoint(ORGANIZATIONS, "GET", f"{_IN_ALL_DIRECTORIES}/groups/count")
GET_GROUP_STATISTICS = Endpoint(ORGANIZATIONS, "GET", f"{_IN_ALL_DIRECTORIES}/groups/stats")
LIST_USER_ROLES = Endpoint(ORGANIZATIONS, "GET", f"{_IN_ALL_DIRECTORIES}/users/{{accountId}}/role-assignments")
LIST_GROUP_ROLES = Endpoint(ORGANIZATIONS, "GET", f"{_IN_ALL_DIRECTORIES}/groups/{{groupId}}/role-assignments")
LIST_DOMAINS = Endpoint(ORGANIZATIONS, "GET", "/v1/orgs/{orgId}/domains")
LIST_POLICIES = Endpoint(ORGANIZATIONS, "GET", "/v1/orgs/{orgId}/policies")
