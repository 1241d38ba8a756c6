"""Write reports of many snapshots while their results come."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from types import TracebackType
from typing import IO, Self

import click

from orglint.cli.output import outputs, streams
from orglint.cli.output.appearing import open_atomically
from orglint.errors import OutputError, UsageError
from orglint.model.overview import Overview, OverviewBuilder, SnapshotLine
from orglint.model.result import Result
from orglint.reports.overview import OVERVIEWS, OverviewFormat


def parse_overview_targets(formats: Sequence[str], stores: Sequence[Path]) -> tuple[outputs.Target, ...]:
    """Return what `--format` asks for where there are many snapshots; `UsageError` if a format holds only one."""
    wanted = outputs.parse_targets(formats, stores)
    for target in wanted:
        if target.format.name not in OVERVIEWS:
            raise UsageError(
                f"nothing was checked: --format {target.format.name} cannot hold many snapshots",
                f"Use {' or '.join(sorted(OVERVIEWS))} with --across, or check one snapshot.",
            )
    return wanted


def write_overview_reports(ones: Iterable[Result | SnapshotLine], wanted: Sequence[outputs.Target]) -> Overview:
    """Write every report while results come, and return the overview; `OutputError` names what could not be."""
    builder = OverviewBuilder()
    with ExitStack() as stack:
        sinks = [stack.enter_context(_Sink(OVERVIEWS[target.format.name], target.file)) for target in wanted]
        for one in ones:
            builder.add(one)
            for sink in sinks:
                sink.add(one)
        overview = builder.build_overview()
        for sink in sinks:
            sink.end(overview)
    failed = [sink.problem for sink in sinks if sink.problem]
    if failed:
        verdict = f"the outcome is {overview.outcome} (exit code {overview.exit_code})"
        raise OutputError(f"{'; '.join(failed)}; {verdict}")
    return overview


class _Sink:
    """One report: takes results one by one; if it cannot be written it says so at the end, and stops no other."""

    def __init__(self, form: OverviewFormat, file: Path | None) -> None:
        self.problem = ""
        self._form, self._file = form, file
        self._first = True
        self._stack = ExitStack()
        self._stream: IO[str] | None = None

    def __enter__(self) -> Self:
        if self._file:
            with self._remember_failure():
                self._stream = self._stack.enter_context(open_atomically(self._file))
        self._write_text(self._form.head())
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with self._remember_failure():
            self._stack.__exit__(kind, error, trace)

    def add(self, one: Result | SnapshotLine) -> None:
        """Add a result, or the line of a snapshot that has none."""
        if isinstance(one, Result):
            self._write_text(self._form.part(one, first=self._first))
            self._first = False

    def end(self, overview: Overview) -> None:
        """Add what comes after the last result."""
        if self._file is None:
            self._write_text(self._form.rest(overview, width=outputs.terminal_width(), color=outputs.may_use_color()))
        else:
            self._write_text(self._form.rest(overview))

    def _write_text(self, text: str) -> None:
        if self.problem or not text:
            return
        with self._remember_failure():
            if self._stream:
                self._stream.write(text)
            else:
                click.echo(text, nl=False)
                streams.flush_to_reader()

    @contextmanager
    def _remember_failure(self) -> Iterator[None]:
        """Remember why the report cannot be written, and take back what there is of it."""
        try:
            yield
        except OSError as error:
            where = self._file or "standard output"
            self.problem = f"the {self._form.name} report could not be written to {where}: {error.strerror}"
            with suppress(OSError):
                self._stack.pop_all().__exit__(type(error), error, None)
