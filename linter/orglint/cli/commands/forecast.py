"""`orglint forecast`: what will fail if nothing happens but that time passes."""

import sys
from functools import partial
from pathlib import Path

import click

from orglint.cli import choose, config, judging, options
from orglint.cli.completing import complete_snapshots
from orglint.cli.judging import Criteria
from orglint.cli.privacy import PrivacyChoice, add_privacy_option
from orglint.cli.report_options import MOST_SHOWN
from orglint.cli.selection import Selection
from orglint.history.forecast import forecast_findings
from orglint.model.forecast import Forecast
from orglint.model.privacy import Privacy
from orglint.reports.forecast import FORECAST_FORMATS
from orglint.reports.privacy import conceal_result

_NOTHING = "nothing was forecast"
_FAILS, _UNDECIDED = 1, 3


@click.command("forecast")
@click.argument("snapshot", type=click.Path(path_type=Path), required=False, shell_complete=complete_snapshots)
@options.add_store_option
@options.add_organization_option
@options.add_rule_options
@judging.add_judging_options
@click.option(
    "--days",
    metavar="N",
    type=click.IntRange(1, 366),
    default=30,
    show_default=True,
    help="How many days to look ahead.",
)
@add_privacy_option
@click.option(
    "--format",
    "format_",
    type=click.Choice(list(FORECAST_FORMATS)),
    default="terminal",
    show_default=True,
    help="How to tell it; json has every finding.",
)
@click.option(
    "--limit",
    type=click.IntRange(1, MOST_SHOWN),
    default=10,
    show_default=True,
    help="Findings of a rule to show at the terminal, the first that come.",
)
@click.option(
    "--exit-code", "strict", is_flag=True, help="Exit with 1 if something will fail, and with 3 if that is not known."
)
def command(  # noqa: PLR0913 - one parameter an option
    *,
    snapshot: Path | None,
    store: Path,
    organization: str | None,
    selection: Selection,
    criteria: Criteria,
    days: int,
    privacy: PrivacyChoice,
    format_: str,
    limit: int,
    strict: bool,
) -> None:
    """Tell what will fail if nothing happens but that time passes.

    SNAPSHOT is a folder below snapshots/ in the store; the newest one if left out. It is checked as of each of the days
    to come, and what fails then and does not fail now is told with its day: users who cross a line of dormancy, times
    of grace that are over, waivers and attestations that end. Needs no API key and no network.

    Exits with 0 if it could be told.
    """
    config.require_organization(_NOTHING)
    asked = judging.load_judging(selection, criteria)
    folder = choose.find_folder(snapshot, store, organization)
    usual = privacy.choose(Privacy.NAMES, stream=format_ == "terminal")
    conceal = partial(conceal_result, privacy=usual, key=privacy.key)
    forecast = forecast_findings(folder, asked, days, conceal=conceal)
    click.echo(FORECAST_FORMATS[format_](forecast, limit), nl=False)
    sys.exit(_choose_exit_code(forecast) if strict else 0)


def _choose_exit_code(forecast: Forecast) -> int:
    if not forecast.can_tell:
        return _UNDECIDED
    return _FAILS if forecast.failing else 0
