"""The command group, which imports a command only when it is called, so that help is fast."""

from importlib import import_module
from typing import Any

import click

from orglint import __version__

COMMANDS = {
    "init": "Start a repository of rules and settings.",
    "snapshot": "Collect a snapshot of an organization.",
    "check": "Check a snapshot against the rules.",
    "report": "Render a stored result in other formats.",
    "publish": "Post a report where a machine wants it.",
    "rules": "List, show, lint and test rules.",
    "waivers": "Check, list and write waivers.",
    "tables": "Show which tables and columns rules can read.",
    "query": "Show the rows of a table for which an expression is true.",
    "config": "Show every setting with where it comes from.",
    "schema": "Print the JSON Schema of a kind of file.",
    "eval": "Evaluate an expression without a snapshot.",
    "verify": "Check that a snapshot is undamaged and unchanged.",
    "store": "Move snapshots between stores, encrypted.",
    "simulate": "Serve a local organization that speaks the Admin API.",
    "demo": "Simulate, snapshot, check and report in one go.",
}


class Commands(click.Group):
    """A group that knows the name and purpose of its commands before it imports them."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of the commands in the order of their use."""
        del ctx
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return a command; importing it is what makes it slow, so only the one that runs is."""
        del ctx
        if cmd_name not in COMMANDS:
            return None
        command = getattr(import_module(f"orglint.cli.commands.{cmd_name}"), "command")  # noqa: B009 - typed Any
        assert isinstance(command, click.Command)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list of commands without importing them."""
        del ctx
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))

    def resolve_command(self, ctx: click.Context, args: list[str]) -> tuple[Any, Any, list[str]]:
        """Find the command, or say which one comes near."""
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            raise click.UsageError(f"there is no command {args[0]}{_suggest_command(args[0])}", ctx)
        return super().resolve_command(ctx, args)


def _suggest_command(name: str) -> str:
    from difflib import get_close_matches

    close = get_close_matches(name, COMMANDS, n=1)
    return f"; did you mean {close[0]}?" if close else ""


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, "-V", "--version", message="orglint %(version)s")
def main() -> None:
    """Tell whether an Atlassian Cloud organization is as it should be.

    Collect a snapshot over the Admin API, check it against rules, write reports.

    \b
    Exit codes: 0 as it should be · 1 findings · 2 a mistake in usage or a file
    3 undecided · 4 could not collect · 5 could not write · 70 a bug
    """  # noqa: D301 - click's own mark for a paragraph that is left as it is
