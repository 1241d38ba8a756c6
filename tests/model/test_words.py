"""Numbers, times and values in words."""

from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest

from orglint.model import value_words, wording

MOMENT = datetime(2026, 11, 1, 12, 30, 15, 250, tzinfo=UTC)
ELSEWHERE = MOMENT.astimezone(timezone(timedelta(hours=-8)))


@pytest.mark.parametrize("time", [MOMENT, ELSEWHERE, MOMENT.replace(tzinfo=None)])
def test_a_time_is_in_utc_wherever_it_was_said(time: datetime) -> None:
    assert wording.format_time(time) == "2026-11-01 12:30 UTC"
    assert wording.format_second(time) == "2026-11-01 12:30:15 UTC"
    assert wording.format_timestamp(time) == "2026-11-01T12:30:15.000250Z"


def test_an_early_year_keeps_its_zeros() -> None:
    assert wording.format_time(datetime(33, 4, 3, tzinfo=UTC)) == "0033-04-03 00:00 UTC"


def test_two_times_of_a_day_name_the_day_once() -> None:
    later = MOMENT + timedelta(minutes=3)
    assert wording.format_time_span(MOMENT, later) == "2026-11-01 12:30:15 and 12:33:15 UTC"


@pytest.mark.parametrize(
    ("seconds", "words"), [(600, "10 minutes"), (60, "1 minute"), (1, "1 second"), (90, "90 seconds"), (0, "0 minutes")]
)
def test_a_limit_is_said_as_somebody_set_it(seconds: int, words: str) -> None:
    assert wording.format_limit(timedelta(seconds=seconds)) == words


@pytest.mark.parametrize(
    ("microseconds", "words"),
    [(0, "0s"), (5_400_000_000, "5400s"), (-1, "-0.000001s"), (-86_400_500_000, "-86400.5s")],
)
def test_a_duration_is_written_as_cel_writes_it(microseconds: int, words: str) -> None:
    assert value_words.duration_to_cel(microseconds) == words


@pytest.mark.parametrize(
    ("value", "kind", "words"),
    [
        (None, "string", "–"),  # noqa: RUF001 - what a message says
        ("", "string", ""),
        (MOMENT, "timestamp", "2026-11-01"),
        (None, "timestamp", "–"),  # noqa: RUF001 - the same
        (True, "bool", "true"),
        ([], "list(string)", "none"),
        (["a", None], "list(string)", "a, –"),  # noqa: RUF001 - the same
        (7, "int", "7"),
    ],
)
def test_a_value_in_a_message_is_short(value: Any, kind: str, words: str) -> None:
    assert value_words.choose_message_writer(kind)(value) == words


@pytest.mark.parametrize(
    ("value", "words"),
    [(None, "not there"), ("", "empty text"), ([], "empty list"), ({}, "empty"), ([None, False], "unknown, false")],
)
def test_evidence_says_what_is_not_there(value: Any, words: str) -> None:
    assert value_words.describe_value(value) == words


@pytest.mark.parametrize(
    ("value", "kind", "words"),
    [
        ("5400s", "duration", "5400s (1 hour 30 minutes)"),
        ("-60s", "duration", "-60s (minus 1 minute)"),
        ("2026-11-01T12:30:15Z", "timestamp", "2026-11-01T12:30:15Z"),
        ("a", "string", "'a'"),
        ({"a": [None, True]}, "dyn", "{a: [unknown, true]}"),
        (None, "dyn", "absent"),
    ],
)
def test_a_step_shows_its_value_as_cel_writes_it(value: Any, kind: str, words: str) -> None:
    assert value_words.describe_typed_value(value, kind) == words


@pytest.mark.parametrize(("days", "told"), [(0, "today"), (1, "in 1 day"), (1200, "in 1,200 days")])
def test_a_day_ahead_is_told_by_its_distance(days: int, told: str) -> None:
    assert wording.format_days_ahead(days) == told
