"""`orglint waivers`: check and list waiver files."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import click

from orglint.cli import choose, options
from orglint.cli.selection import Selection
from orglint.cli.waivers import read_waiver_file
from orglint.model.neutralize import neutralize
from orglint.model.waiver import Exceptions
from orglint.model.waiver_words import describe_end, describe_exception, list_statements
from orglint.model.wording import format_count


@click.group("waivers")
def command() -> None:
    """Check, list and write waivers."""


FILE = click.argument("file", type=click.Path(path_type=Path))


@command.command("check", short_help="Report every mistake in a waiver file.")
@FILE
@options.add_rule_options
def check_waivers(file: Path, selection: Selection) -> None:
    """Report every mistake in a waiver file, and say which of its entries have ended, or will soon."""
    found = read_waiver_file(file, choose.load_rules(selection).every)
    for line in _list_endings(found, datetime.now(UTC)):
        click.echo(neutralize(line), err=True)
    click.echo(f"no mistakes: {_format_counts(found)}")


@command.command("list", short_help="List what a waiver file excuses, and until when.")
@FILE
@options.add_rule_options
def list_waivers(file: Path, selection: Selection) -> None:
    """List what a waiver file excuses, until when, who answers for it and why; what ends first comes first."""
    rules = choose.load_rules(selection).every
    found, at = read_waiver_file(file, rules), datetime.now(UTC)
    kept = {rule.id for rule in choose.select_rules(rules, selection)}
    listed = [it for it in list_statements(found) if it.rule in kept or not it.rule]
    for one in sorted(listed, key=lambda it: it.statement.until):
        click.echo(
            neutralize(f"{describe_exception(one)}: {describe_end(one.statement, one.statement.count_days(at))}")
        )
        click.echo(neutralize(f"    {one.statement.owner}: {one.statement.reason} ({one.statement.place})"))


def _list_endings(found: Exceptions, at: datetime) -> Iterator[str]:
    for one in list_statements(found):
        if not one.statement.holds(at) or one.statement.ends_soon(at):
            end = describe_end(one.statement, one.statement.count_days(at))
            yield f"{one.statement.place}: {describe_exception(one)}: {end}"


def _format_counts(found: Exceptions) -> str:
    counts = {"waiver": found.waivers, "accepted doubt": found.accepted, "attestation": found.attestations}
    return ", ".join(format_count(len(entries), noun) for noun, entries in counts.items())
