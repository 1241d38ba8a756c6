"""`orglint report`: a stored result in other formats."""

import sys
from collections.abc import Sequence
from pathlib import Path

import click

from orglint.cli.output import outputs
from orglint.cli.output.stored import read_stored_file
from orglint.cli.output.targets import parse_targets
from orglint.cli.output.terminal import Look
from orglint.cli.privacy import PrivacyChoice, add_privacy_option
from orglint.cli.report_options import add_report_options
from orglint.model.overview import Overview, OverviewBuilder
from orglint.model.result import Result
from orglint.reports import Subject


@click.command("report")
@click.argument("result", type=click.Path(path_type=Path))
@add_report_options
@add_privacy_option
@click.option("--exit-code", is_flag=True, help="Exit with the exit code of the result instead of 0.")
def command(*, result: Path, formats: Sequence[str], look: Look, exit_code: bool, privacy: PrivacyChoice) -> None:
    """Render a stored result in other formats.

    RESULT is a file that `orglint check --format json=FILE` wrote, also with --across; - reads standard input. The
    reports are those that check would have written; they never show more of people than RESULT has. Needs no snapshot,
    no rules and no network.

    Exits with 0 if the reports were written, 3 if RESULT is not a result that can be read.
    """
    stored = read_stored_file(result)
    concluded: Subject
    if isinstance(stored, Result):
        privacy.refuse_less(stored.privacy)
        wanted = parse_targets(formats, Result, (), nothing="nothing was rendered")
        concluded = outputs.write_reports(wanted, lambda: stored, look=look, privacy=privacy)
    else:
        wanted = parse_targets(formats, Overview, (), nothing="nothing was rendered")
        builder = OverviewBuilder()
        results = builder.pass_results(stored.ones)
        concluded = outputs.write_reports(wanted, builder.build_overview, look=look, results=results, privacy=privacy)
    code = concluded.exit_code if exit_code else 0
    outputs.echo_outcome(concluded, wanted, exit_note=f"exit code {code}")
    sys.exit(code)
