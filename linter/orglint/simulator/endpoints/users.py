"""Users of directories (v2): search, count, stats and one."""

from collections import Counter
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import quote

from orglint.simulator.call import Call, Endpoint, Reply, refusal, refuse_unknown
from orglint.simulator.fields import Field, flag, one, parsed, sort, text, texts, whole
from orglint.simulator.organization import Organization, lives, names, persons
from orglint.simulator.organization.dice import rolls
from orglint.simulator.organization.groups import groups_of
from orglint.simulator.organization.ids import account_id
from orglint.simulator.organization.lives import Life, stamp
from orglint.simulator.organization.people import LEAVING, MFA_ON, NO_MFA
from orglint.simulator.organization.products import HELD, PLATFORM, PLATFORM_BITS, PLATFORM_HELD, PRODUCTS, ROLES
from orglint.simulator.pages import absent, bare, of_body, walk
from orglint.simulator.search import account, counted, listed, mask_of, membership, status

Row = dict[str, Any]
USERS = "/v2/orgs/{orgId}/directories/{directoryId}/users"
SCOPE = "read:directories:admin"

FILTERS: Mapping[str, Field] = {
    "accountIds": texts(10),
    "directoryIds": texts(10),
    "resourceIds": texts(20),
    "groupIds": texts(10),
    "claimStatus": one("managed", "unmanaged"),
    "status": texts(4, "active", "suspended", "not_invited", "deactivated", "for_deletion"),
    "accountStatus": texts(3, "active", "inactive", "closed"),
    "membershipStatus": texts(3, "active", "suspended", "no_membership"),
    "mfaEnabled": flag(),
    "roleIds": texts(10, *ROLES),
    "emailDomains": texts(10),
    "searchTerm": text(),
}
SEARCH: Mapping[str, Field] = {
    **FILTERS,
    "cursor": text(),
    "limit": whole(1, 100),
    "emails": texts(100),
    "expand": texts(4, "platformRoles", "counts.resources", "productAccess", "groups"),
    "sortBy": sort("nick_name"),
}


def person(org: Organization, number: int, mask: int) -> Row:
    """Return what every row shows of a user, seen from the directories of a mask."""
    people, throw = org.people, org.throw(number)
    roll = rolls(throw)
    profile = persons.profile(org, number)
    when = lives.life(people, number, roll, org.now)
    managed, mfa = people.managed[number], people.mfa[number]
    place = names.PLACES[roll[5] & 7] if managed else (None, None)
    row = {
        "accountId": account_id(number, throw, org.shift),
        "accountType": "atlassian",
        "status": status(people, number, mask),
        "accountStatus": account(people, number),
        "membershipStatus": membership(people, number, mask),
        "addedToOrg": stamp(when.added, "000"),
        "name": profile.name,
        "nickname": profile.nickname,
        "email": profile.email,
        "emailVerified": roll[15] % 50 != 0,
        "claimStatus": "managed" if managed else "unmanaged",
        "picture": f"https://avatars.example/{throw[:8].hex()}/128",
        "avatar": f"https://avatars.example/{throw[:8].hex()}/48",
        "managementSource": _source(roll[15], managed=bool(managed)),
        "jobTitle": names.TITLES[roll[6] & 7] if managed and roll[6] & 8 else None,
        "department": names.DEPARTMENTS[people.department[number]] if managed else None,
        "organization": org.company.name if managed else None,
        "location": place[0],
        "timeZone": place[1],
        "deactivatedOn": None if when.deactivated is None else stamp(when.deactivated, "000"),
        "forDeletion": people.account[number] == LEAVING,
    }
    if mfa != NO_MFA:
        row["mfaEnabled"] = mfa == MFA_ON
    return row


def _source(roll: int, *, managed: bool) -> str | None:
    if managed and roll & 7:
        return "synced"
    return "invited" if roll & 24 else None


def platform_roles(org: Organization, number: int) -> list[str]:
    """Return the platform roles of a user; suspension keeps them."""
    return list(PLATFORM_HELD[org.people.roles[number] & PLATFORM_BITS])


