"""Show how many snapshots of many are judged: a bar at a terminal, a line now and then elsewhere."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from time import monotonic
from typing import TypeVar

import click

from orglint.model.wording import format_count

T = TypeVar("T")

PATIENCE = 30.0
"""Seconds between two lines: what is done sooner needs none."""


@contextmanager
def show_progress(judged: Iterator[T], total: int, *, bar: bool, patience: float = PATIENCE) -> Iterator[Iterator[T]]:
    """Show on standard error how far an iterator has come; what it yields is yielded as it is."""
    if not (bar and sys.stderr.isatty()):
        yield _tell_now_and_then(judged, total, patience)
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bars:
        yield iter(bars.track(judged, total=total, description="snapshots"))


def _tell_now_and_then(judged: Iterator[T], total: int, patience: float) -> Iterator[T]:
    told = monotonic()
    for number, one in enumerate(judged, start=1):
        yield one
        if number < total and monotonic() - told >= patience:
            told = monotonic()
            tell_note(f"{number:,} of {format_count(total, 'snapshot')} judged")


def tell_note(note: str) -> None:
    """Say something on standard error while snapshots are judged."""
    click.echo(f"orglint: {note}", err=True)
