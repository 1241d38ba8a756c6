"""`orglint status`: how old the newest result is, and what came of it."""

import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import click

from orglint.cli import config, options
from orglint.errors import ResultError
from orglint.history.status import find_statuses
from orglint.reports.status import STATUS_FORMATS


@click.command("status")
@config.add_config_option
@options.add_store_option
@options.add_organization_option
@click.option("--max-age", type=options.Age(), default="36h", show_default=True, help="How old the snapshot may be.")
@click.option(
    "--format",
    "format_",
    type=click.Choice(list(STATUS_FORMATS)),
    default="terminal",
    show_default=True,
    help="How to tell it.",
)
@click.option("--exit-code", is_flag=True, help="Exit with the exit code of the result where that is not 0.")
def command(*, store: Path, organization: str | None, max_age: timedelta, format_: str, exit_code: bool) -> None:
    """Tell how old the newest result is, and what came of it.

    Looks at the results that the store keeps; of each organization of the settings, or of the store, if --org names
    none. Needs no rules, no API key and no network.

    Exits with 0 if the newest result of each organization decided everything and is not older than --max-age, whatever
    it found; else with 3, also where there is no result.
    """
    statuses = find_statuses(store, _list_wanted(organization), now=datetime.now(UTC), max_age=max_age)
    if not statuses:
        hint = "`orglint run` collects, checks and keeps the result; `orglint check --keep` keeps one."
        raise ResultError(f"{store} has neither a snapshot nor a result of any organization", hint)
    click.echo(STATUS_FORMATS[format_](statuses), nl=False)
    sys.exit(max(max(it.exit_code, it.result_exit_code if exit_code else 0) for it in statuses))


def _list_wanted(organization: str | None) -> dict[str, str] | None:
    """Return the ids of the organizations that are meant, with their names; None for all that the store knows."""
    known = config.current_config().organizations
    if organization is not None:
        return {organization: next((name for name, id_ in known.items() if id_ == organization), "")}
    return {id_: name for name, id_ in known.items()} or None
