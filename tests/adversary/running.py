"""One try: collect what a server says, judge it, and say how both ended. In this process, by the door of users."""

import json
import shutil
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from adversary import honest
from support import one_process

KEY = "canary-0123456789abcdefABCDEFzyxw"


@dataclass(frozen=True, slots=True)
class Ended:
    """How one command ended."""

    code: int
    out: str
    err: str
    seconds: float


@dataclass(frozen=True, slots=True)
class Tried:
    """How both commands ended, and the result if one was reached."""

    snapshot: Ended
    check: Ended
    result: dict[str, Any] = field(default_factory=dict)

    @property
    def outcomes(self) -> dict[str, str]:
        """Return the outcome of each rule."""
        return {rule["id"]: rule["outcome"] for rule in self.result.get("rules", [])}

    @property
    def said(self) -> str:
        """Return all that both have printed."""
        return f"{self.snapshot.out}\n{self.snapshot.err}\n{self.check.out}\n{self.check.err}"


def orglint(*words: object, **variables: str) -> Ended:
    """Run one command in this process, as the tests of the command line do."""
    began = time.monotonic()
    ended = one_process.run(tuple(map(str, words)), None, {"COLUMNS": "120", **variables})
    return Ended(ended.returncode, ended.stdout, ended.stderr, time.monotonic() - began)


def collect(base: str, store: Path, *words: object) -> Ended:
    """Take a snapshot of what a server says."""
    return orglint("snapshot", "--org", honest.ORG, "--base-url", base, "--store", store, *words, ORGLINT_API_KEY=KEY)


def check(store: Path, *words: object) -> tuple[Ended, dict[str, Any]]:
    """Judge the newest snapshot."""
    report = store / "result.json"
    report.unlink(missing_ok=True)
    ended = orglint("check", "--store", store, "--format", f"json={report}", *words)
    return ended, json.loads(report.read_text("utf-8")) if report.exists() else {}


def attempt(base: str, store: Path, words: tuple[object, ...] = (), checked: tuple[object, ...] = ()) -> Tried:
    """Collect and judge in a store of its own, which is gone afterwards."""
    shutil.rmtree(store, ignore_errors=True)
    store.mkdir(parents=True)
    taken = collect(base, store, *words)
    ended, result = check(store, *checked)
    shutil.rmtree(store, ignore_errors=True)
    return Tried(taken, ended, result)
