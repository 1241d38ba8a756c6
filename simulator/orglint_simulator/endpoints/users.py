"""Users of directories (v2): search, count, stats and one."""

from base64 import b64encode
from collections import Counter
from collections.abc import Callable, Mapping

from orglint_simulator.call import Call, Endpoint, Json, Reply, build_refusal, refuse_unknown
from orglint_simulator.fields import (
    RequestField,
    boolean_field,
    choice_field,
    integer_field,
    parse_query,
    sort_order_field,
    text_field,
    text_list_field,
)
from orglint_simulator.organization import Organization, names, persons
from orglint_simulator.organization.belonging import list_groups_of
from orglint_simulator.organization.lives import format_timestamp
from orglint_simulator.organization.people import LEAVING, MFA_ON, NO_MFA
from orglint_simulator.organization.persons import Person
from orglint_simulator.organization.products import HELD, PLATFORM, PLATFORM_BITS, PLATFORM_HELD, PRODUCTS, ROLES
from orglint_simulator.pages import build_cursor_dialect, of_body, omit_next_link, reply_with_page
from orglint_simulator.search import (
    ACCOUNTS,
    account_status,
    combined_status,
    find_counted_people,
    find_listed_people,
    mask_of,
    membership_status,
)

Row = dict[str, Json]
NOWHERE = (None, None)
USERS = "/v2/orgs/{orgId}/directories/{directoryId}/users"
SCOPE = "read:directories:admin"

FILTERS: Mapping[str, RequestField] = {
    "accountIds": text_list_field(10),
    "directoryIds": text_list_field(10),
    "resourceIds": text_list_field(20),
    "groupIds": text_list_field(10),
    "claimStatus": choice_field("managed", "unmanaged"),
    "status": text_list_field(4, "active", "suspended", "not_invited", "deactivated", "for_deletion"),
    "accountStatus": text_list_field(3, "active", "inactive", "closed"),
    "membershipStatus": text_list_field(3, "active", "suspended", "no_membership"),
    "mfaEnabled": boolean_field(),
    "roleIds": text_list_field(10, *ROLES),
    "emailDomains": text_list_field(10),
    "searchTerm": text_field(),
}
SEARCH: Mapping[str, RequestField] = {
    **FILTERS,
    "cursor": text_field(),
    "limit": integer_field(1, 100),
    "emails": text_list_field(100),
    "expand": text_list_field(4, "platformRoles", "counts.resources", "productAccess", "groups"),
    "sortBy": sort_order_field("nick_name"),
}


def user_to_row(org: Organization, person: Person, mask: int) -> Row:
    """Return what every row shows of a user, seen from the directories of a mask."""
    people, number, roll, when = org.people, person.number, person.roll, person.life
    managed, mfa, face = people.managed[number], people.mfa[number], person.throw[:8].hex()
    place = names.PLACES[roll[5] & 7] if managed else NOWHERE
    shown = {
        "accountId": person.account,
        "accountType": "atlassian",
        "status": combined_status(people, number, mask),
        "accountStatus": account_status(people, number),
        "membershipStatus": membership_status(people, number, mask),
        "addedToOrg": format_timestamp(when.added, "000"),
        "name": person.profile.name,
        "nickname": person.profile.nickname,
        "email": person.profile.email,
        "emailVerified": bool(roll[15] & 63) and number not in people.arrived,
        "claimStatus": "managed" if managed else "unmanaged",
        "picture": f"https://avatars.example/{face}/128",
        "avatar": f"https://avatars.example/{face}/48",
        "managementSource": "invited"
        if number in people.arrived
        else _choose_management_source(roll[15], managed=bool(managed)),
        "jobTitle": names.TITLES[roll[6] & 7] if managed and roll[6] & 8 else None,
        "department": names.DEPARTMENTS[people.department[number]] if managed else None,
        "organization": org.company.name if managed else None,
        "location": place[0],
        "timeZone": place[1],
        "deactivatedOn": None if when.deactivated is None else format_timestamp(when.deactivated, "000"),
        "forDeletion": people.account[number] == LEAVING,
    }
    if mfa != NO_MFA:
        shown["mfaEnabled"] = mfa == MFA_ON
    return shown


def _choose_management_source(roll: int, *, managed: bool) -> str | None:
    if managed and roll & 7:
        return "synced"
    return "invited" if roll & 24 else None


def platform_roles(org: Organization, person: Person) -> list[str]:
    """Return the platform roles of a user; suspension keeps them."""
    return list(PLATFORM_HELD[org.people.roles[person.number] & PLATFORM_BITS])


