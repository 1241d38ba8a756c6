"""Show the progress of a collection: a bar for each table at a terminal, a line for each elsewhere."""

import sys
from types import TracebackType
from typing import TYPE_CHECKING, Self

import click

from orglint.collect import Progress
from orglint.model.wording import format_count

if TYPE_CHECKING:
    from rich.progress import Progress as Bars


class Display:
    """Show steps of a collection on standard error until it is closed."""

    def __init__(self) -> None:
        self._bars: Bars | None = None
        self._tasks: dict[str, int] = {}
        self._last = Progress("", 0, 0)

    def __enter__(self) -> Self:
        if sys.stderr.isatty():
            self._bars = _build_bars()
            self._bars.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._bars:
            self._bars.stop()
        elif self._last.table:
            self._print_table_line()

    def show(self, step: Progress) -> None:
        """Show one step."""
        if step.note:
            self._show_note(step)
        elif self._bars:
            self._update_bar(step)
        else:
            if self._last.table not in {"", step.table}:
                self._print_table_line()
            self._last = step

    def _show_note(self, step: Progress) -> None:
        if self._bars:
            self._bars.console.print(step.note, markup=False, highlight=False)
            return
        if not step.table and self._last.table:  # a note of the whole run: the last table is over
            self._print_table_line()
            self._last = Progress("", 0, 0)
        click.echo(f"orglint: {step.note}", err=True)

    def _print_table_line(self) -> None:
        last = self._last
        rows, pages = format_count(last.rows, "row"), format_count(last.pages, "page")
        keys = f", {last.asked:,} of {last.keys:,} asked" if last.keys else ""
        click.echo(f"orglint: {last.table}: {rows} in {pages}{keys}", err=True)

    def _update_bar(self, step: Progress) -> None:
        assert self._bars
        if step.table not in self._tasks:
            self._tasks[step.table] = self._bars.add_task(step.table, total=step.keys or None)
        done = step.asked if step.keys else step.rows
        self._bars.update(self._tasks[step.table], completed=done)  # type: ignore[arg-type]


def _build_bars() -> "Bars":
    from rich.console import Console
    from rich.progress import MofNCompleteColumn, SpinnerColumn, TextColumn, TimeElapsedColumn
    from rich.progress import Progress as Bars

    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}", markup=False),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    return Bars(*columns, console=Console(stderr=True), transient=True)
