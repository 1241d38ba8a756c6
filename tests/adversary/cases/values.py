"""A value that no specification lists, where a listed one was expected; and in what is open, a value like any other."""

from adversary import honest
from adversary.changes import (
    COUNT,
    DORMANT,
    MANAGED,
    NOW,
    REQUIRED,
    STALE,
    VERIFIED,
    WHOLE,
    agree,
    decided,
    domain,
    dormant,
    guest,
    policy,
    resources,
    silent,
    stale,
    together,
    user,
    withheld,
)  # fmt: skip
from adversary.honest import ADMIN

_ROLES = {
    "of another name": ("atlassian/organization-admin",),
    "in other case": ("Atlassian/Org-Admin",),
    "with a blank at its end": (f"{ADMIN} ",),
    "with a line feed at its end": (f"{ADMIN}\n",),
    "with a letter that nobody sees": ("atlassian/org\u200b-admin",),
    "with a letter of another alphabet": ("atlassian/\u043erg-admin",),
    "as the address of a role": ("ari:cloud:platform::role/org-admin",),
    "as the address of a role with its owner": ("ari:cloud:identity::role/atlassian/org-admin",),
    "beside a listed one": ("atlassian/ai-access", "atlassian/owner"),
    "behind many listed ones": (*["atlassian/ai-access"] * 30, "atlassian/owner"),
    "in a list of its own": ([ADMIN],),
    "as a record": ({"roleId": ADMIN},),
    "as a number": (7,),
    "as nothing": (None,),
    "as an empty text": ("",),
    "without its family": ("org-admin",),
    "of capitals": ("ORG_ADMIN",),
    "percent-encoded": ("atlassian%2Forg-admin",),
}
_STATES = (
    "FAILED",
    "partially_failed",
    "failed ",
    "Failed",
    "error",
    "",
    None,
    3,
    True,
    ["failed"],
    {"state": "failed"},
)
_OTHER_STATUS = ("ACTIVE", "Active", "active ", "enabled", "", "partial", "unknown")

ROLES = [
    withheld(f"a role {how}, statistics {which}", MANAGED, together(guest(*roles), statistics))
    for how, roles in _ROLES.items()
    for which, statistics in (("that agree", agree), ("of nothing", silent))
]
RESOURCES = [
    withheld(
        f"a resource whose state is {state!r} beside one that is applied",
        (REQUIRED, WHOLE),
        resources(0, "applied", state),
    )
    for state in _STATES
] + [
    withheld("a resource without any state", (REQUIRED, WHOLE), resources(0, "applied", {"id": "r-9"})),
    withheld(
        "a resource whose state has another name",
        (REQUIRED, WHOLE),
        resources(0, "applied", {"id": "r-9", "state": "failed"}),
    ),
    withheld("a resource that is no record", WHOLE, resources(0, "applied", {})),
    withheld("a single resource that is applied in other case", REQUIRED, resources(0, "APPLIED")),
    withheld("a single resource that is being applied", REQUIRED, resources(0, "applying")),
    withheld("a single resource that is scheduled", REQUIRED, resources(0, "scheduled")),
    withheld("a single resource that is being removed", REQUIRED, resources(0, "removing")),
    withheld(
        "resources as one record", (REQUIRED, WHOLE), policy(0, resources={"id": "r-1", "applicationStatus": "failed"})
    ),
    withheld("resources as a text", WHOLE, policy(0, resources="failed")),
    withheld(
        "resources in a list of a list", WHOLE, policy(0, resources=[[{"id": "r-1", "applicationStatus": "failed"}]])
    ),
]
STATUS = (
    [
        withheld(
            f"an admin whose account is {status!r}",
            MANAGED,
            together(guest(ADMIN), agree, user(11, accountStatus=status)),
        )
        for status in _OTHER_STATUS
    ]
    + [
        withheld(f"somebody dormant whose status is {status!r}", DORMANT, dormant(status=status))
        for status in _OTHER_STATUS
    ]
    + [
        withheld(f"somebody dormant whose claim is {claim!r}", DORMANT, dormant(claimStatus=claim))
        for claim in ("MANAGED", "managed ", "Managed", "claimed", "", None, 1, ["managed"])
    ]
    + [
        withheld(
            f"an admin whose claim is {claim!r}", MANAGED, together(guest(ADMIN), agree, user(11, claimStatus=claim))
        )
        for claim in ("MANAGED", "managed ", "verified", "", None, True, {"status": "managed"})
    ]
    + [
        withheld(f"somebody stale whose status is {status!r}", STALE, stale(status=status))
        for status in ("SUSPENDED", "suspended ", "Suspended", "blocked", "", None)
    ]
    + [
        withheld(
            f"five admins too many whose status is {status!r}",
            COUNT,
            together(*(user(number, platformRoles=[ADMIN], status=status) for number in (4, 5, 6, 7, 8)), agree),
        )
        for status in ("ACTIVE", "active ", "enabled", None)
    ]
)
CLAIMS = [
    withheld(f"a domain whose claim is {status!r}", VERIFIED, domain(0, status=status))
    for status in ("VERIFIED", "verified ", "expired", "", None, 0, ["verified"], {"is": "verified"})
]
POLICIES = (
    [
        withheld(f"the only allowlist is {status!r}", REQUIRED, policy(0, status=status))
        for status in ("ENABLED", "enabled ", "paused", "draft", "deleted", "", None, 1, True)
    ]
    + [
        decided(f"a policy of the type {kind!r} is no allowlist, and none is missing", policy(1, type=kind))
        for kind in ("hipaa", "generative-ai")
    ]
    + [
        decided(f"the type {kind!r} is none that is asked for", policy(0, type=kind), REQUIRED)
        for kind in ("ip-allow-list", "IP-ALLOWLIST", "hipaa", "ip-allowlist ")
    ]
)
OPEN = [
    decided("a policy that is active is in force", policy(0, status="active")),
    decided(
        "a product that nobody has heard of",
        user(4, productAccess=[{"id": honest.SITE, "key": "rovo-2", "lastActiveTimestamp": honest.moment(NOW, 3)}]),
    ),
    decided("a kind of account that nobody has heard of", user(4, accountType="agent")),
    decided("somebody managed by a source that nobody has heard of", user(4, managementSource="migrated")),
]
CASES = [*ROLES, *RESOURCES, *STATUS, *CLAIMS, *POLICIES, *OPEN]
