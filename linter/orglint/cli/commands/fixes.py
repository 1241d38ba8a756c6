"""`orglint fixes`: the calls that would clear the findings of a result, written down and never sent."""

from collections.abc import Collection
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import click

from orglint import evaluate, tables
from orglint.cli.judged import Source, add_source_options
from orglint.cli.privacy import PrivacyChoice, add_printed_privacy_option
from orglint.errors import SnapshotError, UsageError
from orglint.evaluate.distribute.judging import find_age_doubts
from orglint.model.fixes import plan_fixes
from orglint.model.neutralize import neutralize, shorten_text
from orglint.model.privacy import Privacy
from orglint.model.result import Result
from orglint.model.snapshot import Snapshot
from orglint.reports.fixes import FIX_FORMATS
from orglint.reports.fixes.words import describe_beyond, describe_refused
from orglint.reports.privacy import conceal_result
from orglint.snapshots import list_snapshots, read_snapshot

_NOTHING = "nothing was written"
_MOST = 10_000
_LONGEST = 500


@click.command("fixes")
@add_source_options
@add_printed_privacy_option
@click.option(
    "--format",
    "format_",
    type=click.Choice(list(FIX_FORMATS)),
    default="markdown",
    show_default=True,
    help="markdown is for people, script for bash and curl; json is described by `orglint schema fixes`.",
)
@click.option(
    "--limit",
    type=click.IntRange(1, _MOST),
    default=100,
    show_default=True,
    help="Calls at most, those for critical rules first.",
)
def command(*, source: Source, format_: str, limit: int, privacy: PrivacyChoice) -> None:
    """Write down the calls that would clear findings, and send none.

    RESULT is a file that `orglint check --format json=FILE` wrote, - for standard input; if left out, the newest
    snapshot is judged as `orglint check` judges it, by the options here.

    A rule that one call of the API can put right names that call. What fails under such rules gets its call, what fails
    under others is named with what to do by hand. What is waived or unknown gets none. The script shows its calls, and
    sends them only if APPLY=1 is in the environment; the key is not in it.

    Of a RESULT whose snapshot is older than --max-age, the list says that it is in doubt.

    Exits with 0 if it could be told, 3 if RESULT is not a result that can be read.
    """
    result = _doubt_age(source.load_result(privacy, _NOTHING), source.criteria.max_age)
    shown = privacy.choose(Privacy.NAMES, stream=True)
    if Privacy.PSEUDONYMS in (shown, result.privacy):
        raise UsageError(
            f"{_NOTHING}: a call needs the ids of rows, and pseudonyms hide them", "Use --privacy names or ids."
        )
    plan = plan_fixes(conceal_result(result, shown, privacy.key), limit, partial(_select_ordinary, source, result))
    for refused in plan.refused:
        click.echo(f"orglint: {shorten_text(describe_refused(refused), _LONGEST)}", err=True)
    if plan.beyond:
        click.echo(f"orglint: {describe_beyond(plan)}", err=True)
    click.echo(FIX_FORMATS[format_](plan), nl=False)


def _doubt_age(result: Result, max_age: timedelta | None) -> Result:
    """Return a result with a doubt if its snapshot is too old today: much may be otherwise since then."""
    ages = find_age_doubts(result.snapshot, datetime.now(UTC), max_age)
    return replace(result, doubts=tuple(dict.fromkeys((*result.doubts, *ages))))


def _select_ordinary(source: Source, result: Result, keys: Collection[str]) -> frozenset[str]:
    """Return the accounts of which the snapshot shows that they are neither an admin's nor for emergencies.

    Where the store does not have the snapshot of a result any more, or it cannot be trusted, none of them is known.
    """
    snapshot = _find_snapshot(source.store, result.snapshot)
    reserved = source.selection.config.values.get("settings", {}).get("break_glass", [])
    if snapshot is None or not isinstance(reserved, list):
        why = "settings.break_glass is no list" if snapshot else f"{source.store} has no snapshot {result.snapshot.id}"
        click.echo(f"orglint: every call about an account is held back: {neutralize(why)}", err=True)
        return frozenset()
    return evaluate.select_ordinary_accounts(keys, map(str, reserved), snapshot, tables.known_tables())


def _find_snapshot(store: Path, about: Snapshot) -> Snapshot | None:
    """Return the snapshot that a result is about, verified; None if the store has none that can be trusted."""
    try:
        found = [it for it in list_snapshots(store) if (it.id, it.organization) == (about.id, about.organization)]
        return read_snapshot(found[0].folder) if found else None
    except SnapshotError:
        return None
