"""The tool as a user has it: its command line in a process of its own."""

import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ORGLINT = (sys.executable, "-m", "orglint")
PATIENCE = 120
KEPT = ("PATH", "PYTHONPATH", "VIRTUAL_ENV", "ORGLINT_CACHE")


@dataclass(frozen=True, slots=True)
class Ended:
    """How a command ended: its exit code, and all that it printed."""

    code: int
    out: str
    err: str


def environment(home: Path, **more: str) -> dict[str, str]:
    """Return an environment without anything of the person who runs the tests."""
    kept = {name: os.environ[name] for name in KEPT if name in os.environ}
    return {**kept, "HOME": str(home), "LC_ALL": "C.UTF-8", **more}


def orglint(*words: str | Path, at: Path, python: tuple[str, ...] = ORGLINT, env: Mapping[str, str] = {}) -> Ended:
    """Run one command in a folder and return how it ended."""
    ended = subprocess.run(
        [*python, *map(str, words)],
        cwd=at,
        env=environment(at, **env),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        timeout=PATIENCE,
        check=False,
    )
    return Ended(ended.returncode, ended.stdout.decode(errors="replace"), ended.stderr.decode(errors="replace"))


def unprivileged() -> tuple[str, ...]:
    """Return how to start orglint so that the permissions of files count for it, whoever runs the tests."""
    return ("setpriv", "--bounding-set=-all", "--inh-caps=-all", *ORGLINT) if os.geteuid() == 0 else ORGLINT


@contextmanager
def running(*words: str | Path, at: Path, **env: str) -> Iterator[subprocess.Popen[str]]:
    """Run a command in the background; it is ended by its own handle and must obey SIGTERM."""
    process = subprocess.Popen(
        [*ORGLINT, *map(str, words)],
        cwd=at,
        env=environment(at, **env),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    with process:
        try:
            yield process
        finally:
            stop(process)


def stop(process: subprocess.Popen[Any]) -> None:
    """End a process by SIGTERM; one that has to be killed fails the test."""
    if process.poll() is not None:
        return
    process.terminate()
    try:
        process.wait(timeout=20)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
        raise AssertionError(f"process {process.pid} did not end on SIGTERM") from None
