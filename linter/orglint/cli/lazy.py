"""A group that imports a command only when it is called, so that help and completion are fast."""

from collections.abc import Mapping
from importlib import import_module
from typing import Any

import click
from click.shell_completion import CompletionItem


class LazyGroup(click.Group):
    """A group that knows the name and purpose of its commands before it imports them.

    `known` maps the names to the purposes; each has a module of its name in `package`, and is `command` there.
    """

    def __init__(self, *arguments: Any, known: Mapping[str, str], package: str, **others: Any) -> None:
        super().__init__(*arguments, **others)
        self.known = known
        self.package = package

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of the commands in the order of their use."""
        del ctx
        return list(self.known)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return a command; importing it is what makes it slow, so only the one that runs is."""
        del ctx
        if cmd_name not in self.known:
            return None
        command = getattr(import_module(f"{self.package}.{cmd_name}"), "command")  # noqa: B009 - typed Any
        assert isinstance(command, click.Command)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list of commands without importing them."""
        del ctx
        with formatter.section("Commands"):
            formatter.write_dl(list(self.known.items()))

    def resolve_command(self, ctx: click.Context, args: list[str]) -> tuple[Any, Any, list[str]]:
        """Find the command, or say which one comes near; a shell that completes a line is told nothing."""
        unknown = args and args[0] not in self.known and not args[0].startswith("-")
        if unknown and not ctx.resilient_parsing:
            from difflib import get_close_matches

            close = get_close_matches(args[0], self.known, n=1)
            near = f"; did you mean {close[0]}?" if close else ""
            raise click.UsageError(f"there is no command {args[0]}{near}", ctx)
        return super().resolve_command(ctx, args)

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """Return the names that begin so, with their purposes, without importing any of them."""
        names = [CompletionItem(name, help=text) for name, text in self.known.items() if name.startswith(incomplete)]
        return [*names, *click.Command.shell_complete(self, ctx, incomplete)]
