"""The edge of 292 years, which is as long as the official arithmetic gives: ours gives up exactly where it does."""

import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from orglint.engine.duckdb import open_engine
from support.expressions import agreement, naive, small

LONGEST = (2**63 - 1) // 1000
"""292 years in microseconds."""
NEAR = (0, 1, -1, -775, -854_775, -854_776, 145_224, 145_225, -1_854_775, -1_854_776)
FRACTIONS = (0, 1, 145_223, 145_224, 500_000, 854_775, 999_999)
YEARS = (1, 300, 1600, 1677, 1970, 2262, 5000, 9000)
TEXTS = (
    *("2562047h47m15s", "2562047h47m16.854775s", "2562047h47m16.854776s", "-2562047h47m16.854775s", "2562048h"),
    *("223372036854775808us", "-223372036854775808us", "9223372036854775us", "9223372036854776us", "9223372036s"),
    *("9223372036854775807us", "9223372036854775808us", "315576000000.999999s", "315576000001s", "1s", "-0.000001s"),
)


def row(number: int, **cells: Any) -> dict[str, Any]:
    return {"key": f"k{number:03}", **dict.fromkeys(set(small.COLUMNS) - {"key"}), **cells}


def apart() -> Iterator[dict[str, Any]]:
    """Yield rows whose two times are about 292 years apart, either way, with all kinds of fractions of a second."""
    dice = random.Random(292)
    while True:
        later = datetime(dice.choice(YEARS), 1, 1, tzinfo=UTC) + timedelta(microseconds=dice.choice(FRACTIONS))
        away = (LONGEST + dice.choice((*NEAR, dice.randint(-3_000_000, 10)))) * dice.choice((1, -1))
        if datetime.min.replace(tzinfo=UTC) <= later <= datetime.max.replace(tzinfo=UTC) - timedelta(days=106_800):
            yield {"last": later, "away": timedelta(microseconds=away)}


def rows(count: int) -> Iterator[dict[str, Any]]:
    found = apart()
    for number in range(count):
        one = next(found)
        try:
            yield row(number, last=one["last"], since=one["last"] + one["away"])
        except OverflowError:
            continue


def test_times_are_subtracted_as_far_as_the_official_evaluator_subtracts_them() -> None:
    given = list(rows(400))
    source = "thing.since - thing.last"
    official = small.answers(naive.OFFICIAL.compile(source), given, [])
    with open_engine() as engine:
        assert naive.ours(engine, source, given, []) == official
    far = [abs(one["since"] - one["last"]) // timedelta(microseconds=1) for one in given]
    assert official.count(None) > 50
    assert any(it is None and away <= LONGEST for it, away in zip(official, far, strict=True))
    assert any(it is not None and away > LONGEST - 100_000 for it, away in zip(official, far, strict=True))


@pytest.mark.parametrize(
    "source",
    [
        "duration(thing.age)",
        "string(duration(thing.age))",
        "now + duration(thing.age)",
        "now - duration('2562047h47m15s') - now",
        "now - (now + duration('2562047h47m15s')) + duration('2562047h47m15s')",
        "(duration('2562047h47m15s') + (now - thing.last)) - duration('2562047h47m15s')",
        "thing.last + duration('2562047h47m15s') + duration('1.5s') - thing.last",
        "(thing.since + duration('2562047h47m15s')) - (thing.last + duration('-0.5s'))",
        "duration('2562047h47m15s') + duration('1.854775s') == duration('2562047h47m16.854775s') && has(thing.age)",
    ],
)
def test_what_is_added_and_taken_away_again_is_what_it_is_in_cel(source: str) -> None:
    moments = (small.NOW, small.NOW - timedelta(microseconds=1), small.NOW + timedelta(seconds=1.854_775))
    given = [
        row(number, age=text, last=moments[number % 3], since=moments[number % 2]) for number, text in enumerate(TEXTS)
    ]
    with open_engine() as engine:
        world = agreement.world_of(engine, given, [])
        both = world.both(agreement.part(source))
    assert [mine for _, mine, _ in both] == [official for _, _, official in both]
