"""One person of an organization, found by number, account id or mail address."""

from typing import TYPE_CHECKING, NamedTuple

from orglint_simulator.organization import ids, names
from orglint_simulator.organization.dice import rolls
from orglint_simulator.organization.lives import Life, derive_life
from orglint_simulator.organization.products import BIT, HELD

if TYPE_CHECKING:
    from orglint_simulator.organization import Organization


class Profile(NamedTuple):
    """What somebody is called, and where mail reaches them. A tuple because one is made for each row."""

    name: str
    nickname: str
    email: str


class Person(NamedTuple):
    """One person with the bytes and numbers that chance gave them."""

    number: int
    account: str
    throw: bytes
    roll: tuple[int, ...]
    profile: Profile
    life: Life


def build_profile(org: "Organization", number: int) -> Profile:
    """Return the names and the mail address of a number."""
    if number in org.people.arrived:
        return Profile(*org.people.arrived[number][1:])
    first, last, again = names.number_to_name(number, org.shift)
    domain = org.company.domains[org.people.domain[number]]
    return Profile(
        f"{first[0]} {last[0]}",
        first[0] if number & 3 else f"{first[0]} {last[0][0]}",
        f"{first[1]}.{last[1]}{again}@{domain}",
    )


def account_id(org: "Organization", number: int) -> str:
    """Return the account id of a number."""
    return ids.account_id(number, org.throw(number), org.shift)


def build_person(org: "Organization", number: int) -> Person:
    """Return all that a row needs of a number."""
    throw = org.throw(number)
    roll = rolls(throw)
    account = ids.account_id(number, throw, org.shift)
    return Person(
        number, account, throw, roll, build_profile(org, number), derive_life(org.people, number, roll, org.now)
    )


def find_by_account(org: "Organization", account: str) -> int | None:
    """Return the number of the person with this account id; None if there is no such person."""
    number = ids.parse_number(account, org.shift)
    return number if number is not None and number < org.people.total and account_id(org, number) == account else None


def find_by_email(org: "Organization", email: str) -> int | None:
    """Return the number of the person with this e-mail address, in any case; None if there is no such person."""
    lowered = email.lower()
    for arrived, arrival in org.people.arrived.items():
        if arrival.email == lowered:
            return arrived
    number = names.parse_number(lowered.partition("@")[0], org.shift)
    return (
        number
        if number is not None and number < org.people.total and build_profile(org, number).email == lowered
        else None
    )


def list_held_resources(org: "Organization", number: int) -> list[str]:
    """Return the ARIs of all that somebody holds a role on."""
    if number in org.assigned:
        return list(dict.fromkeys(assigned.resource for assigned in org.assigned[number]))
    directory = org.company.directories[org.people.home[number]]
    held = [directory.resources[product] for product in HELD[org.people.products[number]]]
    roles = org.people.roles[number]
    if roles & (BIT["site-admin"] | BIT["ai-access"]):
        held.append(f"ari:cloud:platform::site/{directory.site}")
    if roles & BIT["org-admin"]:
        held.append(f"ari:cloud:platform::org/{org.id}")
    return held
