"""The options that say which reports to write, and how people want to see them."""

from functools import wraps
from typing import Any

import click

from orglint.cli.command import Command
from orglint.cli.completing import complete_formats
from orglint.cli.output.terminal import AUTO, COLORS, Look
from orglint.reports import FORMATS

MOST_SHOWN = 1_000_000_000
"""What `--limit` may be at most, whatever it limits."""


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
            default=["terminal"],
            help=f"{', '.join(FORMATS)}: to standard output (also NAME=-), or to a file; may be given several times.",
        ),
    ):
        looking = option(looking)
    return looking
