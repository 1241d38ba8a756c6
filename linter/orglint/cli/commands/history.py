"""`orglint history`: outcomes over time, from the results that a store keeps."""

import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import click

from orglint.cli import config, options
from orglint.cli.stores import find_places
from orglint.errors import ResultError
from orglint.history.trends import build_trends
from orglint.model.trends import By
from orglint.reports.trends import TREND_FORMATS
from orglint.results.kept import list_kept

_NOTHING = "nothing was told"
_UNREADABLE = 3
_KEEP = "`orglint check --keep` keeps a result, and `orglint run` always does."


@click.command("history")
@config.add_config_option
@options.add_store_option
@options.add_organizations_option
@click.option(
    "--by",
    type=click.Choice([it.value for it in By]),
    default=By.SEVERITY.value,
    show_default=True,
    help="What the lines are about.",
)
@click.option(
    "--days", metavar="N", type=click.IntRange(1, 36_600), help="Only results of snapshots of the last N days."
)
@click.option(
    "--format",
    "format_",
    type=click.Choice(list(TREND_FORMATS)),
    default="terminal",
    show_default=True,
    help="How to tell it; html is a page with charts.",
)
def command(*, store: Path, organization: str | None, by: str, days: int | None, format_: str) -> None:
    """Tell how outcomes went over time, from the results that the store keeps.

    A line is drawn through results in which its number is known. One that is undecided, or that leaves rules out, is
    told as such and never a drop; a change of the rules is marked. Needs no snapshot, no rules and no network.

    Exits with 0 if it could be told, 3 if the store keeps no result that can be read.
    """
    since = datetime.now(UTC) - timedelta(days=days) if days else None
    trends = [
        trend
        for place in find_places(store, organization, _NOTHING)
        for trend in build_trends(list_kept(place.store), place.wanted, since=since)
    ]
    if not trends:
        whose = f" of organization {organization}" if organization else ""
        when = f" of the last {days} days" if days else ""
        raise ResultError(f"{_NOTHING}: {store} keeps no result{whose}{when}", _KEEP)
    click.echo(TREND_FORMATS[format_](trends, By(by)), nl=False)
    sys.exit(0 if any(point.rules for trend in trends for point in trend.points) else _UNREADABLE)
