"""`orglint rules lint`: mistakes in rules, and what is doubtful about them."""

import sys
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import click

from orglint import tables
from orglint.cli import choose, known_values, options
from orglint.cli.selection import Selection
from orglint.engine.limits.watch import make_watch
from orglint.errors import Mistake, RuleError
from orglint.evaluate.lint.lint import find_warnings
from orglint.model.lint import LintCode, LintReport, LintWarning
from orglint.model.rule import Severity
from orglint.model.values import KnownValues
from orglint.reports.lint import LINT_FORMATS, terminal
from orglint.rulebook.rule import CompiledRule

_MISTAKEN = 2
TERMINAL = "terminal"


@click.command("lint", short_help="Report mistakes in rules, and warn of doubtful ones.")
@options.add_rule_options
@click.option(
    "--fail-on",
    "least",
    type=click.Choice([severity.value for severity in Severity]),
    default=Severity.LOW.value,
    show_default=True,
    help="The lowest severity at which a warning makes the exit code 1.",
)
@click.option(
    "--format",
    "format_",
    type=click.Choice(list(LINT_FORMATS)),
    default=TERMINAL,
    show_default=True,
    help="How to tell what was found, on standard output; at the terminal, warnings are on standard error.",
)
@known_values.add_known_value_option
@options.rule_timeout("How long one query over a rule's examples may take, 10m if left out.")
def command(
    selection: Selection, *, least: str, format_: str, known: KnownValues, rule_timeout: timedelta | None
) -> None:
    """Report every mistake in the rules (shape, names, types), and warn of what is doubtful.

    Exits with 2 if there are mistakes, with 1 if there are warnings at or above --fail-on.
    """
    try:
        report = _lint(selection, Severity(least), known, rule_timeout)
    except RuleError as error:
        if format_ == TERMINAL:
            raise
        report = _tell_mistakes(error)
    if format_ == TERMINAL:
        click.echo(terminal.render_warnings(report), err=True, nl=False)
        click.echo(terminal.render_summary(report), nl=False)
    else:
        click.echo(LINT_FORMATS[format_](report), nl=False)
    sys.exit(report.exit_code)


def _lint(selection: Selection, least: Severity, known: KnownValues, rule_timeout: timedelta | None) -> LintReport:
    found = choose.choose_trials(selection)
    warnings = find_warnings(found, tables.known_tables(), known=known, watch=make_watch(rule_timeout))
    return LintReport(
        tuple(replace(it, mistake=_shorten_place(it.mistake)) for it in warnings),
        int(any(it.severity.rank >= least.rank for it in warnings)),
        rules=len({rule.id for rule in found}),
        examples=sum(len(rule.examples) for rule in found),
        waiting=_list_waiting(found),
    )


def _tell_mistakes(error: RuleError) -> LintReport:
    told = (LintWarning(LintCode.MISTAKE, "", _shorten_place(it)) for it in error.mistakes)
    return LintReport(tuple(told), _MISTAKEN)


def _shorten_place(mistake: Mistake) -> Mistake:
    """Return a mistake with its file relative to the working directory, if it is below that."""
    path, here = Path(mistake.file), Path.cwd()
    return replace(mistake, file=str(path.relative_to(here))) if path.is_relative_to(here) else mistake


def _list_waiting(trials: Sequence[CompiledRule]) -> dict[str, tuple[str, ...]]:
    """Return by setting the rules that are not set up until it is set."""
    waiting: dict[str, dict[str, None]] = {}
    for trial in trials:
        for name in trial.waits_for:
            waiting.setdefault(name, {})[trial.id] = None
    return {name: tuple(ids) for name, ids in sorted(waiting.items())}
