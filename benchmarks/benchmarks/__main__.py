"""`python -m benchmarks`: measure, and print each figure beside its goal."""

import argparse
import os
import platform
import sys
import tempfile
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

from benchmarks import check, collect, grown, load, local, simulate, sql, table, whole
from benchmarks.figure import Figure
from benchmarks.peers import measure
from orglint import rulebook, tables

SIZES = (1_000, 100_000, 1_000_000)
QUICK = (1_000, 10_000)
RULES = (6, 60, 600)
FEW_RULES = (6, 60)
COLLECTED = (1_000, 10_000, 100_000)
USUAL = 10_000
SMALL = 1_000


def main(words: Sequence[str]) -> None:
    """Measure what the options ask for."""
    options = _options(words)
    sizes = tuple(sorted(set(options.sizes or (QUICK if options.quick else SIZES))))
    over_http = QUICK if options.quick else COLLECTED
    figures = []
    with tempfile.TemporaryDirectory(prefix="orglint-bench-") as folder:
        _keep_bytecode(Path(folder) / "bytecode")
        for figure in _figures(sizes, over_http, Path(folder)):
            sys.stderr.write(f"  {figure.group}: {figure.what}\n")
            figures.append(figure)
    machine = _machine()
    table.show(sorted(figures, key=_place), machine)
    if options.json:
        table.write(options.json, figures, machine)


def _figures(sizes: Sequence[int], over_http: Sequence[int], work: Path) -> Iterator[Figure]:
    every = rulebook.load(rulebook.find_bundled_rules(), tables.known_tables())
    rules = tuple(rule for rule in every if rule.id in {*sql.ROWS, *sql.WHOLE})
    small = _small(work / "small")
    made = {rows: grown.grow(small, work / "grown", rows=rows) for rows in {*sizes, USUAL}}
    yield from check.figures([check.measured(rules, made[rows]) for rows in sizes])
    numbers = FEW_RULES if over_http is QUICK else RULES
    yield from measure.figures([made[rows] for rows in sizes], work / "rules", numbers)
    yield from load.figures(work / "bundled")
    yield from whole.figures(made[USUAL].folder, made[sizes[-1]].folder, users=USUAL, most=sizes[-1])
    yield from collect.figures(collect.measured(over_http, work))
    yield from simulate.figures(simulate.QUICK if over_http is QUICK else simulate.SIZES)


def _keep_bytecode(folder: Path) -> None:
    """Let every process find its modules compiled, as where they were installed, whatever this shell is set to."""
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    os.environ["PYTHONPYCACHEPREFIX"] = str(folder)


def _small(store: Path) -> Path:
    """Collect the organization that the large ones are made of."""
    with local.serving(SMALL) as organization:
        organization.collect(store)
    return local.snapshot(store)


def _place(figure: Figure) -> int:
    return ("check", "peers", "load", "process", "collect", "memory", "growth", "simulator").index(figure.group)


def _machine() -> dict[str, object]:
    return {
        "measured": f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC",
        "Python": platform.python_version(),
        "cores": os.cpu_count(),
        "load": round(os.getloadavg()[0], 1),
    }


def _options(words: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="benchmarks", description="Measure what orglint costs, as ratios.")
    parser.add_argument("--quick", action="store_true", help="1,000 and 10,000 users only, in under a minute")
    parser.add_argument("--sizes", type=_size, nargs="+", metavar="USERS", help="users to check, instead of the usual")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write every number into a file as well")
    return parser.parse_args(words)


def _size(text: str) -> int:
    size = int(text.replace(",", "").replace("_", ""))
    if size < 1:
        raise argparse.ArgumentTypeError("an organization has at least one user")
    return size


if __name__ == "__main__":
    main(sys.argv[1:])
