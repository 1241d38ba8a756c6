"""Figures as people and programs read them."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path

from rich import box
from rich.console import Console
from rich.table import Table

from benchmarks.figure import Figure, spoken

FORMAT = 1
WIDE = 150
"""Columns of a line where no terminal sets them: in a file or a pipe."""
_MET = {True: "[green]met[/]", False: "[red]missed[/]", None: ""}


def show(figures: Sequence[Figure], machine: Mapping[str, object]) -> None:
    """Print the figures beside their goals."""
    table = Table(box=box.SIMPLE_HEAD, caption=", ".join(f"{name} {value}" for name, value in machine.items()))
    for title, side in (
        ("", "left"),
        ("what", "left"),
        ("measured", "right"),
        ("goal", "right"),
        ("", "left"),
        ("by", "left"),
    ):
        table.add_column(title, justify="right" if side == "right" else "left")
    last = ""
    for figure in figures:
        if last and figure.group != last:
            table.add_section()
        group = figure.group if figure.group != last else ""
        goal = str(figure.goal or "")
        table.add_row(group, figure.what, spoken(figure.number, figure.unit), goal, _MET[figure.met], figure.by)
        last = figure.group
    screen = Console()
    Console(width=None if screen.is_terminal else WIDE).print(table)


def write(file: Path, figures: Sequence[Figure], machine: Mapping[str, object]) -> None:
    """Write the figures, with every number that they were made of, as JSON."""
    listed = [{**asdict(figure), "met": figure.met} for figure in figures]
    file.write_text(json.dumps({"format": FORMAT, "machine": machine, "figures": listed}, indent=1) + "\n", "utf-8")
