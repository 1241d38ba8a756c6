"""`orglint diff`: what changed from one result to the next, and in the organization itself."""

import sys
from functools import partial
from pathlib import Path

import click

from orglint.cli import config, known_values, options
from orglint.cli.comparing import NOTHING, Side, build_comparison, compare_kept, compare_sides, find_sides
from orglint.cli.completing import complete_snapshots
from orglint.cli.privacy import PrivacyChoice, add_privacy_option
from orglint.cli.report_options import MOST_SHOWN
from orglint.errors import ResultError
from orglint.model.changes import Change, Comparison, ResultChanges, RuleEvent
from orglint.model.findings import Outcome
from orglint.model.privacy import Privacy
from orglint.model.values import KnownValues
from orglint.reports.changes import CHANGE_FORMATS
from orglint.reports.privacy import conceal_result
from orglint.reports.privacy.organization_changes import conceal_organization

_WORSE, _UNDECIDED = 1, 3


@click.command("diff")
@click.argument("before", metavar="[BEFORE]", required=False, shell_complete=complete_snapshots)
@click.argument("after", metavar="[AFTER]", required=False, shell_complete=complete_snapshots)
@config.add_config_option
@options.add_store_option
@options.add_organization_option
@known_values.add_known_value_option
@click.option(
    "--format",
    "format_",
    type=click.Choice(list(CHANGE_FORMATS)),
    default="terminal",
    show_default=True,
    help="How to tell it; markdown is for a comment, json has every finding, html is the page of the later result.",
)
@click.option(
    "--limit",
    type=click.IntRange(1, MOST_SHOWN),
    default=10,
    show_default=True,
    help="Findings to show of each kind of change.",
)
@add_privacy_option
@click.option(
    "--exit-code",
    "strict",
    is_flag=True,
    help="Exit with 1 if there are findings that were not there before, and with 3 if the later result is undecided, "
    "does not have a rule of the earlier one (off, left out, removed), or no longer finds or decides what was there "
    "because the rule was changed or something is not known.",
)
def command(  # noqa: PLR0913 - one parameter an option
    *,
    before: str | None,
    after: str | None,
    store: Path,
    organization: str | None,
    known: KnownValues,
    format_: str,
    limit: int,
    privacy: PrivacyChoice,
    strict: bool,
) -> None:
    """Tell what changed from one result to the next, and in the organization itself.

    BEFORE and AFTER are files that `orglint check --format json=FILE` wrote, or snapshots whose results the store
    keeps; left out, the two newest results that it keeps. Rules that differ are told first. A finding is fixed only
    if the later result knows that its row is there and keeps the rule.

    Exits with 0 if it could be told, 3 if there is nothing to compare, or if a kept result cannot be read that may be
    the newest.
    """
    one, other = find_sides(before, after, store, organization)
    if (one.result is None or other.result is None) and (one.folder is None or other.folder is None):
        raise ResultError(
            f"{NOTHING}: one is a result and the other a snapshot of which none is kept", "Keep it first."
        )
    changed, notes = compare_sides(one, other, known)
    usual = Privacy.IDS if format_ == "markdown" else Privacy.NAMES
    shown = privacy.choose(usual, stream=format_ == "terminal")
    told = conceal_organization(changed, shown, privacy.key) if changed else None
    comparison = build_comparison(one, other, _compare_results(one, other, store, shown, privacy), told, notes)
    click.echo(CHANGE_FORMATS[format_](comparison, limit), nl=False)
    sys.exit(_choose_exit_code(comparison) if strict else 0)


def _compare_results(
    one: Side, other: Side, store: Path, shown: Privacy, privacy: PrivacyChoice
) -> ResultChanges | None:
    """Return what changed in the findings, as it may be shown."""
    if one.result is None or other.result is None:
        return None
    for result in (one.result, other.result):
        privacy.refuse_less(result.privacy)
    return compare_kept(one.result, other.result, store, partial(conceal_result, privacy=shown, key=privacy.key))


def _choose_exit_code(comparison: Comparison) -> int:
    changes = comparison.results
    if changes is None or not changes.after.decided:
        return _UNDECIDED
    if changes.counts[Change.NO_LONGER_DECIDED] or changes.counts[Change.UNDECIDED]:
        return _UNDECIDED
    # a rule that does not run any more, whatever the reason, may have found something that was not there before
    if changes.counts[Change.OTHER_RULE] or changes.counts[Change.NOT_LOOKED_FOR]:
        return _UNDECIDED
    if any(it.event is RuleEvent.REMOVED for it in changes.rules):
        return _UNDECIDED
    return _WORSE if any(it.after is Outcome.FAIL for it in changes.findings) else 0
