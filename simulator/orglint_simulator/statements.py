"""What the organization of some settings says of itself, without serving it."""

from orglint_simulator.organization import build_organization, statements
from orglint_simulator.settings import Settings


def state_settings(settings: Settings) -> dict[str, list[str] | bool]:
    """Return what orglint calls settings, as this organization would write them."""
    organization = build_organization(
        settings.organization_id, seed=settings.seed, users=settings.users, now=settings.now
    )
    return statements.state_settings(organization)
