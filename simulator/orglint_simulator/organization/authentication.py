"""Authentication policies: which one each managed account is under. What a policy demands, no API tells."""

from typing import TYPE_CHECKING

from orglint_simulator.organization.dice import build_throw, derive_uuid

if TYPE_CHECKING:
    from orglint_simulator.organization import Organization

# Up to which byte somebody is under which policy: most under the first one.
SHARES = (220, 246, 256)


def find_authentication_policy(org: "Organization", number: int) -> str:
    """Return the id of the policy that a managed account is under."""
    luck = build_throw(org.seed, "authentication policy of")(number)[0]
    return derive_uuid(org.seed, "authentication policy", next(at for at, end in enumerate(SHARES) if luck < end))
