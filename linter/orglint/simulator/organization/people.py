"""Who is in the organization: one compact column for each fact that filters and counts need.

Members of directories come first, managed accounts outside all directories after them. What only a rendered row shows
(names, times, titles) is not here: it follows from the number by `persons`.
"""

from array import array
from dataclasses import dataclass

from orglint.simulator.organization.company import Company
from orglint.simulator.organization.dice import FACES, choose, rolls, throws
from orglint.simulator.organization.products import BIT, CONFLUENCE, JIRA, PRODUCTS, SERVICE

ACTIVE, INACTIVE, LEAVING = 0, 1, 2
NO_TEAM = 65_535
FEW, SOME, MANY = 5, 10, 50
NO_MFA, MFA_OFF, MFA_ON = 0, 1, 2


@dataclass(frozen=True, slots=True)
class People:
    """The columns; `members` of `total` are in at least one directory. Directories are bits of a mask."""

    members: int
    total: int
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


def settle(seed: int, users: int, company: Company) -> People:
    """Return the people of a company: the same for the same seed and number of users."""
    outside = max(1, users // 100) if users >= SOME else 0
    people = _empty(users, users + outside)
    throw, teams = throws(seed, "people"), teams_of(users, company)
    for number in range(users):
        _join(people, number, rolls(throw(number)), company, teams)
    for number in range(users, people.total):
        _stay_out(people, number, rolls(throw(number)), company)
    _appoint(people, seed, company)
    return people


def teams_of(users: int, company: Company) -> int:
    """Return how many teams each directory has."""
    return min(1_000, users // (12 * len(company.directories)))


def _empty(members: int, total: int) -> People:
    columns = (bytearray(total) for _ in range(9))
    return People(members, total, *columns, roles=array("H", bytes(2 * total)), team=array("H", b"\xff\xff" * total))


def _join(people: People, number: int, roll: tuple[int, ...], company: Company, teams: int) -> None:
    state, claim, kind = roll[0], roll[1] * 1000 // FACES, roll[2] * 1000 // FACES
    managed = claim < 800
    people.managed[number] = managed
    people.domain[number] = _domain(claim, roll[3], company)
    people.home[number] = home = 0 if roll[4] < FACES * 85 // 100 else roll[4] % len(company.directories)
    people.department[number] = roll[5] % 12
    if teams and roll[6] < FACES * 6 // 10:
        # The square makes few large and many small teams.
        people.team[number] = roll[6] * roll[6] % FACES * teams // FACES
    if managed:
        people.mfa[number] = MFA_ON if roll[7] < FACES * 85 // 100 else MFA_OFF
    people.roles[number] = _roles(kind, roll[8], managed=managed)
    people.products[number] = _products(people.roles[number], roll[9])
    _membership(people, number, state * 1000 // FACES, home=home, second=roll[10], directories=len(company.directories))


def _domain(claim: int, roll: int, company: Company) -> int:
    claimed = len(company.claimed)
    if claim < 805:  # a few accounts on a claimed domain are not claimed themselves
        return 0 if roll < FACES * 7 // 10 else roll % claimed
    if claim < 830:
        return claimed
    return claimed + 1 + roll % (len(company.domains) - claimed - 1)


def _roles(kind: int, roll: int, *, managed: bool) -> int:
    if not managed:
        return BIT["guest"] if kind < 450 else BIT["user"] if kind < 850 else BIT["customer"]
    named = ((20, 0), (30, BIT["stakeholder"]), (50, BIT["basic"]), (80, BIT["contributor"]), (1000, BIT["user"]))
    role = next(role for limit, role in named if kind < limit)
    if role == BIT["user"]:
        role |= BIT["admin"] if roll % 100 == 0 else 0
        role |= BIT["ai-access"] if roll < FACES * 3 // 10 else 0
    return role


def _products(roles: int, roll: int) -> int:
    if not roles:
        return 0
    if roles & BIT["guest"]:
        return CONFLUENCE
    if roles & BIT["customer"]:
        return SERVICE
    mask = JIRA if roll & 7 else 0
    mask |= CONFLUENCE if roll >> 3 & 3 else 0
    for at in range(2, len(PRODUCTS)):
        mask |= 1 << at if roll >> (at + 3) & 3 == 3 else 0
    return mask or JIRA


def _membership(people: People, number: int, state: int, *, home: int, second: int, directories: int) -> None:
    here, other = 1 << home, 1 << (home + 1) % directories
    both = here | other if second < FACES * 8 // 100 else here
    if state < 65:
        people.suspended_in[number] = both
        return
    if both != here and state < 300:  # suspended in one directory, active in another
        people.suspended_in[number], people.active_in[number] = here, other
        return
    people.active_in[number] = both
    if state >= 994 and people.managed[number]:
        people.account[number] = LEAVING
    elif state >= 960:
        people.account[number] = INACTIVE


def _stay_out(people: People, number: int, roll: tuple[int, ...], company: Company) -> None:
    people.managed[number] = 1
    people.domain[number] = roll[3] % len(company.claimed)
    people.department[number] = roll[5] % 12
    people.mfa[number] = MFA_ON if roll[7] < FACES // 2 else MFA_OFF
    people.account[number] = ACTIVE if roll[0] < FACES * 7 // 10 else INACTIVE if roll[0] < FACES * 9 // 10 else LEAVING


def _appoint(people: People, seed: int, company: Company) -> None:
    """Give the administrative roles: their number follows from the size, so that the smallest organization has an admin."""
    users = people.members
    luck = rolls(throws(seed, "admins")(0))
    count = min(users, 1 + (users >= FEW) + sum(users >= 10**power for power in (2, 3, 4, 5)))
    foreign = (0, 1, 1, 2, 1)[luck[0] % 5] if users >= SOME else int(users == 1 and luck[1] < FACES // 5)
    admins = choose(seed, "org-admins", among=users, count=count)
    for rank, number in enumerate(admins):
        suspended = users >= MANY and rank == 1 and luck[2] < FACES // 3
        _promote(people, number, suspended=suspended)
        _own(people, number, foreign=rank >= count - foreign, outside=len(company.claimed) + 1)
    for role, wanted in (("site-admin", 1 + min(7, users // 400)), ("user-access-admin", 1 + min(40, users // 200))):
        for number in choose(seed, role, among=users, count=wanted) if users >= FEW else ():
            people.roles[number] |= BIT[role]


def _promote(people: People, number: int, *, suspended: bool) -> None:
    home = 1 << people.home[number]
    people.account[number] = ACTIVE
    people.active_in[number], people.suspended_in[number] = (0, home) if suspended else (home, 0)
    people.roles[number] = people.roles[number] & ~(BIT["guest"] | BIT["customer"]) | BIT["org-admin"] | BIT["user"]
    people.products[number] |= JIRA | CONFLUENCE


def _own(people: People, number: int, *, foreign: bool, outside: int) -> None:
    """Make an admin's account managed, or one that nobody but its owner controls."""
    if foreign and people.managed[number]:
        people.managed[number], people.mfa[number], people.domain[number] = 0, NO_MFA, outside
    elif not foreign and not people.managed[number]:
        people.managed[number], people.mfa[number], people.domain[number] = 1, MFA_ON, 0
