"""Earlier results that reports may tell of: the one before, and those of a folder."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from typing import Any

import click

from orglint.cli.command import Command
from orglint.cli.keeping import read_kept
from orglint.cli.output.stored import read_result_file, read_stored_file
from orglint.errors import ResultError, UsageError
from orglint.history import compare_results, find_since
from orglint.history.compare import refuse_incomparable
from orglint.history.counting import select_counting
from orglint.history.past import sort_key
from orglint.model.neutralize import neutralize
from orglint.model.privacy import Privacy
from orglint.model.result import Result
from orglint.reports.html.past import Past, summarize_day
from orglint.results.kept import FOLDER


@dataclass(frozen=True, slots=True)
class EarlierResults:
    """The result that another one is compared with, if there is one, and others from before it."""

    previous: Result | None = None
    others: tuple[Result, ...] = ()

    @property
    def all(self) -> tuple[Result, ...]:
        """All of them."""
        return (*self.others, *([self.previous] if self.previous else []))

    def build_past(self, result: Result, conceal: Callable[[Result], Result]) -> Past:
        """Return what a page tells of them; `conceal` returns each as it may be shown, as `result` is."""
        shown = EarlierResults(self.previous and conceal(self.previous), tuple(map(conceal, self.others)))
        changes = compare_results(shown.previous, result, shown.others) if shown.previous else None
        days = tuple(summarize_day(it) for it in sorted((*shown.all, result), key=sort_key) if not it.left_out)
        return Past(changes, days if self.others else (), find_since(result, shown.all))


@dataclass(frozen=True, slots=True)
class EarlierFiles:
    """Where earlier results are: the file of one, and a folder that holds others, or a store."""

    previous: Path | None
    history: Path | None

    def refuse_many(self) -> None:
        """Raise `UsageError` if they are named for reports of many snapshots."""
        if self.previous or self.history:
            hint = "Leave out --previous and --history, or name the result of one snapshot."
            raise UsageError("nothing was rendered: results of many snapshots have no result before them", hint)

    def read(self, result: Result) -> EarlierResults | None:
        """Return the results from before another one; None if nobody asks for any.

        If none is named as the one before, it is the newest of the folder that is complete, else the newest; of a store
        only those that count.
        """
        if self.previous is None and self.history is None:
            return None
        found = _read_folder(self.history, result) if self.history else ()
        older = sorted((it for it in found if _is_before(it, result)), key=sort_key)
        if self.previous is not None:
            previous = read_result_file(self.previous, "nothing was rendered")
            refuse_incomparable(previous, result)
            return EarlierResults(previous, tuple(it for it in older if sort_key(it) < sort_key(previous)))
        counting = [*select_counting(older)] if self._is_store else older
        complete = [it for it in counting if it.decided and not it.left_out]
        before = next(reversed(complete or counting or older), None)
        return EarlierResults(before, tuple(it for it in older if it is not before))

    @property
    def _is_store(self) -> bool:
        return self.history is not None and (self.history / FOLDER).is_dir()


def read_earlier(store: Path, result: Result, baseline: Result | None = None) -> EarlierResults | None:
    """Return what a store keeps from before a result; if that is held against a baseline, this is the one before."""
    found = EarlierFiles(None, store).read(result)
    if found is None or baseline is None:
        return found
    return EarlierResults(baseline, tuple(it for it in found.all if sort_key(it) < sort_key(baseline)))


def _is_before(one: Result, result: Result) -> bool:
    same = one.snapshot.organization == result.snapshot.organization
    alike = (one.privacy is Privacy.PSEUDONYMS) == (result.privacy is Privacy.PSEUDONYMS)
    return same and alike and sort_key(one) < sort_key(result)


def _read_folder(folder: Path, result: Result) -> Iterator[Result]:
    """Yield the results of a store, or of a folder's files; what is no result is told and left out."""
    if not folder.is_dir():
        raise UsageError(f"nothing was rendered: there is no folder {folder}", "Name a store, or a folder of results.")
    if (folder / FOLDER).is_dir():
        yield from read_kept(folder, result.snapshot.organization)
        return
    for file in sorted(folder.glob("*.json")):
        try:
            stored = read_stored_file(file)
        except ResultError as error:
            click.echo(f"orglint: {neutralize(error.message)}; it was left out", err=True)
            continue
        if isinstance(stored, Result):
            yield stored


def add_past_options(command: Command) -> Command:
    """Add `--previous` and `--history`, which arrive together as `before`."""

    @wraps(command)
    def looking_back(*args: Any, previous: Path | None, history: Path | None, **others: Any) -> Any:
        return command(*args, before=EarlierFiles(previous, history), **others)

    for option in (
        click.option(
            "--history",
            type=click.Path(path_type=Path),
            metavar="FOLDER",
            help="A store, or a folder of results (*.json): reports say since when findings are there, html the trend.",
        ),
        click.option(
            "--previous",
            type=click.Path(path_type=Path),
            metavar="RESULT",
            help="The result before: html says what changed. If left out, the newest complete one of --history.",
        ),
    ):
        looking_back = option(looking_back)
    return looking_back
