"""The settings of a local organization, and what it prints when it is ready."""

import uuid
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import blake2b

from orglint_simulator.errors import SettingsError
from orglint_simulator.faults import Fault

LEAST = {
    "users": 0,
    "page_size": 1,
    "requests_per_minute": 1,
    "port": 0,
    "seats": 0,
    "role_seconds": 0,
    "policy_seconds": 0,
    "latency": 0,
}
PRESENT = datetime(2026, 11, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Everything that decides what a local organization holds and how it answers.

    `now` is the organization's present: the same users, seed and now give the same organization for ever.
    `scopes` is what the key may read; None is a key without scopes, which may do everything. `documented_limits` holds
    each endpoint to its published rate. Without `guard` the audit log stays empty, without `dates` no answer says what
    time it is. `seats` is for how many members the licences suffice. With `lapses` some things have slipped in that
    nobody decided on. Roles show, and policies are applied, so many seconds after they were accepted.
    Each answer takes `latency` seconds more than it does by itself.
    """

    users: int
    seed: int = 1
    port: int = 0
    org_id: str = ""
    api_key: str = ""
    requests_per_minute: int | None = None
    page_size: int = 100
    faults: tuple[Fault, ...] = ()
    now: datetime = PRESENT
    omit_empty: bool = False
    scopes: frozenset[str] | None = None
    documented_limits: bool = False
    guard: bool = True
    seats: int | None = None
    role_seconds: float = 0
    policy_seconds: float = 0
    latency: float = 0
    dates: bool = True
    lapses: bool = False

    def __post_init__(self) -> None:
        for name, least in LEAST.items():
            value = getattr(self, name)
            if value is not None and value < least:
                raise SettingsError(
                    f"the local organization was not started: {name} cannot be {value}", f"Give at least {least}."
                )

    @property
    def organization_id(self) -> str:
        """The id given, or the one that the seed gives."""
        return self.org_id or str(uuid.UUID(bytes=_derive_digest(self.seed, "organization")[:16], version=4))

    @property
    def key(self) -> str:
        """The API key given, or the one that the seed gives; it opens nothing but this local organization."""
        return self.api_key or f"local-{_derive_digest(self.seed, 'key').hex()}"


@dataclass(frozen=True, slots=True)
class Ready:
    """Where a local organization listens, and the key that opens it."""

    base_url: str
    org_id: str
    api_key: str
    pid: int


def _derive_digest(seed: int, what: str) -> bytes:
    return blake2b(f"{seed}:{what}".encode(), digest_size=20).digest()
