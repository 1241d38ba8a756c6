"""`orglint rules lint`: mistakes in rules, and what is doubtful about them."""

import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import timedelta

import click

from orglint import tables
from orglint.cli import choose, known_values, options
from orglint.cli.selection import Selection
from orglint.engine.limits.watch import make_watch
from orglint.evaluate.lint.lint import find_warnings
from orglint.model.lint import LintWarning
from orglint.model.rule import Severity
from orglint.model.values import KnownValues
from orglint.model.wording import format_count
from orglint.rulebook.rule import CompiledRule


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
@known_values.add_known_value_option
@options.rule_timeout("How long one query over a rule's examples may take, 10m if left out.")
def lint_rules(selection: Selection, *, least: str, known: KnownValues, rule_timeout: timedelta | None) -> None:
    """Report every mistake in the rules (shape, names, types), and warn of what is doubtful.

    Exits with 2 if there are mistakes, with 1 if there are warnings at or above --fail-on.
    """
    found = choose.choose_trials(selection)
    warnings = find_warnings(found, tables.known_tables(), known=known, watch=make_watch(rule_timeout))
    for warning in warnings:
        click.echo(_format_warning(warning), err=True)
    for line in _list_waiting(found):
        click.echo(line)
    click.echo(_format_summary(found, warnings))
    sys.exit(1 if any(it.severity.rank >= Severity(least).rank for it in warnings) else 0)


def _format_warning(warning: LintWarning) -> str:
    word = "note" if warning.severity is Severity.INFO else "warning"
    text = f"{word}: {warning.mistake.text} [{warning.severity}, {warning.code}]"
    return str(replace(warning.mistake, text=text))


def _list_waiting(trials: Sequence[CompiledRule]) -> Iterator[str]:
    """Yield which rules are not set up until a setting is set, setting by setting."""
    waiting: dict[str, dict[str, None]] = {}
    for trial in trials:
        for name in trial.waits_for:
            waiting.setdefault(name, {})[trial.id] = None
    for name, rules in sorted(waiting.items()):
        yield f"settings.{name} is waited for by {', '.join(rules)}"


def _format_summary(trials: Sequence[CompiledRule], warnings: Sequence[LintWarning]) -> str:
    notes = sum(it.severity is Severity.INFO for it in warnings)
    counts = [(len(warnings) - notes, "warning"), (notes, "note")]
    told = "".join(f", {format_count(number, word)}" for number, word in counts if number)
    rules = format_count(len({rule.id for rule in trials}), "rule")
    examples = format_count(sum(len(rule.examples) for rule in trials), "example")
    return f"no mistakes{told}: {rules} with {examples}"
