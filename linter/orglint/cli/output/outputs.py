"""Write reports to standard output, or to files that appear complete or not at all."""

import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from os.path import realpath
from pathlib import Path
from shutil import get_terminal_size
from typing import Any

import click

from orglint.cli.output import places, streams
from orglint.cli.output.appearing import open_atomically
from orglint.errors import OutputError, UsageError
from orglint.model.explanation import Explanation
from orglint.model.overview import Overview
from orglint.model.result import Result
from orglint.model.wording import outcome_to_words
from orglint.reports import FORMATS, Format
from orglint.reports.explanation import EXPLANATIONS, ExplanationFormat


@dataclass(frozen=True, slots=True)
class Target:
    """One report that was asked for: its format, and its file (None is standard output)."""

    format: Format | ExplanationFormat
    file: Path | None


def parse_targets(asked: Sequence[str], stores: Sequence[Path]) -> tuple[Target, ...]:
    """Return what `--format` asks for; `UsageError` before anything is judged if it cannot be.

    `stores` are those that are read, or folders in them.
    """
    found = tuple(_parse_target(text, stores) for text in asked)
    if sum(target.file is None for target in found) > 1:
        raise UsageError("nothing was checked: two formats cannot share standard output", "Write --format json=FILE.")
    files = [realpath(target.file) for target in found if target.file]
    for target in found:
        if target.file and files.count(realpath(target.file)) > 1:
            raise UsageError(f"nothing was checked: two formats cannot share {target.file}", "Give each its own file.")
    return found


def parse_explanation_targets(asked: Sequence[str], stores: Sequence[Path]) -> tuple[Target, ...]:
    """Return what `--format` asks for where one row is explained."""
    found = parse_targets(asked, stores)
    for target in found:
        if target.format.name not in EXPLANATIONS:
            message = f"nothing was explained: an explanation cannot be rendered as {target.format.name}"
            raise UsageError(message, f"Use {' or '.join(sorted(EXPLANATIONS))}.")
    return tuple(replace(target, format=EXPLANATIONS[target.format.name]) for target in found)


def _parse_target(text: str, stores: Sequence[Path]) -> Target:
    name, equals, file = text.partition("=")
    if name not in FORMATS:
        raise UsageError(f"nothing was checked: there is no format {name}", f"There are {', '.join(FORMATS)}.")
    if equals and not file:
        raise UsageError(f"nothing was checked: --format {text} does not name a file", f"Write --format {name}=FILE.")
    if file == "-":
        return Target(FORMATS[name], None)
    if file:
        places.check_report_place(file, stores)
    if file and not Path(file).absolute().parent.is_dir():
        raise UsageError(f"nothing was checked: there is no folder {Path(file).parent} for {file}", "Create it first.")
    return Target(FORMATS[name], Path(file) if file else None)


def write_reports(result: Result | Explanation, wanted: Sequence[Target], *, limit: int) -> None:
    """Write every report; those that can be written are, and `OutputError` names the others."""
    failed = [problem for target in wanted if (problem := _write_report(result, target, limit))]
    if failed:
        verdict = f"the outcome is {result.outcome} (exit code {result.exit_code})"
        raise OutputError(f"{'; '.join(failed)}; {verdict}")


def _write_report(result: Any, target: Target, limit: int) -> str:
    where = target.file or "standard output"
    try:
        if target.file is None:
            click.echo(
                target.format.render(result, width=terminal_width(), color=may_use_color(), limit=limit), nl=False
            )
            streams.flush_to_reader()
        else:
            text = target.format.render(result, limit=limit)
            with open_atomically(target.file) as stream:
                stream.write(text)
    except OSError as error:
        return f"the {target.format.name} report could not be written to {where}: {error.strerror}"
    return ""


def echo_outcome(concluded: Result | Explanation | Overview, code: int, wanted: Sequence[Target]) -> None:
    """Say on standard error what is not said on standard output: the outcome, and an exit code that is another one."""
    files = [str(target.file) for target in wanted if target.file]
    unseen = len(files) == len(wanted)
    parts = ["orglint"]
    parts += [outcome_to_words(concluded.outcome).upper()] if unseen else []
    if code != concluded.exit_code:
        parts.append(f"exit code {code} instead of {concluded.exit_code} (--report-only)")
    elif unseen:
        parts.append(f"exit code {code}")
    parts += [f"written to {', '.join(files)}"] if unseen else []
    if len(parts) > 1:
        with suppress(OSError):  # standard error may be closed; the exit code says the same
            click.echo(" · ".join(parts), err=True)


def terminal_width() -> int:
    """Return the width of the terminal, within reason."""
    return max(40, min(get_terminal_size((100, 24)).columns, 140))


def may_use_color() -> bool:
    """Return whether standard output is a terminal that wants color."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
