"""Who is in the organization: one compact column for each fact that filters and counts need.

Members of directories come first, managed accounts outside all directories after them. What only a rendered row shows
(names, times, titles) is not here: it follows from the number by `persons`.
"""

from array import array
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from orglint_simulator.organization.company import Company
from orglint_simulator.organization.dice import FACES, build_throw, is_within_share, rolls
from orglint_simulator.organization.names import DEPARTMENTS
from orglint_simulator.organization.products import BIT, CONFLUENCE, JIRA, PRODUCTS, SERVICE

ACTIVE, INACTIVE, LEAVING, CLOSED = 0, 1, 2, 3
NO_TEAM = 65_535
SOME = 10
NO_MFA, MFA_OFF, MFA_ON = 0, 1, 2

# Of a thousand: up to which each role goes.
MANAGED_ROLES = ((20, 0), (30, BIT["stakeholder"]), (50, BIT["basic"]), (80, BIT["contributor"]), (1000, BIT["user"]))
OUTSIDE_STATES = ((700, ACTIVE), (850, INACTIVE), (920, LEAVING), (1000, CLOSED))
FOREIGN_ROLES = ((450, BIT["guest"]), (850, BIT["user"]), (1000, BIT["customer"]))


class Arrival(NamedTuple):
    """An account that an invitation has made, and when."""

    time: int
    name: str
    nickname: str
    email: str


@dataclass(frozen=True, slots=True)
class People:
    """The columns; the first `members` were in at least one directory at the start. Directories are bits of a mask.

    `came` and `used` are the directories and the products of the start, which the past depends on.
    `moved` have joined or left all directories since, `arrived` are accounts that an invitation has made.
    """

    members: int
    account: bytearray
    active_in: bytearray
    suspended_in: bytearray
    home: bytearray
    managed: bytearray
    mfa: bytearray
    domain: bytearray
    products: bytearray
    department: bytearray
    roles: "array[int]"
    team: "array[int]"
    came: bytearray
    used: bytearray
    moved: set[int] = field(default_factory=set)
    arrived: dict[int, Arrival] = field(default_factory=dict)

    @property
    def total(self) -> int:
        """How many numbers of people have been given out."""
        return len(self.account)


def is_in_directory(people: People, number: int) -> bool:
    """Return whether somebody is a member of a directory, active or suspended."""
    return bool(people.active_in[number] | people.suspended_in[number])


def list_population(people: People, *, outside: bool) -> Sequence[int]:
    """Return everybody in a directory; with `outside` also managed accounts in none."""
    if not people.moved:
        return range(people.total if outside else people.members)
    return [
        number
        for number in range(people.total)
        if is_in_directory(people, number) or (outside and people.managed[number])
    ]


def build_people(seed: int, users: int, company: Company) -> People:
    """Return the people of a company: the same for the same seed and number of users."""
    outside = max(1, users // 100) if users >= SOME else 0
    people = _allocate_people(users, users + outside)
    throw, teams = build_throw(seed, "people"), count_teams(users, company)
    for number in range(users):
        _fill_member(people, number, rolls(throw(number)), company, teams=teams)
    for number in range(users, people.total):
        _stay_out(people, number, rolls(throw(number)), company)
    return people


def count_teams(users: int, company: Company) -> int:
    """Return how many teams each directory has."""
    return min(1_000, users // (12 * len(company.directories)))


def _allocate_people(members: int, total: int) -> People:
    def column() -> bytearray:
        return bytearray(total)

    return People(
        members=members,
        account=column(),
        active_in=column(),
        suspended_in=column(),
        home=column(),
        managed=column(),
        mfa=column(),
        domain=column(),
        products=column(),
        department=column(),
        roles=array("H", bytes(2 * total)),
        team=array("H", b"\xff\xff" * total),
        came=column(),
        used=column(),
    )


def _fill_member(people: People, number: int, roll: tuple[int, ...], company: Company, *, teams: int) -> None:
    managed = is_within_share(roll[1], 800)
    people.managed[number] = managed
    people.domain[number] = _choose_domain(roll[1], roll[3], company)
    people.home[number] = 0 if is_within_share(roll[4], 850) else roll[4] % len(company.directories)
    people.department[number] = roll[5] % len(DEPARTMENTS)
    if teams and is_within_share(roll[6], 600):
        # The square makes few large and many small teams.
        place = roll[6] * 1000 // 600
        people.team[number] = place * place // FACES * teams // FACES
    if managed:
        people.mfa[number] = MFA_ON if is_within_share(roll[7], 850) else MFA_OFF
    people.roles[number] = _choose_roles(roll[2], roll[8], managed=managed)
    people.products[number] = _choose_products(people.roles[number], roll[9])
    _enter_directories(people, number, roll, directories=len(company.directories))


def _choose_domain(claim: int, roll: int, company: Company) -> int:
    """Return a claimed domain for managed accounts and for a few that are not claimed themselves, else another one."""
    claimed = len(company.claimed)
    if is_within_share(claim, 805):
        return 0 if is_within_share(roll, 700) else roll % claimed
    if is_within_share(claim, 830):
        return claimed
    return claimed + 1 + roll % (len(company.domains) - claimed - 1)


def _choose_roles(kind: int, roll: int, *, managed: bool) -> int:
    shares = MANAGED_ROLES if managed else FOREIGN_ROLES
    role = next(role for share, role in shares if is_within_share(kind, share))
    if managed and role == BIT["user"]:
        role |= BIT["admin"] if roll % 100 == 0 else 0
        role |= BIT["ai-access"] if is_within_share(roll, 300) else 0
    return role


def _choose_products(roles: int, roll: int) -> int:
    if not roles:
        return 0
    if roles & BIT["guest"]:
        return CONFLUENCE
    if roles & BIT["customer"]:
        return SERVICE
    mask = JIRA if roll & 7 else 0
    mask |= CONFLUENCE if roll >> 3 & 3 else 0
    for at in range(2, len(PRODUCTS)):
        mask |= 0 if roll >> (at + 3) & 3 else 1 << at
    return mask or JIRA


def _enter_directories(people: People, number: int, roll: tuple[int, ...], *, directories: int) -> None:
    """Make somebody a member of the home directory, sometimes of a second one: active, suspended, or one of each."""
    home = people.home[number]
    here, other = 1 << home, 1 << (home + 1) % directories
    both = here | other if is_within_share(roll[10], 80) else here
    if is_within_share(roll[0], 65):
        people.suspended_in[number] = both
    elif both != here and is_within_share(roll[0], 300):
        people.suspended_in[number], people.active_in[number] = here, other
    else:
        people.active_in[number] = both
        people.account[number] = _choose_account_state(roll[0], managed=bool(people.managed[number]))


def _choose_account_state(state: int, *, managed: bool) -> int:
    if is_within_share(state, 960):
        return ACTIVE
    return INACTIVE if is_within_share(state, 994) or not managed else LEAVING


def _stay_out(people: People, number: int, roll: tuple[int, ...], company: Company) -> None:
    people.managed[number] = 1
    people.domain[number] = roll[3] % len(company.claimed)
    people.department[number] = roll[5] % len(DEPARTMENTS)
    people.mfa[number] = MFA_ON if is_within_share(roll[7], 500) else MFA_OFF
    people.account[number] = next(state for share, state in OUTSIDE_STATES if is_within_share(roll[0], share))
