"""One realistic answer of each operation that answers with something, written by hand from what the real API sends."""

from typing import Any

from spec.rows import (
    CONTROL_ALLOWLIST,
    CONTROL_RESIDENCY,
    CONTROL_SECURITY,
    CURSORS,
    DOMAIN,
    EVENT,
    EVENT_META,
    GROUP,
    MANAGED,
    ORG,
    POLICY,
    POLICY_WITH_A_LIST,
    POLICY_WITH_SWITCHES,
    URLS,
    USER,
    WORKSPACE,
)

ANSWERS: dict[str, Any] = {
    "getOrgs": {"data": [ORG], "links": URLS},
    "getOrgById": {"data": ORG},
    "getDirectoriesForOrg": {"data": [{"directoryId": "d1", "name": "Main", "icon": None}], "links": CURSORS},
    "getUsers": {"data": [MANAGED], "links": URLS, "meta": {"total": 1}},
    "getDirectoryUsersCount": {"count": 48},
    "searchDirectoryUsers": {"data": [USER], "links": CURSORS},
    "getUserStats": {
        "accountStatus": [{"status": "active", "count": 2}],
        "roles": [{"roleId": "atlassian/org-admin", "count": 1}],
    },
    "getDirectoryUserDetails": {"data": {**USER, "deactivatedOn": "2026-01-01T00:00:00Z"}},
    "getUserRoleAssignments": {
        "data": [
            {
                "resourceId": "ari:cloud:platform::org/1",
                "resourceOwner": "platform",
                "directoryId": None,
                # one published example nests this list, which its schema does not: such a cell is invalid, and unknown
                "roles": ["atlassian/org-admin", "atlassian/user"],
                "roleAssignments": [{"role": "atlassian/org-admin", "roleAssignmentMethods": ["direct", "by-unit"]}],
                "userDirectoryStatus": "active",
            },
            {"resourceId": "ari:cloud:platform::site/1", "roleAssignments": None},
        ],
        "links": {},
    },
    "getGroupsCount": {"count": 7},
    "searchDirectoryGroups": {"data": [GROUP], "links": CURSORS},
    "getGroupsStats": {
        "totals": {"all": 3, "managed": 2, "synced": 1},
        "types": [{"type": "TEAM", "count": 1}, {"type": "SOMETHING_NEW", "count": 2}],
    },
    "getGroup": {"data": GROUP},
    "getGroupRoleAssignments": {
        "data": [
            {
                "resourceId": "ari:cloud:jira-software::site/1",
                "resourceOwner": "jira-software",
                "roles": ["atlassian/user"],
                "defaultRole": None,
            }
        ],
        "links": CURSORS,
    },
    "getDomains": {"data": [DOMAIN], "links": {}},
    "getDomainById": {"data": DOMAIN},
    "getPolicies": {
        "data": [POLICY, POLICY_WITH_A_LIST, POLICY_WITH_SWITCHES],
        "links": None,
        "meta": {
            "next": None,
            "prev": "UA==",
            "page_size": 3,
            "total": 23,
            "current": 2,
            "start_index": 20,
            "end_index": 22,
            "attributes": {"any": "form"},
        },
        "message": "ok",
    },
    "getPolicyById": {"data": POLICY, "message": None},
    "pollEvents": {"data": [EVENT], "links": URLS, "meta": EVENT_META},
    "queryWorkspacesV2": {
        "data": [WORKSPACE],
        "links": URLS,
        "meta": {"pageSize": 20, "startIndex": None, "endIndex": None, "total": 1},
    },
    "getUserLastActiveDates": {
        "data": {
            "product_access": [
                {
                    "id": "ari:cloud:confluence::site/1",
                    "key": "confluence",
                    "last_active": "2026-02-03",
                    "last_active_timestamp": "2026-02-03T04:05:06Z",
                }
            ],
            "added_to_org": None,
            "added_to_org_timestamp": "2022-01-02T03:04:05Z",
        },
        "links": {"next": None},
    },
    "searchUsersV1": {
        "data": [
            {
                "accountId": "712020:1",
                "accountType": "atlassian",
                "accountStatus": "partial",
                "name": "Robin Example",
                "nickname": "robin",
                "email": "robin@example.com",
                "emailVerified": True,
                "statusInUserbase": False,
                "productLastAccess": [
                    {"productKey": "jira", "cloudSiteId": "1", "lastActiveTimestamp": "2025-01-02T03:04:05Z"}
                ],
                "groups": [{"id": "1", "name": "users", "description": ""}],
            }
        ],
        "links": {"self": "YQ", "next": "Yg"},
    },
    "suspendUserAccessV1": {"message": "Access was suspended"},
    "restoreUserAccessV1": {"message": "Access was restored"},
    "getDirectoryUsers": {"data": [USER], "links": CURSORS},
    "inviteUsers": {
        "data": [
            {
                "id": "712020:1",
                "email": "kim@example.com",
                "results": [
                    {
                        "groupAssignmentResult": [{"group": "g1", "status": "INVITED", "statusReason": None}],
                        "roleAssignmentResult": [
                            {
                                "role": "ari:cloud:jira::role/product/member",
                                "resource": "ari:cloud:jira::site/1",
                                "status": "ERROR",
                                "statusReason": "no licence left",
                            }
                        ],
                    }
                ],
            }
        ]
    },
    "getGroups": {"data": [GROUP], "links": CURSORS},
    "getOrganizationGroups": {"data": [{"id": "1", "attributes": {"name": "users"}}], "links": URLS},
    "createPolicy": {"data": POLICY},
    "updatePolicy": {"data": POLICY},
    "addResourceToPolicy": {"data": POLICY},
    "updatePolicyResource": {"data": POLICY},
    "getEventActions": {
        "data": [
            {
                "id": "user_added_to_group",
                "type": "event-actions",
                "attributes": {
                    "displayName": "Added user to group",
                    "groupDisplayName": "Groups",
                    "groupDisplayNames": ["Groups", "Users"],
                },
            }
        ],
        "links": {},
        "message": None,
    },
    "getEvents": {"data": [EVENT], "links": {}, "meta": {"next": None}},
    "getEventById": {"data": EVENT},
    "getApiTokens": {
        "data": [
            {
                "id": "t1",
                "label": "ci",
                "status": "ALLOWED",
                "createdAt": "2025-01-02T03:04:05.678Z",
                "expiresAt": None,
                "lastActiveAt": "2026-01-02T03:04:05Z",
                "user": {"id": "712020:1", "orgId": "o1", "name": "Robin Example", "email": "robin@example.com"},
                "scopes": ["read:jira-work"],
            }
        ],
        "links": CURSORS,
    },
    "getApiKeys": {
        "data": [
            {
                "id": "k1",
                "label": "linter",
                "createdAt": "2025-01-02T03:04:05Z",
                "expiresAt": "2026-01-02T03:04:05Z",
                "lastActiveAt": None,
                "systemAccountId": "712020:9",
                "resource": "org",
                "orgId": "o1",
                "createdBy": {"id": "712020:1", "name": "Robin Example", "email": "robin@example.com"},
                "scopes": [],
                "targetResources": ["ari:cloud:platform::org/1"],
            }
        ],
        "links": {},
    },
    "getOauthClients": {
        "data": [
            {
                "clientId": "c1",
                "name": "sync",
                "createdAt": 1763149545609,
                "updatedAt": 1763149545609,
                "status": "ACTIVE",
            }
        ],
        "links": CURSORS,
    },
    "getServiceAccounts": {
        "items": [
            {
                "atlassianId": "712020:7",
                "id": "sa1",
                "email": "sa@example.com",
                "displayName": "Sync",
                "picture": None,
                "container": "org",
                "updatedAt": 1764642980899,
                "status": "active",
                "createdById": "712020:1",
                "description": "Moves data",
            }
        ],
        "links": {"next": None, "prev": None},
        "total": 1,
    },
    "getPoliciesV2": {
        "data": [CONTROL_ALLOWLIST, CONTROL_RESIDENCY, CONTROL_SECURITY],
        "links": {**URLS, "page_size": "3"},
        "meta": {"next": "Yg==", "page_size": 3},
    },
    "getPolicyV2": {"data": CONTROL_SECURITY},
}
