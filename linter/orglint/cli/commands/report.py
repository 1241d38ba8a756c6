"""`orglint report`: a stored result in other formats."""

import sys
from collections.abc import Sequence
from pathlib import Path

import click

from orglint.cli import config, options
from orglint.cli.output import outputs
from orglint.cli.output.stored import read_stored_file
from orglint.cli.output.targets import parse_targets
from orglint.cli.output.terminal import Look
from orglint.cli.past import EarlierFiles, add_past_options
from orglint.cli.privacy import PrivacyChoice, add_privacy_option
from orglint.cli.report_options import add_report_options
from orglint.cli.site import write_site
from orglint.errors import UsageError
from orglint.history.since import date_result
from orglint.model.neutralize import neutralize
from orglint.model.overview import Overview, OverviewBuilder
from orglint.model.result import Result
from orglint.model.wording import format_count
from orglint.reports import Subject


@click.command("report")
@click.argument("result", type=click.Path(path_type=Path), required=False)
@options.add_organization_option
@options.add_store_option
@add_report_options
@add_privacy_option
@add_past_options
@click.option("--exit-code", is_flag=True, help="Exit with the exit code of the result instead of 0.")
@click.option(
    "--site",
    metavar="DIR",
    type=click.Path(path_type=Path),
    help="Write a static site of the results that the store keeps instead: the newest page, an archive, a feed.",
)
def command(  # noqa: PLR0913 - one parameter an option
    *,
    result: Path | None,
    organization: str | None,
    store: Path,
    formats: Sequence[str],
    look: Look,
    before: EarlierFiles,
    exit_code: bool,
    privacy: PrivacyChoice,
    site: Path | None,
) -> None:
    """Render a stored result in other formats.

    RESULT is a file that `orglint check --format json=FILE` wrote, also with --across; - reads standard input. The
    reports are those that check would have written; they never show more of people than RESULT has. Needs no snapshot,
    no rules and no network.

    With --site, DIR becomes a site of the results of an organization that the store keeps, as a whole or not at all:
    newest.html, index.html with all of them, a page for each below results/, and feed.xml.

    With --history, reports say since when each finding is there; with --previous too, html says what changed.

    Exits with 0 if the reports were written, 3 if RESULT is not a result that can be read.
    """
    if site is not None:
        if result is not None:
            raise UsageError("no site was written: a site is of results that the store keeps", "Leave out RESULT.")
        _write_site(site, store, organization, privacy)
        return
    if result is None:
        hint = "Name a file that `orglint check --format json=FILE` wrote."
        raise UsageError("nothing was rendered: no result is named", hint)
    stored = read_stored_file(result)
    concluded: Subject
    if isinstance(stored, Result):
        privacy.refuse_less(stored.privacy)
        wanted = parse_targets(formats, Result, (), nothing="nothing was rendered")
        earlier = before.read(stored)
        told = date_result(stored, earlier.all) if earlier else stored
        concluded = outputs.write_reports(wanted, lambda: told, look=look, privacy=privacy, before=earlier)
    else:
        before.refuse_many()
        wanted = parse_targets(formats, Overview, (), nothing="nothing was rendered")
        builder = OverviewBuilder()
        results = builder.pass_results(stored.ones)
        concluded = outputs.write_reports(wanted, builder.build_overview, look=look, results=results, privacy=privacy)
    code = concluded.exit_code if exit_code else 0
    outputs.echo_outcome(concluded, wanted, exit_note=f"exit code {code}")
    sys.exit(code)


def _write_site(site: Path, store: Path, organization: str | None, privacy: PrivacyChoice) -> None:
    settings = config.load_config()
    config.require_organization("no site was written")
    place = store if config.is_given("store") else settings.resolve(settings.values.get("store", store))
    number = write_site(site, place, config.pick_organization(organization), privacy)
    click.echo(neutralize(f"{site}: {format_count(number, 'result')}"))
