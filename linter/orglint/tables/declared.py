"""The declaration of each table; its columns come from the specification."""

from dataclasses import replace

from orglint.model.table import Absence
from orglint.tables import derived, endpoints, evidence_of
from orglint.tables.declaration import Declaration, Parent
from orglint.tables.evidence import RowsOf
from orglint.tables.pagination import CURSOR, URL, Pagination
from orglint.tables.search import CountOperations, SearchFilters, ValueStatistics

_MAY_BE_MISSING = Absence.ABSENT
_LEFT_OUT_IS_EMPTY = Absence.EMPTY

_ADMINS = ("atlassian/org-admin", "atlassian/site-admin", "atlassian/user-access-admin")
_ROLES = tuple(
    f"atlassian/{name}"
    for name in [
        "org-admin",
        "site-admin",
        "user-access-admin",
        "ai-access",
        "admin",
        "user",
        "guest",
        "basic",
        "contributor",
        "customer",
        "stakeholder",
        "viewer",
        "unit-admin",
    ]
)
"""The ids of roles: two of them stand in the text of the API's documentation alone, in no list of it."""

DECLARATIONS = (
    Declaration(
        name="organization",
        variable="organization",
        key="id",
        called=("name",),
        endpoint=endpoints.GET_ORGANIZATION,
        meaning="The organization itself: one row.",
        lift="attributes",
        drop=("links", "type", "relationships"),
    ),
    Declaration(
        name="directories",
        variable="directory",
        key="directoryId",
        called=("name",),
        endpoint=endpoints.LIST_DIRECTORIES,
        pagination=replace(CURSOR, limit=100),
        meaning="The user directories of the organization.",
        absence={"icon": _MAY_BE_MISSING},
        needs=("directoryId",),
        evidence=evidence_of.DIRECTORIES,
    ),
    Declaration(
        name="users",
        variable="user",
        key="accountId",
        called=("email", "name", "nickname"),
        endpoint=endpoints.SEARCH_USERS,
        pagination=CURSOR,
        # The search lists members only, but the count also counts managed accounts that are in no directory.
        search=SearchFilters(
            keys="accountIds",
            walks=({}, {"claimStatus": "managed", "membershipStatus": ["no_membership"]}),
            wider={"claimStatus": "managed"},
            values={"platformRoles": "roleIds"},
        ),
        counted=CountOperations(
            endpoints.COUNT_USERS,
            endpoints.GET_USER_STATISTICS,
            values={
                "accountStatus": ValueStatistics("accountStatus", "status", of_all=True),
                "platformRoles": ValueStatistics("roles", "roleId"),
            },
        ),
        meaning="Everybody in a directory of the organization, managed or not, and managed accounts outside of them.",
        expand={
            "platformRoles": "platformRoles",
            "productAccess": "productAccess",
            "groups": "groups",
            "counts": "counts.resources",
        },
        absence={
            "platformRoles": _LEFT_OUT_IS_EMPTY,
            "productAccess": _LEFT_OUT_IS_EMPTY,
            "groups": _LEFT_OUT_IS_EMPTY,
            "email": _MAY_BE_MISSING,
            "managementSource": _MAY_BE_MISSING,
            "deactivatedOn": _MAY_BE_MISSING,
            "jobTitle": _MAY_BE_MISSING,
            "department": _MAY_BE_MISSING,
            "organization": _MAY_BE_MISSING,
            "location": _MAY_BE_MISSING,
            "timeZone": _MAY_BE_MISSING,
            "picture": _MAY_BE_MISSING,
            "avatar": _MAY_BE_MISSING,
        },
        may_be_missing=(
            "deactivatedOn",
            "jobTitle",
            "department",
            "organization",
            "location",
            "timeZone",
            "groups[].description",
        ),
        derived=derived.USERS,
        moving=("counts", "productAccess[].lastActiveTimestamp"),
        united=("platformRoles", "productAccess", "groups"),
        membership="membershipStatus",
        follows="status",
        closed=dict.fromkeys(("status", "accountStatus", "membershipStatus", "claimStatus", "platformRoles[]"), ()),
        past=("addedToOrg", "deactivatedOn", "productAccess[].lastActiveTimestamp"),
        needs=(
            "accountStatus",
            "claimStatus",
            "email",
            "groups[].id",
            "membershipStatus",
            "platformRoles[]",
            "productAccess[].id",
            "productAccess[].lastActiveTimestamp",
            "status",
        ),
        evidence=evidence_of.USERS,
    ),
    Declaration(
        name="managed_accounts",
        variable="account",
        key="account_id",
        called=("email", "name"),
        endpoint=endpoints.LIST_MANAGED_ACCOUNTS,
        pagination=URL,
        meaning="Accounts whose e-mail domain the organization has verified and claimed, with billing and product use.",
        absence={
            "email": _MAY_BE_MISSING,
            "last_active": _MAY_BE_MISSING,
            "product_access": _LEFT_OUT_IS_EMPTY,
        },
        moving=("last_active", "product_access[].last_active"),
        closed={"account_status": ()},
        past=("last_active", "product_access[].last_active"),
        evidence=evidence_of.MANAGED_ACCOUNTS,
    ),
    Declaration(
        name="groups",
        variable="group",
        key="id",
        called=("name",),
        endpoint=endpoints.SEARCH_GROUPS,
        pagination=CURSOR,
        search=SearchFilters(keys="groupIds"),
        counted=CountOperations(endpoints.COUNT_GROUPS, endpoints.GET_GROUP_STATISTICS, total="totals.all"),
        meaning="Groups of users; who is in them stands in users.groups, by ari:cloud:identity::group/ and the id.",
        expand={"counts": "counts.users counts.resources"},
        absence={"description": _MAY_BE_MISSING, "managedBy": _MAY_BE_MISSING},
        may_be_missing=("description",),
        moving=("counts",),
        closed={"managedBy": ()},
        needs=("directoryId",),
        evidence=evidence_of.GROUPS,
    ),
    Declaration(
        name="domains",
        variable="domain",
        key="id",
        called=("name",),
        endpoint=endpoints.LIST_DOMAINS,
        pagination=URL,
        meaning="E-mail domains that the organization has claimed, and how each claim stands.",
        lift="attributes",
        drop=("links", "type"),
        closed={"claim.status": ()},
        needs=("name",),
        evidence=evidence_of.DOMAINS,
    ),
    Declaration(
        name="policies",
        variable="policy",
        key="id",
        called=("name",),
        endpoint=endpoints.LIST_POLICIES,
        pagination=Pagination(("meta.next", "links.next"), frozenset({"links.next"})),
        meaning="Policies of the organization, and what each is applied to.",
        lift="attributes",
        drop=("links", "type"),
        renamed={"id": "attributesId"},
        absence={"resources": _LEFT_OUT_IS_EMPTY, "rule": _MAY_BE_MISSING, "updatedAt": _MAY_BE_MISSING},
        derived=derived.POLICIES,
        closed={"status": ("active", "draft", "deleted"), "resources[].applicationStatus": ()},
        past=("createdAt", "updatedAt"),
        needs=("status",),
        may_be_missing=(
            "resources[].links",
            "resources[].links.ticket",
            "resources[].meta",
            "resources[].meta.atlassianAccountId",
            "resources[].meta.migrationEndDataTime",
            "resources[].meta.migrationStartDateTime",
            "resources[].meta.scheduledDate",
        ),
    ),
    Declaration(
        name="user_roles",
        variable="user_role",
        key="id",
        endpoint=endpoints.LIST_USER_ROLES,
        pagination=replace(CURSOR, limit=100),
        meaning="Which roles a user holds on which resource, and how they were given; asked user by user.",
        parent=Parent(
            "users",
            "accountId",
            ("accountId", "resourceId", "directoryId"),
            counted=RowsOf("users", "counts.resources"),
            certain=RowsOf("users", "platformRoles", _ADMINS, only={"status": ("active",)}),
        ),
        absence={
            "resourceId": _MAY_BE_MISSING,
            "directoryId": _MAY_BE_MISSING,
            "userDirectoryStatus": _MAY_BE_MISSING,
            "roleAssignments": _MAY_BE_MISSING,
        },
        needs=("directoryId",),
        nested=("roles",),  # one example of the vendor has [["atlassian/org-admin"]], the schema a list of texts
        closed={
            "roles[]": _ROLES,
            "roleAssignments[].role": _ROLES,
            "roleAssignments[].roleAssignmentMethods[]": (),
            "userDirectoryStatus": (),
        },
        evidence=evidence_of.USER_ROLES,
    ),
    Declaration(
        name="group_roles",
        variable="group_role",
        key="id",
        endpoint=endpoints.LIST_GROUP_ROLES,
        pagination=replace(CURSOR, limit=100),
        meaning="Which roles a group gives on which resource; asked group by group.",
        parent=Parent("groups", "groupId", ("groupId", "resourceId"), counted=RowsOf("groups", "counts.resources")),
        absence={"resourceId": _MAY_BE_MISSING, "defaultRole": _MAY_BE_MISSING},
        closed={"roles[]": _ROLES, "defaultRole": _ROLES},
    ),
)

SEARCHES = frozenset(one.endpoint for one in DECLARATIONS if one.endpoint.method == "POST")
"""The operations that only read, although they are asked with POST: they list the rows of a table."""


def find_declaration(table: str) -> Declaration:
    """Return the declaration of a table."""
    return next(one for one in DECLARATIONS if one.name == table)
