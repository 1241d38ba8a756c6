"""`orglint rules new`: write a rule to start from."""

import re
from pathlib import Path

import click

from orglint import rulebook
from orglint.cli import choose, config
from orglint.cli.completing import complete_tables
from orglint.cli.output.modeline import build_modeline
from orglint.cli.output.new_file import write_new
from orglint.errors import UsageError
from orglint.model.neutralize import neutralize
from orglint.model.rule import Severity
from orglint.rulebook.starter import write_starter

_ID = re.compile(r"[a-z0-9][a-z0-9_-]*(/[a-z0-9][a-z0-9_-]*)+")
_RULES = Path("rules")


@click.command("new", short_help="Write a rule to start from, with comments and examples.")
@click.argument("identity", metavar="FAMILY/NAME")
@click.option(
    "--table",
    required=True,
    metavar="TABLE",
    shell_complete=complete_tables,
    help="What the rule is about; orglint tables lists them.",
)
@click.option(
    "--in",
    "folder",
    metavar="DIR",
    type=click.Path(path_type=Path, file_okay=False),
    help="The folder of rules; the first one that orglint.yaml names, else rules, if left out.",
)
@click.option(
    "--severity",
    type=click.Choice([it.value for it in Severity]),
    default=Severity.MEDIUM.value,
    show_default=True,
    help="How serious a finding is.",
)
@config.add_config_option
def command(identity: str, *, table: str, folder: Path | None, severity: str) -> None:
    """Write a rule to start from, with comments and examples.

    It lints and its examples come out as stated, so that whatever you change shows what it does. A file that is there
    is never overwritten.
    """
    if not _ID.fullmatch(identity):
        hint = "A rule is called family/name, in lower-case letters, digits and -: accounts/company-address."
        raise UsageError(f"nothing was written: {identity} cannot be the id of a rule", hint)
    about, where = choose.find_table(table), folder or _find_folder()
    if identity in rulebook.list_ids([rulebook.find_bundled_rules()]):
        hint = f"`orglint rules export {where} {identity}` copies it, to be changed. Or choose another name."
        raise UsageError(f"nothing was written: {identity} is a bundled rule", hint)
    path = where / f"{identity}.yaml"
    if not write_new(path, build_modeline(path, "rule") + write_starter(about, identity, severity)):
        hint = "Remove it first, or choose another name."
        raise UsageError(f"nothing was written: there is {path} already", hint)
    shown = neutralize(str(where))
    click.echo(f"written  {neutralize(str(path))}\n\nNext:")
    click.echo(f"  1. change it; orglint tables {table} shows the columns")
    click.echo(f"  2. orglint rules lint --only-rules {shown} --only {identity}")
    click.echo(f"  3. orglint rules test --only-rules {shown} --only {identity}")


def _find_folder() -> Path:
    _, folders = config.current_config().packs
    return next(iter(folders), _RULES)
