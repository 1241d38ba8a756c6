"""Child processes, and what each of them used."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

LAUNCH = (sys.executable, "-I", "-S", str(Path(__file__).with_name("launch.py")))
ORGLINT = (sys.executable, "-m", "orglint")
PASS = (sys.executable, "-c", "pass")
MIB = 1 << 20


class EndedBadlyError(Exception):
    """A measured process ended in a way that makes its figures worthless."""


@dataclass(frozen=True, slots=True)
class Usage:
    """What a process used: seconds by the wall clock and of the processor, and the most memory at once in bytes."""

    wall: float
    cpu: float
    peak: int


def run(*words: str, codes: tuple[int, ...] = (0,), environment: Mapping[str, str] | None = None) -> Usage:
    """Run a command to its end and return what it used; any exit code but these is an error.

    Python may keep what it compiles: an installed package is compiled, and compiling anew takes longer than a check.
    """
    inherited = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    ended = subprocess.run([*LAUNCH, *words], check=True, capture_output=True, env={**inherited, **(environment or {})})
    measured = json.loads(ended.stdout)
    if (code := measured.pop("code")) not in codes:
        raise EndedBadlyError(f"{' '.join(words)} gave {code}: {ended.stderr.decode(errors='replace')}")
    return Usage(**measured)
