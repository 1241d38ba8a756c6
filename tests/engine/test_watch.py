"""A watched query gives what it gives, raises what it raises, and ends when its time is over."""

from datetime import timedelta
from mmap import PAGESIZE, mmap
from threading import Event

import pytest

from orglint.engine.duckdb import open_engine
from orglint.engine.limits.watch import ROOM, LimitedWatch, TimeBudget
from orglint.engine.queries import EvaluationError, QueryMemoryError, QueryTimeoutError


def nothing() -> None:
    """Interrupt nothing."""


def test_what_is_run_gives_its_value() -> None:
    assert LimitedWatch(timedelta(minutes=1))(lambda: 7, nothing) == 7


@pytest.mark.parametrize("error", [EvaluationError("no"), TimeoutError("its own"), ValueError("no")])
def test_what_is_run_raises_its_own_error(error: Exception) -> None:
    def run() -> None:
        raise error

    with pytest.raises(type(error)) as caught:
        LimitedWatch(timedelta(minutes=1))(run, nothing)
    assert caught.value is error


def test_what_takes_too_long_is_ended_even_if_it_does_not_hear_at_first() -> None:
    calls: list[int] = []
    ended = Event()

    def interrupt() -> None:
        calls.append(1)
        if len(calls) == 3:
            ended.set()

    with pytest.raises(EvaluationError, match=r"longer than 1 second \(--rule-timeout\)"):
        LimitedWatch(timedelta(seconds=1))(ended.wait, interrupt)
    assert len(calls) >= 3


def test_what_grows_too_large_is_ended_even_in_memory_that_the_system_does_not_refuse() -> None:
    ended = Event()

    def grow() -> None:
        with mmap(-1, 2 * ROOM) as shared:  # what could be shared with others is not what the system limits
            for place in range(0, 2 * ROOM, PAGESIZE):
                if ended.is_set():
                    return
                shared[place] = 1

    with pytest.raises(QueryMemoryError):
        LimitedWatch(timedelta(minutes=1))(grow, ended.set)
    assert ended.is_set()


def test_the_engine_answers_again_after_it_was_ended() -> None:
    long = (
        "SELECT count(*) FROM range(100000) a, range(100000) b, range(100000) c WHERE a.range + b.range + c.range = 7"
    )
    with open_engine(watch=LimitedWatch(timedelta(seconds=1))) as engine:
        with pytest.raises(EvaluationError, match="took longer"):
            engine.fetch(long, {})
        assert engine.fetch("SELECT 1", {}) == [(1,)]


def test_nothing_is_begun_once_the_time_for_everything_is_over() -> None:
    ran: list[int] = []
    purse = TimeBudget(0.5)
    watch = LimitedWatch(timedelta(minutes=1), purse)
    ended = Event()
    with pytest.raises(QueryTimeoutError, match=r"whole explanation ran out before it was done \(--rule-timeout\)"):
        watch(ended.wait, ended.set)
    assert purse.left < 0
    with pytest.raises(QueryTimeoutError, match="whole explanation"):
        watch(lambda: ran.append(1), nothing)
    assert ran == []
