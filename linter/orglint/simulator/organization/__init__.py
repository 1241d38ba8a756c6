"""The ground truth of a local organization: what there is, independent of how the API shows it."""

from array import array
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from orglint.simulator.organization.admins import appoint
from orglint.simulator.organization.assignments import Assignment
from orglint.simulator.organization.company import Company, found
from orglint.simulator.organization.dice import Throw, throws
from orglint.simulator.organization.domains import Domain, claims
from orglint.simulator.organization.events import Log, remember
from orglint.simulator.organization.groups import Groups, gather
from orglint.simulator.organization.keys import makers
from orglint.simulator.organization.people import People, settle
from orglint.simulator.organization.policies import Policy, decree


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


def make(org_id: str, *, seed: int, users: int, now: datetime) -> Organization:
    """Return the organization that follows from a seed and a number of users."""
    company, present = found(seed, users), int(now.timestamp())
    throw = throws(seed, "person")
    people = settle(seed, users, company)
    appoint(people, seed, company)
    people.came[:], people.used[:] = people.active_in, people.products
    return Organization(
        id=org_id,
        seed=seed,
        now=present,
        company=company,
        people=people,
        groups=gather(seed, org_id, company, people),
        domains=claims(seed, company),
        policies=decree(seed, company, users, present),
        makers=makers(people),
        log=remember(people, throw, present),
        throw=throw,
        shift=int.from_bytes(throws(seed, "shift")(0)[:5], "little"),
    )
