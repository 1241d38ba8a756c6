"""The ground truth of a local organization: what there is, independent of how the API shows it."""

from array import array
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from orglint_simulator.organization.admins import appoint_admins
from orglint_simulator.organization.assignments import Assignment
from orglint_simulator.organization.company import Company, build_company
from orglint_simulator.organization.dice import Throw, build_throw
from orglint_simulator.organization.domains import Domain, build_domains
from orglint_simulator.organization.events import Log, build_log
from orglint_simulator.organization.groups import Groups, build_groups
from orglint_simulator.organization.keys import find_key_makers
from orglint_simulator.organization.people import People, build_people
from orglint_simulator.organization.policies import Policy, build_policies


@dataclass(frozen=True, slots=True)
class Organization:
    """Everything that a local organization holds. `found` remembers the answers to searches: a write must clear it.

    `makers` have made keys: the first one also that of this organization. `tokens` is filled when first asked for.
    `assigned` holds all roles of those whose roles have been written to.
    """

    id: str
    seed: int
    now: int
    company: Company
    people: People
    groups: Groups
    domains: dict[str, Domain]
    policies: dict[str, Policy]
    log: Log
    makers: tuple[int, ...]
    throw: Throw
    shift: int
    assigned: dict[int, list[Assignment]] = field(default_factory=dict)
    found: dict[str, Sequence[int]] = field(default_factory=dict)
    tokens: "array[int]" = field(default_factory=lambda: array("I"))


def build_organization(org_id: str, *, seed: int, users: int, now: datetime) -> Organization:
    """Return the organization that follows from a seed and a number of users."""
    company, present = build_company(seed, users), int(now.timestamp())
    throw = build_throw(seed, "person")
    people = build_people(seed, users, company)
    appoint_admins(people, seed, company)
    people.came[:], people.used[:] = people.active_in, people.products
    return Organization(
        id=org_id,
        seed=seed,
        now=present,
        company=company,
        people=people,
        groups=build_groups(seed, org_id, company, people),
        domains=build_domains(seed, company),
        policies=build_policies(seed, company, users, present),
        makers=find_key_makers(people),
        log=build_log(people, throw, present),
        throw=throw,
        shift=int.from_bytes(build_throw(seed, "shift")(0)[:5], "little"),
    )
