"""Write reports to standard output, or to files that appear complete or not at all."""

from collections.abc import Callable, Iterable, Sequence
from contextlib import ExitStack, suppress
from typing import TYPE_CHECKING, TypeVar

import click

from orglint.cli.output.sink import Sink
from orglint.cli.output.targets import Target
from orglint.cli.output.terminal import Look
from orglint.cli.privacy import PrivacyChoice
from orglint.errors import OutputError
from orglint.model.result import Result
from orglint.model.summaries import outcome_to_words
from orglint.reports import Subject

if TYPE_CHECKING:
    from orglint.cli.past import EarlierResults

S = TypeVar("S", bound=Subject)

AS_FORMATS_DO = PrivacyChoice()
"""What formats show of people if nobody says anything."""


def write_reports(
    wanted: Sequence[Target],
    conclude: Callable[[], S],
    *,
    look: Look,
    results: Iterable[Result] | None = None,
    privacy: PrivacyChoice = AS_FORMATS_DO,
    before: "EarlierResults | None" = None,
) -> S:
    """Write what `conclude` returns to every target, and return it; `look` is how people want to see it.

    For an overview, `results` are those of its snapshots: each becomes a part of the reports as soon as it is there,
    and `conclude` is asked after the last. Every report has what `privacy` allows it of people. Reports that can be
    written are; `OutputError` names the others. Formats that look back tell of the results `before`.
    """
    with ExitStack() as stack:
        sinks = [stack.enter_context(Sink(target, look, privacy, before)) for target in wanted]
        if results is not None:
            _write_parts(sinks, results)
        subject = conclude()
        for sink in sinks:
            sink.end(subject)
    if failed := [sink.problem for sink in sinks if sink.problem]:
        verdict = f"the outcome is {subject.outcome} (exit code {subject.exit_code})"
        raise OutputError(f"{'; '.join(failed)}; {verdict}")
    return subject


def _write_parts(sinks: Sequence[Sink], results: Iterable[Result]) -> None:
    for sink in sinks:
        sink.begin()
    for result in results:
        for sink in sinks:
            sink.add(result)


def _name_what_is_left_out(target: Target) -> str:
    """Return which files of a report standard output could not hold."""
    name, ending = target.format.name, target.format.ending
    left = " and ".join(f"report.{other}" for other in target.format.beside)
    return f"--format {name}=report.{ending} also writes {left}"


def echo_outcome(concluded: Subject, wanted: Sequence[Target], *, exit_note: str, always: bool = False) -> None:
    """Say on standard error what is not said on standard output: the outcome, and the exit code; that one `always`."""
    files = [str(file) for target in wanted for file in target.files]
    unseen = not any(target.tells_all for target in wanted)
    parts = ["orglint"]
    parts += [outcome_to_words(concluded.outcome).upper()] if unseen else []
    parts += [exit_note] if unseen or always else []
    parts += [f"written to {', '.join(files)}"] if unseen and files else []
    parts += [_name_what_is_left_out(target) for target in wanted if target.file is None and target.format.alone]
    if len(parts) > 1:
        with suppress(OSError):  # standard error may be closed; the exit code says the same
            click.echo(" · ".join(parts), err=True)
