"""A store with snapshots of one organization, whose users are said by what they are, and the results kept of it."""

import subprocess
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from orglint.model.snapshot import TableState
from support import stores
from support.one_process import run

FIRST = datetime.now(UTC).replace(microsecond=0) - timedelta(hours=12)


def list_users(users: str) -> list[dict[str, Any]]:
    """Return the rows of users: those in lower case are active, others are suspended."""
    return [
        stores.user(f"a-{letter.lower()}", status="active" if letter.islower() else "suspended") for letter in users
    ]


def add_day(folder: Path, number: int, users: str, *, state: TableState = TableState.COMPLETE) -> str:
    """Seal the snapshot of one hour and return its id."""
    told = {"reason": "page 2 answered 503"} if state is not TableState.COMPLETE else {}
    at = FIRST + timedelta(hours=number)
    return stores.sealed(folder / "store", "acme", list_users(users), at=at, state=state, **told).id


def check(folder: Path, *words: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """Judge a snapshot of the store by a rule that says that users are active."""
    if not (folder / "rules").exists():
        stores.rules(folder, active="high")
    chosen = ("--store", "store", "--only-rules", "rules")
    return run(["check", *words, *chosen], folder, {"COLUMNS": "100", **variables})


def keep_days(folder: Path, *days: str) -> None:
    """Seal a day for each text, and keep the result of each."""
    for number, users in enumerate(days):
        ended = check(folder, add_day(folder, number, users), "--keep")
        assert ended.returncode in {0, 1}, ended.stderr
