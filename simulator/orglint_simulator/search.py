"""Which people a search or a count means: population, filters, order."""

import json
from array import array
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from typing import Any

from orglint_simulator.organization import Organization, persons
from orglint_simulator.organization.belonging import is_group_member
from orglint_simulator.organization.people import ACTIVE, LEAVING, MFA_OFF, MFA_ON, People, list_population
from orglint_simulator.organization.persons import Profile
from orglint_simulator.organization.products import BIT, ROLES

IndexTest = Callable[[int], bool]
KEPT = 64

ACCOUNTS = ("active", "inactive", "inactive", "closed")
STATUS = {
    (ACTIVE, "active"): "active",
    (ACTIVE, "suspended"): "suspended",
    (ACTIVE, "no_membership"): "not_invited",
}


def membership_status(people: People, number: int, mask: int) -> str:
    """Return the membership status of somebody in the directories of a mask."""
    if people.active_in[number] & mask:
        return "active"
    return "suspended" if people.suspended_in[number] & mask else "no_membership"


def account_status(people: People, number: int) -> str:
    """Return the status of an account: one that waits for deletion shows as deactivated."""
    return ACCOUNTS[people.account[number]]


def combined_status(people: People, number: int, mask: int) -> str:
    """Return the status that combines account and membership."""
    state = people.account[number]
    if state == ACTIVE:
        return STATUS[state, membership_status(people, number, mask)]
    return "for_deletion" if state == LEAVING else "deactivated"


def _match_statuses(
    read: Callable[[People, int, int], str], org: Organization, wanted: list[str], mask: int
) -> IndexTest:
    return lambda number: read(org.people, number, mask) in wanted


def _match_accounts(org: Organization, wanted: list[str], _: int) -> IndexTest:
    return {number for given in wanted if (number := persons.find_by_account(org, given)) is not None}.__contains__


def _match_emails(org: Organization, wanted: list[str], _: int) -> IndexTest:
    return {number for given in wanted if (number := persons.find_by_email(org, given)) is not None}.__contains__


def _match_domains(org: Organization, wanted: list[str], _: int) -> IndexTest:
    lowered = {name.lower() for name in wanted}
    known = {at for at, name in enumerate(org.company.domains) if name in lowered}
    known_arrived = {
        number for number, arrival in org.people.arrived.items() if arrival.email.partition("@")[2] in lowered
    }
    return lambda number: org.people.domain[number] in known or number in known_arrived


def _match_roles(org: Organization, wanted: list[str], _: int) -> IndexTest:
    mask = sum(BIT[role.removeprefix("atlassian/")] for role in set(wanted) & set(ROLES))
    return lambda number: bool(org.people.roles[number] & mask)


def _match_groups(org: Organization, wanted: list[str], _: int) -> IndexTest:
    groups = [org.groups.by_id[group] for group in wanted if group in org.groups.by_id]
    return lambda number: any(is_group_member(org.people, org.groups, group, number) for group in groups)


def _match_resources(org: Organization, wanted: list[str], _: int) -> IndexTest:
    return lambda number: any(resource in wanted for resource in persons.list_held_resources(org, number))


def _match_claim(org: Organization, wanted: str, _: int) -> IndexTest:
    managed = wanted == "managed"
    return lambda number: bool(org.people.managed[number]) is managed


def _match_mfa(org: Organization, wanted: bool, _: int) -> IndexTest:  # noqa: FBT001 - the value of a filter, not an option
    state = MFA_ON if wanted else MFA_OFF
    return lambda number: org.people.mfa[number] == state


def _match_term(org: Organization, wanted: str, _: int) -> IndexTest:
    lowered = wanted.casefold()

    def holds(number: int) -> bool:
        profile = persons.build_profile(org, number)
        return any(lowered in text.casefold() for text in (profile.name, profile.nickname, profile.email))

    return holds


FILTERS: Mapping[str, Callable[[Organization, Any, int], IndexTest]] = {
    "accountIds": _match_accounts,
    "emails": _match_emails,
    "roleIds": _match_roles,
    "claimStatus": _match_claim,
    "mfaEnabled": _match_mfa,
    "emailDomains": _match_domains,
    "status": partial(_match_statuses, combined_status),
    "accountStatus": partial(_match_statuses, lambda people, number, _: account_status(people, number)),
    "membershipStatus": partial(_match_statuses, membership_status),
    "groupIds": _match_groups,
    "resourceIds": _match_resources,
    "searchTerm": _match_term,
}


def mask_of(org: Organization, directories: Iterable[int], query: Mapping[str, Any]) -> int:
    """Return the directories that a request means, as bits: those of its path, narrowed by `directoryIds`."""
    wanted = query.get("directoryIds")
    known = org.company.directories
    return sum(1 << at for at in directories if wanted is None or known[at].id in wanted)


def find_listed_people(org: Organization, mask: int, query: Mapping[str, Any]) -> Sequence[int]:
    """Return whom a search lists: members; with `claimStatus` managed also managed accounts in no directory."""
    return _find_people(org, mask, query, outside=query.get("claimStatus") == "managed")


def find_counted_people(org: Organization, mask: int, query: Mapping[str, Any]) -> Sequence[int]:
    """Return whom a count counts: managed accounts outside all directories too, unless it is narrowed."""
    return _find_people(org, mask, query, outside=True)


def _find_people(org: Organization, mask: int, query: Mapping[str, Any], *, outside: bool) -> Sequence[int]:
    key = json.dumps([mask, outside, query], sort_keys=True)
    return cache_search(org, key, lambda: _filter_people(org, mask, query, outside=outside))


def cache_search(org: Organization, key: str, search: Callable[[], Sequence[int]]) -> Sequence[int]:
    """Return what a search gives; it is done once until a write, or until too many others have been done."""
    if key not in org.found:
        while len(org.found) >= KEPT:
            del org.found[next(iter(org.found))]
        numbers = search()
        # A remembered list of a million numbers takes 4 MB like this, and nine times as much as a list.
        org.found[key] = numbers if isinstance(numbers, range) else array("I", numbers)
    return org.found[key]


def _filter_people(org: Organization, mask: int, query: Mapping[str, Any], *, outside: bool) -> Sequence[int]:
    people, every = org.people, (1 << len(org.company.directories)) - 1
    whole = mask == every and "directoryIds" not in query
    numbers = list_population(people, outside=outside and whole)
    if mask != every:
        numbers = [number for number in numbers if (people.active_in[number] | people.suspended_in[number]) & mask]
    for name, test in FILTERS.items():
        if name in query:
            numbers = list(filter(test(org, query[name], mask), numbers))
    return _sort_people(org, numbers, query.get("sortBy"))


def _sort_people(org: Organization, numbers: Sequence[int], orders: list[dict[str, str]] | None) -> Sequence[int]:
    if not orders:
        return numbers

    def nickname(number: int) -> tuple[str, int]:
        profile: Profile = persons.build_profile(org, number)
        return profile.nickname.casefold(), number

    return sorted(numbers, key=nickname, reverse=orders[0].get("direction") == "desc")
