"""Service accounts of an organization, with what they hold: a handful each, the same for the same seed."""

from typing import TYPE_CHECKING, NamedTuple

from orglint_simulator.organization.dice import build_throw, derive_uuid, rolls
from orglint_simulator.organization.keys import Client, build_clients
from orglint_simulator.organization.lives import DAY

if TYPE_CHECKING:
    from orglint_simulator.organization import Organization

ROBOTS = ("Build robot", "Import robot")
# What the token is called, how many days ago it was made, its days of life; who has it follows from its place.
TOKENS = (("deploy", 60, 365), ("nightly import", 300, 310), ("release notes", 20, 90))


class Robot(NamedTuple):
    """One service account."""

    id: str
    account: str
    name: str
    updated: int
    maker: int | None


class RobotToken(NamedTuple):
    """One API token of a service account; times in seconds of the epoch."""

    id: str
    robot: str
    label: str
    created: int
    expires: int
    used: int | None


def build_robots(org: "Organization") -> list[Robot]:
    """Return the service accounts."""
    luck = rolls(build_throw(org.seed, "robots")(0))
    return [
        Robot(
            derive_uuid(org.seed, "robot", at),
            f"712020:{derive_uuid(org.seed, 'robot account', at)}",
            name,
            org.now - (1 + luck[at] % 300) * DAY,
            org.makers[0] if org.makers else None,
        )
        for at, name in enumerate(ROBOTS)
    ]


def build_robot_tokens(org: "Organization") -> list[RobotToken]:
    """Return the tokens of all service accounts; one was never used."""
    luck, robots = rolls(build_throw(org.seed, "robot tokens")(0)), build_robots(org)
    return [
        RobotToken(
            derive_uuid(org.seed, "robot token", at),
            robots[at % len(robots)].id,
            label,
            org.now - made * DAY - luck[at],
            org.now - made * DAY - luck[at] + lives * DAY,
            org.now - luck[at + 5] if at else None,
        )
        for at, (label, made, lives) in enumerate(TOKENS)
    ]


def list_robot_clients(org: "Organization", robot: str) -> list[Client]:
    """Return the OAuth clients of a service account."""
    owners = [each.id for each in build_robots(org)]
    return [client for at, client in enumerate(build_clients(org)) if owners[at % len(owners)] == robot]
