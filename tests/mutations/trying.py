"""Try one mutation: change a copy of the code, and run the tests that must notice it."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from importlib.util import cache_from_source
from pathlib import Path

from mutations.listing import CODE, ROOT, TESTS, Mutation, find_problem, mutate_text
from mutations.witness import REPORT

PATIENCE = 300
"""Seconds that the tests of one mutation may take; what takes longer proves nothing."""
_OTHER_ROOTS = ("generated", "simulator", "spec", "tests")
_PASSED, _FAILED = 0, 1


@dataclass(frozen=True, slots=True)
class Tried:
    """What came of it: `caught`, `survived`, `stale` (cannot be tried), or `undecided`; and what shows it."""

    outcome: str
    why: str
    seconds: float = 0.0


class Workshop:
    """A copy of the package in a folder of its own, with the rules where the package looks for them."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._code = folder / "linter" / "orglint"
        shutil.copytree(CODE, self._code)
        shutil.copytree(ROOT / "rules", folder / "rules")

    def try_tests(self, tests: tuple[str, ...]) -> Tried:
        """Run tests on the code as it is: they must pass, or what they catch would prove nothing."""
        ran = self._run_tests(tests)
        return Tried("passed", "", ran.seconds) if ran.code == _PASSED else ran.to_undecided("without any change, ")

    def try_mutation(self, mutation: Mutation) -> Tried:
        """Change the copy, run the tests of the mutation, and change the copy back."""
        if problem := find_problem(mutation, self._code):
            return Tried("stale", problem)
        file = self._code / mutation.file
        text = file.read_text("utf-8")
        try:
            _write_source(file, mutate_text(mutation, text) or "")
            ran = self._run_tests(mutation.tests)
        finally:
            _write_source(file, text)
        if ran.code == _PASSED:
            return Tried("survived", f"all of {', '.join(mutation.tests)} passed", ran.seconds)
        if ran.code == _FAILED and ran.failed:
            return Tried("caught", ran.failed[0], ran.seconds)
        return ran.to_undecided()

    def _run_tests(self, tests: tuple[str, ...]) -> "_Run":
        report = self._folder / "report.json"
        report.unlink(missing_ok=True)
        roots = os.pathsep.join([str(self._code.parent), *(str(ROOT / name) for name in _OTHER_ROOTS)])
        began = time.monotonic()
        process = subprocess.Popen(
            [*_PYTEST, "-o", f"pythonpath={roots.replace(os.pathsep, ' ')}", *(str(TESTS / test) for test in tests)],
            cwd=ROOT,
            env=os.environ | _SETTINGS | {"PYTHONPATH": roots, REPORT: str(report)},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )
        said, code = _wait_for_end(process)
        seen = json.loads(report.read_text("utf-8")) if report.is_file() else {"code": str(self._code), "failed": []}
        if seen["code"] != str(self._code):
            raise RuntimeError(f"the tests imported {seen['code']} instead of the copy {self._code}")
        return _Run(code, seen["failed"], said, time.monotonic() - began)


@dataclass(frozen=True, slots=True)
class _Run:
    """How pytest ended: its exit code (-1 if it took too long), the tests that failed, and what it printed."""

    code: int
    failed: list[str]
    said: str
    seconds: float

    def to_undecided(self, when: str = "") -> Tried:
        """Return that nothing was shown, with the last lines of what pytest said."""
        last = " / ".join(self.said.strip().splitlines()[-3:])
        ended = f"pytest ended with {self.code}" if self.code >= 0 else f"the tests took more than {PATIENCE} s"
        return Tried("undecided", f"{when}{ended}: {last}", self.seconds)


_PYTEST = (sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", "-p", "mutations.witness")
# CI makes hypothesis take the same examples every time. Bytecode would be kept by the second in which a file changed.
_SETTINGS = {"CI": "1", "PYTHONDONTWRITEBYTECODE": "1"}


def _write_source(file: Path, text: str) -> None:
    """Write a module, and remove what was compiled of it before: it may have the same size and time."""
    file.write_text(text, "utf-8")
    Path(cache_from_source(str(file))).unlink(missing_ok=True)


def _wait_for_end(process: "subprocess.Popen[str]") -> tuple[str, int]:
    """Return what a process printed and its exit code; -1 if it, and all that it started, had to be killed."""
    try:
        said, _ = process.communicate(timeout=PATIENCE)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        said, _ = process.communicate()
        return said, -1
    return said, process.returncode
