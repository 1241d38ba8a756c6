"""Rows as the real API sends them, written by hand from measurements and documents."""

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
    "links": None,
    "message": "ok",
    "attributes": {"type": "generative-ai", "rule": [{"product": "jira", "on": True}, "more", 3], "status": "enabled"},
}
POLICY_WITH_SWITCHES = {
    "id": "p3",
    "type": "policy",
    "attributes": {
        "type": "admin-notification-settings",
        "rule": {
            "adminApprovalSummary": "daily",
            "consented": True,
            "notification": [{"to": "admins"}],
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
            "picture": {"any": ["form"]},
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
    "page_size": 1,
    "total": 1,
    "count": 1,
    "current": 1,
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
        "statusDetails": ["ok", "moved"],
        "hostUrl": "https://acme.example.com",
        "realm": "EU",
        "regions": ["eu-west-1"],
        "labels": ["a"],
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

CONTROL_ALLOWLIST = {
    "id": "p4",
    "type": "policy",
    "attributes": {
        "type": "ip-allowlist",
        "name": "Office",
        "status": "enabled",
        "rule": {"in": ["192.0.2.0/24"], "allowMobileBypass": True},
    },
}
CONTROL_RESIDENCY = {
    "id": "p5",
    "type": "policy",
    "attributes": {"type": "data-residency", "name": "Europe", "status": "disabled", "rule": {"in": ["eu"]}},
}
CONTROL_SECURITY = {
    "id": "p6",
    "type": "policy",
    "attributes": {
        "type": "data-security",
        "id": "p6",
        "name": "No export",
        "status": "active",
        "ownerId": "o1",
        "createdAt": "2026-01-02T03:04:05.678Z",
        "updatedAt": None,
        "queryData": None,
        "rule": {"export": {"effect": "block"}},
        "metadata": {
            "policyCoverageLevel": "ORG",
            "description": "Pages stay here",
            "createdBy": "ari:cloud:identity::user/712020:1",
            "lastUpdatedBy": "ari:cloud:identity::user/712020:1",
            "hasHadCoverage": True,
            "systemTag": None,
        },
    },
}
