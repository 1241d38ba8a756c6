"""Which mail domains the organization has claimed, and how far each claim has come."""

from dataclasses import dataclass

from orglint_simulator.organization.company import Company
from orglint_simulator.organization.dice import build_throw, derive_uuid

PARKED = (("events", "missing_token"), ("legacy", "superseded"), ("old", "deleted"))


@dataclass(frozen=True, slots=True)
class Domain:
    """One claimed domain."""

    id: str
    name: str
    claim: str
    status: str


def build_domains(seed: int, company: Company) -> dict[str, Domain]:
    """Return the domains by id: verified ones, the lost one, and parked ones that no mail address uses."""
    luck = build_throw(seed, "domains")(0)
    parked = PARKED[: 1 + luck[0] % 3]
    stated = [(name, "verified") for name in company.claimed] + [(company.unclaimed, "unverified")]
    stated += [(f"{company.slug}-{name}.example", status) for name, status in parked]
    made = (
        Domain(derive_uuid(seed, "domain", at), name, ("dns", "http")[luck[1 + at] % 2], status)
        for at, (name, status) in enumerate(stated)
    )
    return {domain.id: domain for domain in made}
