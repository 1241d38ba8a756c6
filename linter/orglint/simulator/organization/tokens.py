"""API tokens of managed accounts: derived from the number of their owner, so that none is kept."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from orglint.simulator.organization import persons
from orglint.simulator.organization.dice import FACES, identity, rolls, throws, within
from orglint.simulator.organization.lives import DAY

if TYPE_CHECKING:
    from orglint.simulator.organization import Organization

MOST = 4
# Up to which byte somebody has made how many: most people none, a few several.
SHARES = ((200, 0), (240, 1), (250, 2), (254, 3), (256, MOST))
YEAR = 365
LABELS = ("laptop", "ci", "backup script", "dashboard", "release bot", "migration", "monitoring", "spreadsheet")
SCOPES = ((), (), ("read:jira-work",), ("read:jira-work", "write:jira-work"), ("read:confluence-content.all",))


class Token(NamedTuple):
    """One token; times in seconds of the epoch."""

    id: str
    owner: int
    label: str
    blocked: bool
    created: int
    expires: int | None
    used: int | None
    scopes: tuple[str, ...]


def held(org: "Organization") -> Sequence[int]:
    """Return the places of all tokens, owner by owner; found when first asked for. A place is owner and rank in one."""
    if not org.tokens:
        throw, managed = throws(org.seed, "tokens"), org.people.managed
        for number in range(org.people.members):
            if managed[number]:
                org.tokens.extend(number * MOST + rank for rank in range(_many(throw(number)[0])))
    return org.tokens


def _many(luck: int) -> int:
    """Return how many tokens somebody has made."""
    return next(many for end, many in SHARES if luck < end)


def token(org: "Organization", place: int) -> Token:
    """Return the token of a place: made after its owner came, never used before it was made nor after it ended."""
    owner, rank = divmod(place, MOST)
    roll = rolls(throws(org.seed, f"token {rank}")(owner))
    came = max(persons.meet(org, owner).life.added, org.now - 3 * YEAR * DAY)
    created = came + (org.now - 1 - came) * roll[0] // FACES
    expires = None if within(roll[1], 60) else created + (1 + roll[2] % YEAR) * DAY
    last = min(org.now - 1, expires or org.now)
    return Token(
        id=identity(org.seed, f"token {rank} of", owner),
        owner=owner,
        label=LABELS[roll[3] % len(LABELS)],
        blocked=within(roll[4], 50),
        created=created,
        expires=expires,
        used=None if within(roll[5], 150) else created + (last - created) * roll[6] // FACES,
        scopes=SCOPES[roll[7] % len(SCOPES)],
    )
