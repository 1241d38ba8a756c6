"""`orglint status`: how old the newest result is, and what came of it."""

import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import click

from orglint.cli import config, options
from orglint.cli.stores import Place, find_places
from orglint.errors import ResultError
from orglint.history.status import find_statuses
from orglint.reports.status import STATUS_FORMATS


@click.command("status")
@config.add_config_option
@options.add_store_option
@options.add_organizations_option
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

    Looks at the results that the store keeps: of each organization of the settings, or else of the store, if --org
    names none. Needs no rules, no API key and no network. What `check --keep` judged with other options than before
    is a trial: it is told, and does not count. What `run` keeps does.

    Exits with 0 if the newest result of each organization decided everything and is not older than --max-age, whatever
    it found; else with 3, also where there is no result.
    """
    now = datetime.now(UTC)
    statuses = [
        status
        for place in find_places(store, organization, "nothing was told")
        for status in find_statuses(place.store, place.wanted, now=now, max_age=_choose_age(place, max_age))
    ]
    if not statuses:
        hint = "`orglint run` collects, checks and keeps the result; `orglint check --keep` keeps one."
        raise ResultError(f"{store} has neither a snapshot nor a result of any organization", hint)
    click.echo(STATUS_FORMATS[format_](statuses), nl=False)
    sys.exit(max(max(it.exit_code, it.result_exit_code if exit_code else 0) for it in statuses))


def _choose_age(place: Place, max_age: timedelta) -> timedelta:
    """Return how old a snapshot may be: what an organization says of itself beats what the file says of all."""
    said = place.settings.values.get("max_age")
    return options.Age().convert(said, None, None) if said and not config.is_given("max_age") else max_age
