"""`orglint rules test`: the examples of rules are their tests."""

import sys
from collections.abc import Sequence
from datetime import timedelta

import click

from orglint import evaluate, tables
from orglint.cli import choose, options
from orglint.cli.selection import Selection
from orglint.engine.limits.watch import make_watch
from orglint.model.wording import format_count
from orglint.rulebook.rule import CompiledRule


@click.command("test", short_help="Run every rule's examples.")
@options.add_rule_options
@options.rule_timeout("How long one example may take, 10m if left out.")
def command(selection: Selection, *, rule_timeout: timedelta | None) -> None:
    """Run every rule's examples, and report those whose outcome is not the stated one."""
    found = choose.choose_trials(selection)
    surprises = list(evaluate.find_mismatches(found, tables.known_tables(), watch=make_watch(rule_timeout)))
    for surprise in surprises:
        click.echo(str(surprise), err=True)
    right = sum(len(rule.examples) for rule in found) - len(surprises)
    click.echo(f"{right:,} of {_format_example_count(found)} in {_format_rule_count(found)} come out as stated")
    sys.exit(2 if surprises else 0)


def _format_rule_count(trials: Sequence[CompiledRule]) -> str:
    return format_count(len({rule.id for rule in trials}), "rule")


def _format_example_count(trials: Sequence[CompiledRule]) -> str:
    return format_count(sum(len(rule.examples) for rule in trials), "example")
