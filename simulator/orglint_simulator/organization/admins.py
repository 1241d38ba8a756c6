"""Who administers the organization: how many follows from its size, so that the smallest one has an admin too."""

from orglint_simulator.organization.company import Company
from orglint_simulator.organization.dice import build_throw, choose_numbers, is_within_share, rolls
from orglint_simulator.organization.people import ACTIVE, MFA_ON, NO_MFA, SOME, People
from orglint_simulator.organization.products import BIT, CONFLUENCE, JIRA

FEW, MANY = 5, 50
STEPS = (FEW, 100, 1_000, 10_000, 100_000)
FOREIGN = (0, 1, 1, 2, 1)


def appoint_admins(people: People, seed: int, company: Company) -> None:
    """Give the administrative roles. At most seeds some organization admins are unmanaged, at some one is suspended."""
    users, luck = people.members, rolls(build_throw(seed, "admins")(0))
    count = min(users, 1 + sum(users >= step for step in STEPS))
    foreign = (
        min(count - 1, FOREIGN[luck[0] % len(FOREIGN)])
        if users >= SOME
        else int(users == 1 and is_within_share(luck[1], 200))
    )
    for rank, number in enumerate(choose_numbers(seed, "org-admins", among=users, count=count)):
        _promote_to_admin(people, number, suspended=users >= MANY and rank == 1 and is_within_share(luck[2], 333))
        _set_account_control(people, number, foreign=rank >= count - foreign, outside=len(company.claimed) + 1)
    for role, wanted in (("site-admin", 1 + min(7, users // 400)), ("user-access-admin", 1 + min(40, users // 200))):
        for number in choose_numbers(seed, role, among=users, count=wanted) if users >= FEW else ():
            people.roles[number] |= BIT[role]
            people.products[number] |= JIRA


def _promote_to_admin(people: People, number: int, *, suspended: bool) -> None:
    home = 1 << people.home[number]
    people.account[number] = ACTIVE
    people.active_in[number], people.suspended_in[number] = (0, home) if suspended else (home, 0)
    people.roles[number] = people.roles[number] & ~(BIT["guest"] | BIT["customer"]) | BIT["org-admin"] | BIT["user"]
    people.products[number] |= JIRA | CONFLUENCE


def _set_account_control(people: People, number: int, *, foreign: bool, outside: int) -> None:
    """Make an admin's account managed, or controlled by its owner only."""
    if foreign and people.managed[number]:
        people.managed[number], people.mfa[number], people.domain[number] = 0, NO_MFA, outside
    elif not foreign and not people.managed[number]:
        people.managed[number], people.mfa[number], people.domain[number] = 1, MFA_ON, 0
