"""Several requests at a time: threads that only ask, while the thread that began them stores the answers."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from queue import Empty, SimpleQueue
from threading import Thread
from time import monotonic
from typing import Generic, TypeVar

Task = TypeVar("Task")
Result = TypeVar("Result")

_PATIENCE = 0.5
"""How many seconds a run that failed waits for its threads. They store nothing, so they may be left to themselves."""


class Pool(Generic[Task, Result]):
    """Threads that work on tasks, in the order in which these are submitted; results come in any order."""

    def __init__(self, work: Callable[[Task], Result], size: int) -> None:
        self._work = work
        self._tasks = SimpleQueue[Task | None]()
        self._results = SimpleQueue[tuple[Result | None, BaseException | None]]()
        # No executor: its threads would be waited for when the process ends, however long an answer takes.
        self._threads = [Thread(target=self._work_on_tasks, daemon=True) for _ in range(size)]
        self._running = 0
        for thread in self._threads:
            thread.start()

    def submit(self, task: Task) -> None:
        """Have a task worked on by the next thread that is free."""
        self._running += 1
        self._tasks.put(task)

    def wait_for_result(self) -> Result:
        """Return the next result, or raise what a thread raised; a signal ends the wait."""
        result, problem = self._results.get()
        self._running -= 1
        if problem is not None:
            raise problem
        assert result is not None
        return result

    def take_rest(self) -> Iterator[Result]:
        """Yield what the other threads still bring soon after one of them has failed."""
        until = monotonic() + _PATIENCE
        while self._running:
            try:
                result, _ = self._results.get(timeout=max(0.0, until - monotonic()))
            except Empty:
                return
            self._running -= 1
            if result is not None:
                yield result

    def end(self, patience: float | None = None) -> None:
        """End the threads, and wait for them, at most so many seconds."""
        for _ in self._threads:
            self._tasks.put(None)
        until = None if patience is None else monotonic() + patience
        for thread in self._threads:
            thread.join(None if until is None else max(0.0, until - monotonic()))

    def _work_on_tasks(self) -> None:
        while (task := self._tasks.get()) is not None:
            try:
                self._results.put((self._work(task), None))
            except BaseException as problem:  # noqa: BLE001 - raised again where the result is waited for
                self._results.put((None, problem))


@contextmanager
def open_pool(work: Callable[[Task], Result], size: int, stop: Callable[[], None]) -> Iterator[Pool[Task, Result]]:
    """Open a pool of threads; whatever is raised in the block calls `stop`, which lets the threads begin no more."""
    pool = Pool(work, size)
    try:
        yield pool
    except BaseException:
        stop()
        pool.end(_PATIENCE)
        raise
    pool.end()