def product_access(org: Organization, number: int) -> list[Row]:
    """Return the products that a user has ever used, the last one first."""
    when: Life = persons.life_of(org, number)
    if when.active is None:
        return []
    throw, directory = org.throw(number), org.company.directories[org.people.home[number]]
    used = [at for rank, at in enumerate(HELD[org.people.products[number]]) if rank == 0 or throw[at] & 3]
    return [
        {
            "id": directory.resource(at),
            "key": PRODUCTS[at].key,
            "lastActiveTimestamp": stamp(
                _used(when, throw, at, first=at == used[0]), f"{throw[at]:03}{throw[at + 8]:03}{throw[at + 16]:03}"
            ),
        }
        for at in used
    ]


def _used(when: Life, throw: bytes, at: int, *, first: bool) -> int:
    assert when.active is not None
    return when.active if first else max(when.added, when.active - throw[at + 4] * 7919)


def counts(org: Organization, number: int) -> Row:
    """Return on how many resources a user holds a role."""
    return {"resources": len(persons.resources(org, number))}


def group_refs(org: Organization, number: int) -> list[Row]:
    """Return the groups of a user as rows show them: their ids are ARIs here."""
    return [
        {"id": f"ari:cloud:identity::group/{group.id}", "name": group.name, "description": group.description}
        for group in groups_of(org.people, org.groups, number)
    ]


EXPAND: Mapping[str, tuple[str, Callable[[Organization, int], Any]]] = {
    "platformRoles": ("platformRoles", platform_roles),
    "counts.resources": ("counts", counts),
    "productAccess": ("productAccess", product_access),
    "groups": ("groups", group_refs),
}


def search(call: Call) -> Reply:
    """Answer a search for users."""
    org, position = call.organization, of_body(call, SEARCH, limit=50)
    if {"emails", "searchTerm"} <= position.query.keys():
        return refusal(400, "ADMIN-400-24", "Bad request", "The fields emails and searchTerm exclude each other.")
    query = {name: value for name, value in position.query.items() if name not in call.path}
    mask = mask_of(org, call.directories, query)
    expand = [EXPAND[name] for name in dict.fromkeys(call.body.get("expand") or ())]

    def row(number: int) -> Row:
        shown = person(org, number, mask)
        for name, read in expand:
            shown[name] = read(org, number)
        shown["links"] = {"self": quote(shown["accountId"])}
        return shown

    return walk(call, position, listed(org, mask, query), row, dialect=bare(absent))


def count(call: Call) -> Reply:
    """Answer how many users there are."""
    query = parsed(FILTERS, call.query)
    return Reply({"count": len(counted(call.organization, mask_of(call.organization, call.directories, query), query))})


def stats(call: Call) -> Reply:
    """Answer how many users have each account status and each platform role."""
    org = call.organization
    numbers = counted(org, mask_of(org, call.directories, {}), {})
    states = Counter(org.people.account[number] for number in numbers)
    masks = Counter(org.people.roles[number] & PLATFORM_BITS for number in numbers)
    accounts = {"active": states[0], "inactive": states.total() - states[0], "closed": 0}
    return Reply(
        {
            "accountStatus": [{"status": name, "count": number} for name, number in accounts.items()],
            "roles": [
                {"roleId": role, "count": sum(many for mask, many in masks.items() if mask >> at & 1)}
                for at, role in enumerate(PLATFORM)
            ],
        }
    )


def known(call: Call) -> int:
    """Return the user that the path names, if the named directories have them."""
    org = call.organization
    number = persons.by_account(org, call.path["accountId"])
    mask = mask_of(org, call.directories, {})
    people, every = org.people, call.path["directoryId"] == "-"
    if number is None or not (every or (people.active_in[number] | people.suspended_in[number]) & mask):
        return int(refuse_unknown("ADMIN-404-8", "user"))
    return number


def details(call: Call) -> Reply:
    """Answer everything about one user, without products and groups."""
    org, number = call.organization, known(call)
    row = person(org, number, mask_of(org, call.directories, {}))
    return Reply({"data": {**row, "platformRoles": platform_roles(org, number), "counts": counts(org, number)}})


ENDPOINTS = (
    Endpoint("POST", f"{USERS}/search", SCOPE, search, body=True),
    Endpoint("GET", f"{USERS}/count", SCOPE, count),
    Endpoint("GET", f"{USERS}/stats", SCOPE, stats),
    Endpoint("GET", f"{USERS}/{{accountId}}", SCOPE, details),
)
