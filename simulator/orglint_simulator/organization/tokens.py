"""API tokens of managed accounts, derived from the number of their owner, so that none is stored."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from orglint_simulator.organization import persons
from orglint_simulator.organization.dice import FACES, build_throw, derive_uuid, is_within_share, rolls
from orglint_simulator.organization.lives import DAY

if TYPE_CHECKING:
    from orglint_simulator.organization import Organization

MOST = 4
# Up to which byte somebody has made how many: most people none, a few several.
SHARES = ((200, 0), (240, 1), (250, 2), (254, 3), (256, MOST))
YEAR = 365
LABELS = ("laptop", "ci", "backup script", "dashboard", "release bot", "migration", "monitoring", "spreadsheet")
SCOPES = ((), (), ("read:jira-work",), ("read:jira-work", "write:jira-work"), ("read:confluence-content.all",))


class ApiToken(NamedTuple):
    """One token; times in seconds of the epoch."""

    id: str
    owner: int
    label: str
    blocked: bool
    created: int
    expires: int | None
    used: int | None
    scopes: tuple[str, ...]


def list_token_places(org: "Organization") -> Sequence[int]:
    """Return the places of all tokens, owner by owner; found when first asked for. A place is owner and rank in one."""
    if not org.tokens:
        throw, managed = build_throw(org.seed, "tokens"), org.people.managed
        for number in range(org.people.members):
            if managed[number]:
                org.tokens.extend(number * MOST + rank for rank in range(_count_tokens(throw(number)[0])))
    return org.tokens


def _count_tokens(luck: int) -> int:
    """Return how many tokens somebody has made."""
    return next(many for end, many in SHARES if luck < end)


def build_token(org: "Organization", place: int) -> ApiToken:
    """Return the token of a place: made after its owner came, never used before it was made nor after it ended."""
    owner, rank = divmod(place, MOST)
    roll = rolls(build_throw(org.seed, f"token {rank}")(owner))
    came = max(persons.build_person(org, owner).life.added, org.now - 3 * YEAR * DAY)
    created = came + (org.now - 1 - came) * roll[0] // FACES
    expires = None if is_within_share(roll[1], 60) else created + (1 + roll[2] % YEAR) * DAY
    last = min(org.now - 1, expires or org.now)
    return ApiToken(
        id=derive_uuid(org.seed, f"token {rank} of", owner),
        owner=owner,
        label=LABELS[roll[3] % len(LABELS)],
        blocked=is_within_share(roll[4], 50),
        created=created,
        expires=expires,
        used=None if is_within_share(roll[5], 150) else created + (last - created) * roll[6] // FACES,
        scopes=SCOPES[roll[7] % len(SCOPES)],
    )
