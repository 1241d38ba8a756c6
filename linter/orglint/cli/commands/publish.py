"""`orglint publish`: post a report where a machine wants it."""

import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import random
from time import sleep

import click

from orglint.cli import options
from orglint.cli.output.stored import read_result_file
from orglint.cli.privacy import PrivacyChoice, add_privacy_option
from orglint.errors import UsageError
from orglint.model.neutralize import neutralize
from orglint.model.summaries import describe_outcome
from orglint.model.wording import format_count
from orglint.reports import FORMATS


@click.group("publish")
def command() -> None:
    """Post a report where a machine wants it."""


@command.command("bitbucket", short_help="Post a result as a report of Code Insights, from a pipeline.")
@click.argument("result", type=click.Path(path_type=Path))
@click.option("--workspace", envvar="BITBUCKET_WORKSPACE", show_envvar=True, help="The workspace of the repository.")
@click.option("--repository", envvar="BITBUCKET_REPO_SLUG", show_envvar=True, help="The repository.")
@click.option("--commit", envvar="BITBUCKET_COMMIT", show_envvar=True, help="The commit that the report is about.")
@click.option(
    "--proxy",
    default="http://localhost:29418",
    show_default=True,
    help="The proxy of the pipeline, which signs requests; in a pipe http://host.docker.internal:29418.",
)
@click.option(
    "--deadline", type=options.Age(), default="2m", show_default=True, help="How long it may take, waits included."
)
@add_privacy_option
@click.option("--exit-code", is_flag=True, help="Exit with the exit code of the result instead of 0.")
def publish_bitbucket(
    *,
    result: Path,
    workspace: str | None,
    repository: str | None,
    commit: str | None,
    proxy: str,
    deadline: timedelta,
    exit_code: bool,
    privacy: PrivacyChoice,
) -> None:
    """Post a result as a report of Code Insights with annotations, from a step of a Bitbucket pipeline.

    RESULT is a file that `orglint check --format json=FILE` wrote; - reads standard input. It replaces the report of
    the same organization at the same commit. Needs no API key, and sends none: the proxy of the pipeline signs the
    requests.

    Exits with 0 if the report is there as a whole, 5 if it is not.
    """
    from orglint.http.posting import open_poster
    from orglint.http.retry import Budget
    from orglint.notify import bitbucket as notify
    from orglint.reports import bitbucket as reports

    target = notify.Commit(*_require_names(workspace, repository, commit))
    route = notify.build_route(proxy)
    stored = read_result_file(result, notify.UNDONE)
    privacy.refuse_less(stored.privacy)
    shown = privacy.conceal(stored, FORMATS["bitbucket"])
    budget = Budget(datetime.now(UTC) + deadline, clock=lambda: datetime.now(UTC), sleep=sleep, chance=random)
    budget.say = _say
    with open_poster(route, budget, notify.UNDONE, notify.NO_PROXY) as poster:
        name, report, found = (
            reports.name_report(shown),
            reports.build_report(shown),
            reports.list_annotations(shown),
        )
        number = notify.post_report(poster, target, name, report, found, say=_say)
    said = f"published {name} at {target.commit}: {describe_outcome(stored)}, {format_count(number, 'annotation')}"
    click.echo(neutralize(said))
    sys.exit(stored.exit_code if exit_code else 0)


def _require_names(workspace: str | None, repository: str | None, commit: str | None) -> tuple[str, str, str]:
    if not workspace or not repository or not commit:
        raise UsageError(
            "the report was not published to Bitbucket: no commit is named",
            "Run this in a step of a Bitbucket pipeline, or give --workspace, --repository and --commit.",
        )
    return workspace, repository, commit


def _say(text: str) -> None:
    click.echo(f"orglint: {neutralize(text)}", err=True)
