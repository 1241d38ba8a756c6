"""Threads that ask while one other stores: what they bring, what they raise, and how they end."""

import threading
import time

import pytest

from orglint.collect.by_key.pool import Pool, open_pool


def _ignore() -> None:
    pass


def test_every_task_has_its_result_whatever_the_order() -> None:
    with open_pool(lambda number: number * number, 3, _ignore) as pool:
        for number in range(20):
            pool.submit(number)
        assert sorted(pool.wait_for_result() for _ in range(20)) == [number * number for number in range(20)]


def test_what_a_thread_raises_is_raised_where_its_result_is_waited_for_and_stops_the_others() -> None:
    stopped: list[bool] = []

    def work(number: int) -> int:
        if number == 2:
            raise LookupError("two")
        return number

    def ask() -> None:
        with open_pool(work, 2, lambda: stopped.append(True)) as pool:
            pool.submit(2)
            pool.wait_for_result()

    with pytest.raises(LookupError, match="two"):
        ask()
    assert stopped == [True]


def test_what_others_bring_soon_after_a_failure_is_not_lost() -> None:
    def work(number: int) -> int:
        if number == 0:
            raise LookupError
        time.sleep(0.05)
        return number

    with open_pool(work, 3, _ignore) as pool:
        for number in range(3):
            pool.submit(number)
        with pytest.raises(LookupError):
            pool.wait_for_result()
        assert sorted(pool.take_rest()) == [1, 2]


def test_a_thread_that_hangs_is_left_to_itself() -> None:
    hanging = threading.Event()
    began = time.monotonic()

    def wait(_: int) -> bool:
        return hanging.wait(30)

    def ask() -> None:
        with open_pool(wait, 2, _ignore) as pool:
            pool.submit(1)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        ask()
    assert time.monotonic() - began < 10
    hanging.set()


def test_threads_end_with_their_pool() -> None:
    before = set(threading.enumerate())  # those of another test may end meanwhile
    pool: Pool[int, int] = Pool(abs, 4)
    ours = set(threading.enumerate()) - before
    assert len(ours) == 4
    pool.end()
    assert not ours & set(threading.enumerate())