def product_access(org: Organization, person: Person) -> list[Row]:
    """Return the products that a user has ever used, the one used last first."""
    if person.life.active is None:
        return []
    throw, resources = person.throw, org.company.directories[org.people.home[person.number]].resources
    first, *more = HELD[org.people.used[person.number]]
    used = [(first, person.life.active)]
    used += [
        (at, max(person.life.added, person.life.active - (1 + throw[at + 4]) * 7919)) for at in more if throw[at] & 3
    ]
    return [
        {
            "id": resources[at],
            "key": PRODUCTS[at].key,
            "lastActiveTimestamp": format_timestamp(moment, format_fraction(throw, at)),
        }
        for at, moment in used
    ]


def format_fraction(throw: bytes, at: int) -> str:
    """Return nine digits after the second."""
    return f"{throw[at]:03}{throw[at + 8]:03}{throw[at + 16]:03}"


def count_resources(org: Organization, person: Person) -> Row:
    """Return on how many resources a user holds a role."""
    return {"resources": len(persons.list_held_resources(org, person.number))}


def group_refs(org: Organization, person: Person) -> list[Row]:
    """Return the groups of a user as rows show them: their ids are ARIs here."""
    return [
        {"id": f"ari:cloud:identity::group/{group.id}", "name": group.name, "description": group.description}
        for group in list_groups_of(org.people, org.groups, person.number)
    ]


EXPAND: Mapping[str, tuple[str, Callable[[Organization, Person], Json]]] = {
    "platformRoles": ("platformRoles", platform_roles),
    "counts.resources": ("counts", count_resources),
    "productAccess": ("productAccess", product_access),
    "groups": ("groups", group_refs),
}


def own_cursor(account: str) -> str:
    """Return the cursor that a row carries."""
    return b64encode(account.encode()).decode()


def search_users(call: Call) -> Reply:
    """Answer a search for users."""
    org, position = call.organization, of_body(call, SEARCH, limit=50)
    if {"emails", "searchTerm"} <= position.query.keys():
        return build_refusal(400, "ADMIN-400-24", "Bad request", "The fields emails and searchTerm exclude each other.")
    query = {name: value for name, value in position.query.items() if name not in call.path}
    mask = mask_of(org, call.directories, query)
    expand = [EXPAND[name] for name in dict.fromkeys(call.body.get("expand") or ())]

    def shown(number: int) -> Row:
        person = persons.build_person(org, number)
        found = user_to_row(org, person, mask)
        for name, read in expand:
            found[name] = read(org, person)
        found["links"] = {"self": own_cursor(person.account)}
        return found

    return reply_with_page(
        call, position, find_listed_people(org, mask, query), shown, dialect=build_cursor_dialect(omit_next_link)
    )


def count_users(call: Call) -> Reply:
    """Answer how many users there are."""
    query = parse_query(FILTERS, call.query)
    return Reply(
        {
            "count": len(
                find_counted_people(call.organization, mask_of(call.organization, call.directories, query), query)
            )
        }
    )


def summarize_users(call: Call) -> Reply:
    """Answer how many users have each account status and each platform role."""
    org = call.organization
    numbers = find_counted_people(org, mask_of(org, call.directories, {}), {})
    states = Counter(org.people.account[number] for number in numbers)
    masks = Counter(org.people.roles[number] & PLATFORM_BITS for number in numbers)
    accounts = Counter({"active": 0, "inactive": 0, "closed": 0})
    for state, many in states.items():
        accounts[ACCOUNTS[state]] += many
    return Reply(
        {
            "accountStatus": [{"status": name, "count": number} for name, number in accounts.items()],
            "roles": [
                {"roleId": role, "count": sum(many for mask, many in masks.items() if mask >> at & 1)}
                for at, role in enumerate(PLATFORM)
            ],
        }
    )


def resolve_path_user(call: Call) -> int:
    """Return the user that the path names, if the named directories have them."""
    org = call.organization
    number = persons.find_by_account(org, call.path["accountId"])
    mask = mask_of(org, call.directories, {})
    people, every = org.people, call.path["directoryId"] == "-"
    outside = every and number is not None and people.managed[number]
    if number is None or not (outside or (people.active_in[number] | people.suspended_in[number]) & mask):
        return int(refuse_unknown("ADMIN-404-8", "user"))
    return number


def get_user(call: Call) -> Reply:
    """Answer everything about one user, without products and groups."""
    org, number = call.organization, resolve_path_user(call)
    person = persons.build_person(org, number)
    shown = user_to_row(org, person, mask_of(org, call.directories, {}))
    return Reply(
        {"data": {**shown, "platformRoles": platform_roles(org, person), "counts": count_resources(org, person)}}
    )


ENDPOINTS = (
    Endpoint("POST", f"{USERS}/search", SCOPE, search_users, body=True),
    Endpoint("GET", f"{USERS}/count", SCOPE, count_users),
    Endpoint("GET", f"{USERS}/stats", SCOPE, summarize_users),
    Endpoint("GET", f"{USERS}/{{accountId}}", SCOPE, get_user),
)
