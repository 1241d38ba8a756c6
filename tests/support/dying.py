"""Judging that goes wrong where it is done: a process that dies, a bug, a process that cannot start.

It stands in a module of its own, so that a process that is started anew can import it.
"""

import os
import signal
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from orglint import rulebook, tables
from orglint.evaluate.distribute.judging import Judging
from orglint.model.acceptance import Acceptance
from orglint.model.rule import Severity
from orglint.model.snapshot import Snapshot

NOW = datetime(2026, 11, 2, tzinfo=UTC)


def judging(rules: Path, kind: type[Judging] = Judging, **more: Any) -> Judging:
    """Return what to judge by: the rules in a folder."""
    return kind(rulebook.load(rules, tables.known_tables()), 0, Severity.LOW, NOW, None, None, **more)


@dataclass(frozen=True)
class Fatal(Judging):
    """Judging that the process does not survive at the snapshots whose ids are named; in each folder it happens once.

    `once` is a folder that remembers; without it, it happens every time.
    """

    ids: frozenset[str] = frozenset()
    once: Path | None = None

    def apply_acceptances(self, snapshot: Snapshot) -> tuple[Snapshot, tuple[Acceptance, ...]]:
        if snapshot.id in self.ids and (self.once is None or not (self.once / snapshot.id).exists()):
            if self.once:
                (self.once / snapshot.id).touch()
            os.kill(os.getpid(), signal.SIGKILL)
        return super().apply_acceptances(snapshot)


@dataclass(frozen=True)
class Buggy(Judging):
    """Judging that has a bug."""

    def now(self, snapshot: Snapshot) -> datetime:
        raise LookupError(f"a secret of {snapshot.organization}")


@dataclass(frozen=True)
class Stillborn(Judging):
    """Judging that no process can even read."""

    def __reduce__(self) -> tuple[Callable[[int], Any], tuple[int]]:
        return os._exit, (7,)
