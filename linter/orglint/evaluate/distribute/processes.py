"""Judge snapshots in several processes of this machine, each snapshot in one of them.

A process is started anew (spawn), so that it holds nothing but what it is given, and its limits of memory are its own.
"""

import os
import pickle
import signal
import sys
from collections.abc import Generator, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from types import ModuleType
from typing import Self

from orglint.errors import BugElsewhereError, JudgingError, locate_bug
from orglint.evaluate.distribute import parcels
from orglint.evaluate.distribute.judging import Judging
from orglint.evaluate.distribute.one import Judged, build_problem_line, judge_listed
from orglint.snapshots import SnapshotSummary

AHEAD = 2
"""How many snapshots a process may be ahead of the one whose result is asked for: results wait in memory."""

_SPAWN = get_context("spawn")
_FEWER = "Give a smaller number with --jobs; with --jobs 1 no other process is needed."
_MAIN = "__main__"
_STARTED, _READY, _JUDGED, _BUG = b"s", b"r", b"j", b"b"


def judge_in_processes(found: Sequence[SnapshotSummary], judging: Judging, *, jobs: int) -> Generator[Judged]:
    """Yield what comes of each snapshot, in their order, `jobs` of them judged at a time.

    A snapshot whose process dies gets a line that says so. Whatever ends the iteration ends the processes.
    """
    with _Workers(judging, jobs) as workers:
        done: dict[int, Judged] = {}
        begun = 0
        for place in range(len(found)):
            while place not in done:
                while begun < min(len(found), place + AHEAD * jobs) and workers.has_room():
                    workers.begin(begun, found[begun])
                    begun += 1
                done |= workers.receive()
            yield done.pop(place)


@dataclass(slots=True)
class _Worker:
    """A process, the way to it, and which snapshot it judges at the moment."""

    process: BaseProcess
    connection: "Connection[bytes, bytes]"
    place: int | None = None
    summary: SnapshotSummary | None = None
    ready: bool = False

    def send(self, message: bytes) -> None:
        """Send a message, unless the process has died: that is seen when its answer is read."""
        with suppress(BrokenPipeError, ConnectionResetError):
            self.connection.send_bytes(message)


class _Workers:
    """Processes that judge; each is started when there is something to do for it."""

    def __init__(self, judging: Judging, most: int) -> None:
        self._parcel = parcels.pack_judging(judging)
        self._most = most
        self._all: list[_Worker] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *ended: object) -> None:
        for worker in self._all:
            worker.process.kill()  # it has nothing to put away
        for worker in self._all:
            worker.process.join()
            worker.connection.close()

    def has_room(self) -> bool:
        """Return whether another snapshot can be begun."""
        return sum(worker.place is not None for worker in self._all) < self._most

    def begin(self, place: int, summary: SnapshotSummary) -> None:
        """Have a snapshot judged; `place` is its own among all."""
        worker = next((it for it in self._all if it.place is None), None) or self._start()
        worker.place, worker.summary = place, summary
        if worker.ready:
            worker.send(pickle.dumps(summary))

    def receive(self) -> dict[int, Judged]:
        """Wait until something comes, and return what came of snapshots by their places."""
        busy = [worker for worker in self._all if worker.place is not None]
        heard = wait([worker.connection for worker in busy])
        answers = [self._read(worker) for worker in busy if worker.connection in heard]
        return dict(answer for answer in answers if answer is not None)

    def _start(self) -> _Worker:
        ours, theirs = _SPAWN.Pipe()
        process = _SPAWN.Process(target=_serve_requests, args=(theirs,), daemon=True)
        try:
            with _hide_main():
                process.start()
        except OSError as error:
            why = f"nothing was judged: a process to judge in could not be started ({error.strerror})"
            raise JudgingError(why, _FEWER) from None
        theirs.close()
        worker = _Worker(process, ours)
        self._all.append(worker)
        return worker

    def _read(self, worker: _Worker) -> tuple[int, Judged] | None:
        try:
            message = worker.connection.recv_bytes()
        except (EOFError, OSError):
            return self._remove_dead_worker(worker)
        kind, content = message[:1], message[1:]
        if kind == _BUG:
            raise BugElsewhereError(content.decode())
        if kind == _STARTED:  # only now, so that several start at a time and none is waited for
            worker.send(self._parcel)
            worker.send(pickle.dumps(worker.summary))
            return None
        if kind == _READY:
            worker.ready = True
            return None
        assert worker.place is not None
        assert worker.summary is not None
        place, worker.place = worker.place, None
        return place, parcels.unpack_judged(content, worker.summary)

    def _remove_dead_worker(self, worker: _Worker) -> tuple[int, Judged]:
        """Return the line of the snapshot that a process died of, or raise if it never came so far."""
        worker.process.join()
        self._all.remove(worker)
        worker.connection.close()
        how = _describe_end(worker.process.exitcode or 0)
        if not worker.ready:
            raise JudgingError(f"nothing was judged: a process to judge in could not be started ({how})", _FEWER)
        assert worker.place is not None
        assert worker.summary is not None
        folder = worker.summary.folder
        problem = f"{folder} could not be judged: the process that judged it ended before it was done ({how})"
        return worker.place, build_problem_line(worker.summary, problem)


def _describe_end(code: int) -> str:
    """Return how a process ended."""
    if code >= 0:
        return f"exit code {code}"
    known = {number.value: number.name for number in signal.Signals}
    return f"{known.get(-code, f'signal {-code}')}; is there enough memory for so many --jobs?"


@contextmanager
def _hide_main() -> Iterator[None]:
    """Hide the script that was started, so that a new process does not run it: not every script would stand that."""
    main, sys.modules[_MAIN] = sys.modules[_MAIN], ModuleType(_MAIN)
    try:
        yield
    finally:
        sys.modules[_MAIN] = main


def _serve_requests(connection: "Connection[bytes, bytes]") -> None:
    """Judge what is asked for until nobody asks any more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches every process; the one that started this ends it
    with suppress(OSError):
        os.dup2(2, 1)  # whatever a library prints, it does not get into a report
    with suppress(EOFError, BrokenPipeError, ConnectionResetError):
        try:
            connection.send_bytes(_STARTED)
            judging = parcels.unpack_judging(connection.recv_bytes())
            connection.send_bytes(_READY)
            while True:
                summary = pickle.loads(connection.recv_bytes())  # noqa: S301 - from the process that started this one
                connection.send_bytes(_JUDGED + parcels.pack_judged(judge_listed(summary, judging)))
        except (EOFError, BrokenPipeError, ConnectionResetError):
            raise
        except Exception as error:  # noqa: BLE001 - a bug is told by the process that people see
            connection.send_bytes(_BUG + locate_bug(error).encode())
