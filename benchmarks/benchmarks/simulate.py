"""How long a local organization takes to be ready, and what memory it holds then."""

import json
import subprocess
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks.figure import Figure, Goal
from benchmarks.process import ORGLINT

SIZES = (10, 1_000, 100_000, 1_000_000)
QUICK = (10, 1_000)


def figures(sizes: Sequence[int]) -> Iterator[Figure]:
    """Yield start time and memory for organizations of these sizes."""
    for users in sizes:
        seconds, mebibytes = _started(users)
        yield Figure(
            "simulator",
            f"{users:,} users",
            seconds,
            "s",
            Goal(60, "s") if users == SIZES[-1] else None,
            by=f"until ready; {mebibytes:,.0f} MiB then",
            raw={"users": users, "seconds": seconds, "peak_mib": mebibytes},
        )


def _started(users: int) -> tuple[float, float]:
    began = time.perf_counter()
    words = [*ORGLINT, "simulate", "--users", str(users), "--seed", "1"]
    with subprocess.Popen(words, stdout=subprocess.PIPE) as process:
        assert process.stdout
        ready = json.loads(process.stdout.readline())
        seconds = time.perf_counter() - began
        peak = _peak(int(ready["pid"]))
        process.terminate()
    return seconds, peak


def _peak(pid: int) -> float:
    status = Path(f"/proc/{pid}/status").read_text("ascii", "replace")
    line = next(line for line in status.splitlines() if line.startswith("VmHWM"))
    return int(line.split()[1]) / 1024
