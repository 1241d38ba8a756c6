"""What is derived of a status from snapshots, compared with the truth: with when each status really began."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from support.making import Make, Making

BEGAN = datetime(2026, 3, 1, tzinfo=UTC)
DAY = timedelta(days=1)
STATUSES = ("enabled", "disabled", "draft")
SNAPSHOTS, ROWS = 7, 40


@dataclass(frozen=True)
class Life:
    """The true life of a policy: when it was made, and each status with the time at which it began."""

    made: datetime
    statuses: tuple[tuple[datetime, str], ...]

    def find_status(self, at: datetime) -> tuple[datetime, str]:
        return max(each for each in self.statuses if each[0] <= at)


def _make_life(chance: random.Random) -> Life:
    made = BEGAN - DAY * chance.randint(0, 60)
    statuses, at = [(made, chance.choice(STATUSES))], made
    for _ in range(chance.randint(0, 4)):
        at += timedelta(hours=chance.randint(1, 1500))
        statuses.append((at, chance.choice([it for it in STATUSES if it != statuses[-1][1]])))
    return Life(made, tuple(statuses))


def _show(life: Life, number: int, at: datetime, chance: random.Random, policy: Make) -> dict[str, Any]:
    """Return the row that the API answers: now and then without a status, or with one that nobody listed."""
    status = life.find_status(at)[1]
    shown = chance.choices([status, status.title(), None], [8, 1, 1])[0]
    made = life.made.isoformat() if chance.random() < 0.7 else None
    return policy(number, status=shown, createdAt=made, updatedAt=(at - DAY).isoformat())


def _find_first_sight(seen: list[tuple[datetime, dict[str, Any]]], key: str) -> datetime:
    """Return since when complete snapshots saw the present status, by looking back over all of them."""
    first, status = seen[-1][0], seen[-1][1][key]
    for at, rows in reversed(seen[:-1]):
        if rows.get(key) != status:
            break
        first = at
    return first


def _take_snapshots(
    making: Making, policy: Make, chance: random.Random
) -> Iterator[tuple[datetime, dict[str, Life], list[tuple[datetime, dict[str, Any]]], list[tuple[Any, ...]]]]:
    lives = {f"p{number}": _make_life(chance) for number in range(ROWS)}
    seen: list[tuple[datetime, dict[str, Any]]] = []
    for step in range(SNAPSHOTS):
        at = BEGAN + DAY * 20 * step + timedelta(hours=chance.randint(0, 200))
        rows = [_show(life, int(key[1:]), at, chance, policy) for key, life in lives.items() if chance.random() < 0.9]
        partial = ("policies",) if step in {2, 4} else ()
        snapshot = making.snapshot(at=at, beside={"policies": rows}, partial=partial)
        now = (at, {row["id"]: row["status"] for row in rows})
        cells = making.cells(snapshot, "id, status, statusSince, statusNotBefore", "policies")
        yield at, lives, [*seen, now], cells
        if not partial:
            seen.append(now)


@pytest.mark.parametrize("seed", range(3))
def test_a_bound_is_never_later_than_the_truth_and_a_sight_is_what_was_seen(
    seed: int, making: Making, policy: Make
) -> None:
    bounds = 0
    for at, lives, seen, cells in _take_snapshots(making, policy, random.Random(seed)):
        for key, status, since, not_before in cells:
            if status is None:
                assert (since, not_before) == (None, None)
                continue
            assert since.replace(tzinfo=UTC) == _find_first_sight(seen, key)
            if not_before is not None:
                bounds += 1
                assert not_before.replace(tzinfo=UTC) <= lives[key].find_status(at)[0]
    assert bounds > ROWS
