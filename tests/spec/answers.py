"""One realistic answer of each operation that answers with something, written by hand from what the real API sends."""

from typing import Any

ORG = {
    "id": "4a1b2c3d-k9c8-1k2j-3k4l-000000000001",
    "type": "orgs",
    "attributes": {"name": "Acme"},
    "relationships": {
        "domains": {"links": {"related": "https://api.atlassian.com/admin/v1/orgs/1/domains"}},
        "users": {"links": {"related": "https://api.atlassian.com/admin/v1/orgs/1/users"}},
    },
    "links": {"self": "https://api.atlassian.com/admin/v1/orgs/1"},
}
URLS = {"self": "https://api.atlassian.com/admin/v1/orgs?cursor=a", "prev": None, "next": None}
CURSORS = {"self": "Zmlyc3Q", "prev": None, "next": "bmV4dC1_Lg"}
USER = {
    "accountId": "712020:0e1f2a3b-0000-4c5d-8e6f-000000000001",
    "accountType": "atlassian",
    "status": "suspended",
    "accountStatus": "active",
    "membershipStatus": "suspended",
    "addedToOrg": "2023-03-01T10:11:12.131Z",
    "deactivatedOn": None,
    "forDeletion": False,
    "name": "Robin Example",
    "nickname": "robin",
    "email": "robin@example.com",
    "emailVerified": True,
    "claimStatus": "managed",
    "platformRoles": ["atlassian/org-admin", "atlassian/unit-admin"],
    "picture": "https://avatar.example.com/1",
    "avatar": "https://avatar.example.com/2",
    "mfaEnabled": True,
    "managementSource": None,
    "jobTitle": "Engineer",
    "department": None,
    "organization": "Acme",
    "location": None,
    "timeZone": "Europe/Vienna",
    "counts": {"resources": 3},
    "productAccess": [
        {
            "id": "ari:cloud:jira-software::site/1",
            "key": "jira-software",
            "lastActiveTimestamp": "2026-05-06T07:08:09.123456Z",
        }
    ],
    "groups": [{"id": "ari:cloud:identity::group/1", "name": None, "description": None}],
    "links": {"self": "cm93"},
}
GROUP = {
    "id": "7d1f0f2e",
    "name": "jira-users",
    "description": "",
    "directoryId": "d1",
    "externalSynced": False,
    "managedBy": "admins",
    "managementAccess": {"deletable": True, "modifiable": True, "readable": True},
    "counts": {"users": 4, "resources": 0},
    "links": {"self": "Zw"},
}
DOMAIN = {
    "id": "ZXhhbXBsZS5jb20",
    "type": "domains",
    "attributes": {"name": "example.com", "claim": {"type": "google-workspace", "status": "verified"}},
    "links": {"self": "https://api.atlassian.com/admin/v1/orgs/1/domains/ZXhhbXBsZS5jb20"},
}
POLICY = {
    "id": "p1",
    "type": "policy",
    "attributes": {
        "id": "p1",
        "type": "ip-allowlist",
        "name": "Office",
        "status": "enabled",
        "rule": {"in": ["198.51.100.0/24", "2001:db8::/32"]},
        "resources": [
            {
                "id": "ari:cloud:jira-software::site/1",
                "applicationStatus": "scheduled",
                "meta": {
                    "scheduledDate": "2026-01-01",
                    "migrationStartDateTime": "2026-01-01T00:00:00Z",
                    "migrationEndDataTime": None,
                    "atlassianAccountId": "712020:1",
                },
                "links": {"ticket": "https://support.example.com/1"},
            }
        ],
        "ownerId": "712020:1",
        "createdAt": "2025-01-02T03:04:05Z",
        "updatedAt": None,
        "metadata": {"policyCoverageLevel": "ORG"},
        "queryData": {"any": [1, "two"]},
    },
}
POLICY_WITH_A_LIST = {
    "id": "p2",
    "type": "policy",
    "attributes": {"type": "generative-ai", "rule": [{"product": "jira", "on": True}, "more", 3], "status": "enabled"},
}
POLICY_WITH_SWITCHES = {
    "id": "p3",
    "type": "policy",
    "attributes": {
        "type": "admin-notification-settings",
        "rule": {
            "adminApprovalSummary": {"frequency": "daily"},
            "consented": True,
            "notification": ["mail", {"to": "admins"}],
            "off": ["x"],
            "scopeType": "org",
        },
    },
}
EVENT = {
    "id": "e1",
    "type": "events",
    "attributes": {
        "time": "2026-05-06T07:08:09Z",
        "processedAt": "2026-05-06T07:08:10.123Z",
        "action": "user_added_to_group",
        "actor": {
            "id": "712020:1",
            "name": "Robin Example",
            "email": "robin@example.com",
            "links": {
                "self": "https://api.atlassian.com/users/1/manage/profile",
                "alt": "https://example.com/people/1",
            },
            "onBehalfOf": {"id": "712020:2", "name": "Kim Example", "email": "kim@example.com"},
            "app": {"id": "a1", "type": "apps", "attributes": {"name": "Sync"}, "links": None},
            "auth": {"authType": "api-token", "tokenId": "t1", "tokenLabel": "ci"},
        },
        "context": [
            {"id": "g1", "type": "groups", "attributes": {"name": "admins"}, "links": {"alt": "https://example.com/g1"}}
        ],
        "container": [
            {
                "id": "s1",
                "type": "sites",
                "attributes": {"siteHostName": "acme.example.com", "siteName": "acme"},
                "links": {"self": "https://example.com/s1", "alt": "https://example.com/s1"},
            }
        ],
        "location": {
            "ip": "192.0.2.1",
            "countryName": "Austria",
            "regionName": "Vienna",
            "city": "Vienna",
            "geo": "48.2,16.4",
        },
    },
    "relations": None,
    "message": {"content": "Robin added Kim to admins", "format": "simple"},
    "links": {"self": "https://api.atlassian.com/admin/v1/orgs/1/events/e1"},
}
EVENT_META = {
    "next": "bmV4dA",
    "prev": None,
    "page_size": 200,
    "total": 1,
    "count": 1,
    "current": "Y3Vy",
    "start_index": 1,
    "end_index": 1,
    "attributes": {"note": "x"},
}
WORKSPACE = {
    "id": "ari:cloud:jira-software::site/1",
    "type": "workspace",
    "attributes": {
        "name": "acme",
        "type": "Jira",
        "typeKey": "jira-software",
        "owner": None,
        "status": "online",
        "statusDetails": ["ok", {"code": 1}],
        "hostUrl": "https://acme.example.com",
        "realm": "EU",
        "regions": ["eu-west-1"],
        "labels": [{"key": "a"}],
        "icons": {"small": "https://example.com/i"},
        "avatars": {},
        "sandbox": {"type": "NONE"},
        "capacity": 10,
        "usage": None,
        "createdAt": "2024-01-01T00:00:00.5Z",
        "createdBy": "ari:cloud:identity::user/1",
        "updatedAt": None,
    },
    "relationships": {"policies": [{"id": "p1"}], "features": []},
    "links": {"self": "https://api.atlassian.com/admin/v2/orgs/1/workspaces/1"},
}
MANAGED = {
    "account_id": "557058:1",
    "account_type": "atlassian",
    "account_status": "inactive",
    "name": "Kim Example",
    "picture": "https://avatar.example.com/3",
    "email": "kim@example.com",
    "access_billable": False,
    "last_active": "2026-02-03T04:05:06Z",
    "product_access": [
        {
            "key": "loom",
            "name": "Loom",
            "url": "https://acme.example.com",
            "last_active": "2026-02-03T04:05:06.789Z",
        }
    ],
    "links": {"self": "https://api.atlassian.com/users/557058:1/manage/profile"},
}

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
                "roles": [["atlassian/org-admin", "atlassian/user"], "atlassian/admin"],
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
        "meta": {"next": None, "page_size": 20},
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
}
