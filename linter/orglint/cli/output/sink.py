"""One report on its way to its target, written at once or while results come."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from types import TracebackType
from typing import IO, TYPE_CHECKING, Self

import click

from orglint.cli.output import streams
from orglint.cli.output.appearing import open_atomically
from orglint.cli.output.targets import Target
from orglint.cli.output.terminal import Look
from orglint.cli.privacy import PrivacyChoice
from orglint.model.result import Result
from orglint.reports import Content, Subject

if TYPE_CHECKING:
    from orglint.cli.past import EarlierResults

_LARGEST = 1 << 22
"""Bytes of an earlier report that are read."""


class Sink:
    """One report: if it cannot be written, `problem` says so at the end, and no other report is stopped.

    Files are opened when there is something to write, and take their places at `end`; if that is never reached, none
    appears.
    """

    def __init__(
        self, target: Target, look: Look, privacy: PrivacyChoice, before: "EarlierResults | None" = None
    ) -> None:
        self.problem = ""
        self._privacy = privacy
        self._before = before
        self._format, self._file, self._beside = target.format, target.file, target.beside
        self._look = look
        self._colored = False
        self._first = True
        self._stack = ExitStack()
        self._stream: IO[bytes] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with self._remember_failure():
            self._stack.__exit__(kind, error, trace)

    def begin(self) -> None:
        """Write what comes before the first result of an overview."""
        self._write_content(self._format.render_head())

    def add(self, result: Result) -> None:
        """Write what one result adds to an overview."""
        shown = self._privacy.conceal(result, self._format)
        self._write_content(self._format.render_part(shown, first=self._first))
        self._first = False

    def end(self, subject: Subject) -> None:
        """Write what there is to say of the whole, after which the report is complete."""
        seen = self._look.choose_layout(in_file=self._file is not None)
        self._colored = seen.color
        earlier = read_earlier(self._file) if self._file and self._format.continues else ""
        shown = self._privacy.conceal(subject, self._format)
        report, *others = self._format.render_outputs(shown, seen, earlier, self._look_back(shown))
        self._write_content(report.content)
        if self.problem or self._file is None:
            return
        with self._remember_failure():
            for file, other in zip(self._beside, others, strict=True):
                self._stack.enter_context(open_atomically(file)).writelines(_to_pieces(other.content))
            self._stack.close()

    def _look_back(self, shown: Subject) -> object:
        """Return what a format that looks back tells of earlier results, with as little of people as the report."""
        if self._before is None or not self._format.looks_back or not isinstance(shown, Result):
            return None
        return self._before.build_past(shown, lambda it: self._privacy.conceal(it, self._format))

    def _write_content(self, content: Content) -> None:
        for piece in (content,) if isinstance(content, str | bytes) else content:
            self._write_piece(piece)

    def _write_piece(self, content: str | bytes) -> None:
        if self.problem or not content:
            return
        with self._remember_failure():
            if self._file is None:
                # click would take colors out of what goes to no terminal, though they are wanted
                click.echo(content, nl=False, color=self._colored or None)
                streams.flush_to_reader()
                return
            self._stream = self._stream or self._stack.enter_context(open_atomically(self._file))
            self._stream.writelines(_to_pieces(content))

    @contextmanager
    def _remember_failure(self) -> Iterator[None]:
        """Remember why the report cannot be written, and take back what there is of it."""
        try:
            yield
        except OSError as error:
            where = self._file or "standard output"
            self.problem = f"the {self._format.name} report could not be written to {where}: {error.strerror}"
            with suppress(OSError):
                self._stack.pop_all().__exit__(type(error), error, None)


def read_earlier(file: Path) -> str:
    """Return the report that this one will replace; nothing if there is none that can be read."""
    with suppress(OSError):
        if file.is_file():
            with file.open("rb") as stream:
                return stream.read(_LARGEST).decode("utf-8", "replace")
    return ""


def _to_pieces(content: Content) -> Iterator[bytes]:
    """Yield a content as bytes, in the pieces that it comes in."""
    pieces = (content,) if isinstance(content, str | bytes) else content
    return (piece.encode() if isinstance(piece, str) else piece for piece in pieces)
