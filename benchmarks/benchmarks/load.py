"""Loading 600 rules as a process does it: every bundled rule a hundred times, each with a condition of its own."""

import sys
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from typing import Any

import yaml

from benchmarks.figure import TIMES, Figure, Goal, duration
from benchmarks.process import Usage, run
from benchmarks.rounds import ratio, take_turns
from orglint import rulebook, tables
from orglint.model.table import Scalar

GOAL = Goal(2, "s")
COPIES = 10
ROUNDS = 5
_LOAD = "import sys; from pathlib import Path; from orglint import rulebook, tables; {}"
_NOTHING = (sys.executable, "-c", _LOAD.format("tables.known_tables()"))


def figures(folder: Path) -> Iterator[Figure]:
    """Yield what a process that loads them takes, from its start to its end."""
    folder.mkdir(exist_ok=True)
    pack = yaml.safe_load((rulebook.find_bundled_rules() / "pack.yaml").read_text("utf-8"))
    del pack["first"]  # the copies have other names
    (folder / "pack.yaml").write_text(yaml.safe_dump(pack, sort_keys=False), "utf-8")
    number = sum(_write(file, folder) for file in sorted(rulebook.find_bundled_rules().glob("*/*.yaml")))
    load = _LOAD.format(f"assert len(rulebook.load(Path(sys.argv[1]), tables.known_tables())) == {number}")
    ways = {"load": (sys.executable, "-c", load, str(folder)), "nothing": _NOTHING}
    turns = take_turns(ROUNDS, {name: (lambda words=words: run(*words)) for name, words in ways.items()})
    yield _figure(number, turns["load"], turns["nothing"])


def _figure(number: int, load: list[Usage], nothing: list[Usage]) -> Figure:
    walls, without = [used.wall for used in load], [used.wall for used in nothing]
    cpu = median(used.cpu for used in load)
    told = f"{ratio(walls, without):.1f} {TIMES} the imports alone; {duration(cpu)} of the processor; no cache"
    what = f"{number} rules, {COPIES} of each bundled one, imports included"
    return Figure("load", what, median(walls), "s", GOAL, told, {"wall": walls, "nothing": without, "cpu": cpu})


def _write(file: Path, folder: Path) -> int:
    rule = yaml.safe_load(file.read_text("utf-8"))
    if "attest" in rule:  # nothing of it is compiled
        return 0
    for number in range(COPIES):
        copy = folder / file.parent.name / f"{file.stem}-{number}.yaml"
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_text(yaml.safe_dump(_own(rule, number), sort_keys=False), "utf-8")
    return COPIES


def _own(rule: dict[str, Any], number: int) -> dict[str, Any]:
    """Return a rule with one condition more, which no other copy has: nothing of it was compiled before."""
    table = tables.known_tables()[rule["table"]]
    column = next(column.name for column in table.columns.values() if column.type is Scalar.STRING)
    return {**rule, "require": f"({rule['require']}) || {table.variable}.{column} == 'nobody {number}'"}
