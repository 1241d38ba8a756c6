"""A local organization in a process of its own, and collecting it."""

import json
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx

from benchmarks.bare import KEY
from benchmarks.process import ORGLINT, Usage, run

NOW = "2026-11-01T00:00:00Z"


@dataclass(frozen=True, slots=True)
class Local:
    """Where a local organization answers, and with which key."""

    base_url: str
    organization: str
    key: str

    def requests(self) -> list[dict[str, Any]]:
        """Return every request that it was asked so far, by its own record."""
        answer = httpx.get(f"{self.base_url.removesuffix('/admin')}/__requests", trust_env=False, timeout=60)
        return list(answer.json())

    def collect(self, store: Path) -> Usage:
        """Collect it into a store by the command line, for the bundled rules; return what that used."""
        where = ("--org", self.organization, "--base-url", self.base_url, "--store", str(store))
        return run(*ORGLINT, "snapshot", *where, environment={KEY: self.key})


@contextmanager
def serving(users: int) -> Iterator[Local]:
    """Serve a local organization with so many users until the block ends."""
    words = [*ORGLINT, "simulate", "--users", str(users), "--seed", "1", "--now", NOW]
    with subprocess.Popen(words, stdout=subprocess.PIPE) as process:
        assert process.stdout
        try:
            ready = json.loads(process.stdout.readline())
            yield Local(ready["base_url"], ready["org_id"], ready["api_key"])
        finally:
            process.terminate()


def snapshot(store: Path) -> Path:
    """Return the folder of the one snapshot in a store."""
    (folder,) = (store / "snapshots").iterdir()
    return folder
