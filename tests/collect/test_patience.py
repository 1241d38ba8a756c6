"""How long is waited before the next attempt: never less than was asked for, never without end."""

from datetime import UTC, datetime, timedelta

import httpx
import pytest

from orglint.errors import CollectError
from orglint.http.retry import Budget, asked_to_wait
from support.collect.world import Clock

NOW = datetime(2026, 11, 1, 12, 0, 30, tzinfo=UTC)
GARBAGE = 60.0
YEAR = 366 * 86_400.0


def _wait(status: int = 429, **headers: str) -> float | None:
    response = httpx.Response(status, headers={name.replace("_", "-"): value for name, value in headers.items()})
    return asked_to_wait(response, NOW)


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("0", 0),
        ("7", 7),
        (" 120 ", 120),
        ("Sun, 01 Nov 2026 12:01:00 GMT", 30),
        ("Sun, 01 Nov 2026 11:00:00 GMT", 0),
        ("-5", GARBAGE),
        ("1.5", GARBAGE),
        ("soon", GARBAGE),
        ("", GARBAGE),
        ("1e3", GARBAGE),
        ("1" * 40, GARBAGE),
        ("999999999999", YEAR),
        ("Sun, 32 Nov 2026 12:01:00 GMT", GARBAGE),
        ("Fri, 31 Dec 9999 23:59:59 -2359", GARBAGE),
    ],
)
def test_N_5_retry_after_in_every_form(value: str, seconds: float) -> None:
    assert _wait(Retry_After=value) == seconds


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("2026-11-01T12:01:00Z", 30),
        ("2026-11-01T12:01:00.500+00:00", 30.5),
        ("2026-11-01T14:01:00+02:00", 30),
        ("2026-11-01T12:01Z", 90),
        ("2026-11-01T12:00Z", 30),
        ("2026-11-01T11:00Z", GARBAGE),
        ("2026-11-01T12:01:00", GARBAGE),
        ("1793534460", 30),
        ("1793534000", GARBAGE),
        ("1000000000000", YEAR),
        ("-1", GARBAGE),
        ("tomorrow", GARBAGE),
        ("9999-12-31T23:59-23:59", YEAR),
        ("0001-01-01T00:00+23:59", GARBAGE),
        ("", GARBAGE),
    ],
)
def test_N_5_rate_limit_reset_in_every_form(value: str, seconds: float) -> None:
    assert _wait(X_RateLimit_Reset=value) == seconds


def test_N_5_retry_after_decides_where_both_are_given() -> None:
    assert _wait(Retry_After="3", X_RateLimit_Reset="2026-11-01T13:00Z") == 3


def test_N_5_the_reset_of_a_limit_that_was_not_reached_is_no_reason_to_wait() -> None:
    assert _wait(503, X_RateLimit_Reset="2026-11-01T13:00Z") is None


def test_N_20_the_clock_of_the_server_counts_for_its_own_times() -> None:
    response = httpx.Response(
        429, headers={"Date": "Sun, 01 Nov 2026 15:00:00 GMT", "X-RateLimit-Reset": "2026-11-01T15:00:10Z"}
    )
    assert asked_to_wait(response, NOW) == 10


def _budget(clock: Clock) -> Budget:
    return Budget(clock.now + timedelta(hours=1), clock=clock, sleep=clock.sleep, chance=lambda: 1.0)


def test_without_a_hint_the_wait_doubles_up_to_a_minute() -> None:
    clock = Clock()
    budget = _budget(clock)
    for attempt in range(1, 9):
        budget.spend(httpx.ReadTimeout(""), attempt)
    assert clock.waits == [1, 2, 4, 8, 16, 32, 60, 60]


def test_N_6_a_run_may_send_a_fifth_of_its_requests_again_and_no_more() -> None:
    clock = Clock()
    budget = _budget(clock)
    for _ in range(100):
        budget.admit_request()
    again = httpx.Response(503, headers={"Retry-After": "0"})
    for _ in range(20):
        budget.spend(again, 1)
    with pytest.raises(CollectError, match="20 of 100 requests"):
        budget.spend(again, 1)
    assert budget.retries == 21


def test_N_6_waiting_for_a_rate_limit_costs_none_of_the_budget() -> None:
    clock = Clock()
    budget = _budget(clock)
    for _ in range(100):
        assert budget.obey_rate_limit(httpx.Response(429, headers={"Retry-After": "7"}), 1)
    assert (budget.retries, set(clock.waits)) == (0, {8.0})


def test_N_6_a_limit_may_be_waited_for_for_days() -> None:
    clock = Clock()
    budget = Budget(clock.now + timedelta(days=30), clock=clock, sleep=clock.sleep, chance=lambda: 1.0)
    assert budget.obey_rate_limit(httpx.Response(429, headers={"Retry-After": "0"}), 100_000)
    assert clock.waits == [60]


def test_N_6_a_limit_that_asks_for_no_wait_again_and_again_is_waited_for_ever_longer() -> None:
    clock = Clock()
    budget = _budget(clock)
    at_once = httpx.Response(429, headers={"Retry-After": "0"})
    for turn in range(1, 60):
        budget.obey_rate_limit(at_once, turn)
    assert clock.waits[:10] == [1, 1, 1, 1, 2, 4, 8, 16, 32, 60]
    with pytest.raises(CollectError, match="longer than this run may take"):
        budget.obey_rate_limit(httpx.Response(429, headers={"Retry-After": "600"}), 60)


@pytest.mark.parametrize("answer", [httpx.Response(429), httpx.Response(503, headers={"Retry-After": "7"})])
def test_only_a_rate_limit_that_says_until_when_is_obeyed_without_end(answer: httpx.Response) -> None:
    assert not _budget(Clock()).obey_rate_limit(answer, 1)


def test_what_is_waited_for_is_told() -> None:
    said: list[str] = []
    budget = _budget(Clock())
    budget.say = said.append
    budget.obey_rate_limit(httpx.Response(429, headers={"Retry-After": "40"}), 1)
    for attempt in (1, 5):  # what is tried again within seconds is not told, silence is
        budget.spend(httpx.Response(502), attempt)
        budget.spend(httpx.ReadTimeout("nothing came for 30 s"), attempt)
        budget.spend(httpx.ConnectError("Connection refused"), attempt)
        budget.spend(httpx.RemoteProtocolError("what the other side sent"), attempt)
    assert said == [
        "rate limited, waiting 41 s",
        "no answer for 30 s, trying again in 1 s",
        "the API answered 502, trying again in 16 s",
        "no answer for 30 s, trying again in 16 s",
        "no connection, trying again in 16 s",
        "the answer broke off, trying again in 16 s",
    ]


def test_N_4_a_run_that_takes_too_long_stops_between_two_requests() -> None:
    clock = Clock()
    budget = _budget(clock)
    budget.check()
    clock.sleep(3601)
    with pytest.raises(CollectError, match="Nothing is lost"):
        budget.check()
