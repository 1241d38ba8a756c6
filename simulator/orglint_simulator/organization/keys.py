"""API keys and OAuth clients of an organization: a handful each, the same for the same seed."""

from typing import TYPE_CHECKING, NamedTuple

from orglint_simulator.organization.dice import build_throw, derive_uuid, rolls
from orglint_simulator.organization.lives import DAY
from orglint_simulator.organization.people import People
from orglint_simulator.organization.products import BIT

if TYPE_CHECKING:
    from orglint_simulator.organization import Organization

# What the key is called, how many days ago it was made, its days of life, how many days ago it was used, its scopes.
KeyPlan = tuple[str, int, int, int | None, tuple[str, ...]]
READING = ("read:orgs:admin", "read:directories:admin", "read:accounts:admin", "read:groups:admin")
KEYS: tuple[KeyPlan, ...] = (
    ("posture scan", 40, 365, 0, READING),
    ("offboarding script", 200, 365, 3, ()),
    ("audit export", 340, 365, 1, ("read:events:admin",)),
    ("trial", 90, 7, 85, ()),
    ("migration", 300, 365, None, ()),
)
CLIENTS = ("Provisioning", "Reporting", "Chat bridge")


class ApiKey(NamedTuple):
    """One API key; times in seconds of the epoch; the maker is None if not known."""

    id: str
    label: str
    created: int
    expires: int
    used: int | None
    maker: int | None
    scopes: tuple[str, ...]


class Client(NamedTuple):
    """One OAuth client."""

    id: str
    name: str
    created: int
    updated: int


def find_key_makers(people: People) -> tuple[int, ...]:
    """Return who has made keys: some admins, and a member who is suspended."""
    admins = [number for number in range(people.members) if people.roles[number] & BIT["org-admin"]][:4]
    gone = next((number for number in range(people.members) if not people.active_in[number]), None)
    return tuple(admins if gone is None else [*admins, gone])


def build_keys(org: "Organization") -> list[ApiKey]:
    """Return the keys; each was made by an admin, or by a member who may be suspended by now."""
    made_by, luck = org.makers, rolls(build_throw(org.seed, "keys")(0))
    return [
        ApiKey(
            derive_uuid(org.seed, "key", at),
            label,
            org.now - made * DAY - luck[at],
            org.now - made * DAY - luck[at] + lives * DAY,
            None if used is None else org.now - used * DAY - 1 - luck[at] // 16,
            made_by[luck[at + 5] % len(made_by)] if made_by else None,
            scopes,
        )
        for at, (label, made, lives, used, scopes) in enumerate(KEYS)
    ]


def build_clients(org: "Organization") -> list[Client]:
    """Return the OAuth clients."""
    luck = rolls(build_throw(org.seed, "clients")(0))
    return [
        Client(
            derive_uuid(org.seed, "client", at),
            name,
            org.now - (30 + luck[at] % 600) * DAY,
            org.now - (1 + luck[at] % 29) * DAY,
        )
        for at, name in enumerate(CLIENTS)
    ]
