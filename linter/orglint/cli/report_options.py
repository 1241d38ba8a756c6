"""The options that say which reports to write, and how people want to see them."""

from collections.abc import Sequence
from functools import wraps
from typing import Any

import click

from orglint.cli import config
from orglint.cli.command import Command
from orglint.cli.completing import complete_formats
from orglint.cli.output.terminal import AUTO, COLORS, Look
from orglint.model.explanation import Explanation
from orglint.model.neutralize import neutralize
from orglint.reports import FORMATS, Subject

_USUAL = "terminal"
MOST_SHOWN = 1_000_000_000
"""What `--limit` may be at most, whatever it limits."""


def choose_formats(asked: Sequence[str], kind: type[Subject]) -> Sequence[str]:
    """Return the reports to write: what options ask for, else those of the settings that can hold what is reported.

    Which of these cannot is told. An explanation is no report of how things stand, and takes the place of none.
    """
    if config.is_given("formats"):
        return asked
    if kind is Explanation:
        return [_USUAL]
    left_out = [it for it in asked if not _can_hold(it.partition("=")[0], kind)]
    for it in left_out:
        told = f"orglint: {it} of {config.current_config().file} is left out: it cannot hold many snapshots"
        click.echo(neutralize(told), err=True)
    return [it for it in asked if it not in left_out] or [_USUAL]


def _can_hold(name: str, kind: type[Subject]) -> bool:
    """Return whether a format can hold it; one that is not there is refused where it is parsed."""
    return name not in FORMATS or kind in FORMATS[name].modules


def add_report_options(command: Command) -> Command:
    """Add `--format`, and `--limit`, `--verbose` and `--color`, which arrive together as `look`."""

    @wraps(command)
    def looking(*args: Any, limit: int, verbose: bool, color: str, **others: Any) -> Any:
        return command(*args, look=Look(limit, verbose, color), **others)

    for option in (
        click.option(
            "--color",
            type=click.Choice(COLORS),
            default=AUTO,
            show_default=True,
            help="Color for people; auto looks at NO_COLOR, FORCE_COLOR and whether there is a terminal.",
        ),
        click.option(
            "--verbose",
            "-v",
            is_flag=True,
            help="Name at the terminal what needs no attention too: rules that pass, rows that are unknown or waived, "
            "columns that are alike or that no rule reads.",
        ),
        click.option(
            "--limit",
            type=click.IntRange(1, MOST_SHOWN),
            default=10,
            show_default=True,
            help="Findings to show for each rule at the terminal, the worst or oldest first.",
        ),
        click.option(
            "--format",
            "formats",
            metavar="NAME[=FILE]",
            shell_complete=complete_formats,
            multiple=True,
            default=[_USUAL],
            help=f"{', '.join(FORMATS)}: to standard output (also NAME=-), or to a file; may be given several times.",
        ),
    ):
        looking = option(looking)
    return looking
