"""`orglint store prune`: remove what is old."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import click

from orglint.cli import config, options
from orglint.model.neutralize import neutralize
from orglint.model.wording import format_count, format_long_distance, format_size
from orglint.snapshots.lock import hold_lock
from orglint.snapshots.retention import Retention, choose_expired
from orglint.snapshots.stored import StoredSnapshot, clear_removing, list_stored, list_unfinished, remove_stored

NOTHING = "nothing was removed"


@click.command("prune", short_help="Remove what is old.")
@options.add_organization_option
@options.add_store_option
@click.option(
    "--older-than",
    "age",
    type=options.Age(),
    default="90d",
    show_default=True,
    help="How old a snapshot must be to be removed.",
)
@click.option("--dry-run", is_flag=True, help="Say what would be removed, and remove nothing.")
@config.add_config_option
def prune_store(*, organization: str | None, store: Path, age: timedelta, dry_run: bool) -> None:
    """Remove the snapshots of a store that are older than --older-than; each is said before it is removed.

    The newest complete snapshot of an organization always stays (its newest one, if none is complete), and so does what
    is being collected or cannot be read. Nothing is removed while another orglint writes into the store (exit code 4).
    """
    now = datetime.now(UTC)
    if dry_run:
        _tell(_choose(store, organization, now - age), now, "would be removed")
        return
    if not store.is_dir():
        click.echo(f"{NOTHING}: there is no store {neutralize(str(store))}")
        return
    with hold_lock(store, nothing=NOTHING):
        clear_removing(store)
        chosen = _choose(store, organization, now - age)
        _tell(chosen, now, "to be removed")
        for one in chosen.expired:
            remove_stored(store, one.summary.folder)
    click.echo(f"removed: {_sum_up(chosen)}")


def _choose(store: Path, organization: str | None, before: datetime) -> Retention:
    stored = [it for it in list_stored(store) if organization in (None, it.summary.organization)]
    return choose_expired(stored, list_unfinished(store), before=before, needed=())


def _tell(chosen: Retention, now: datetime, what: str) -> None:
    for line in _format_lines(chosen, now):
        click.echo(neutralize(line))
    click.echo(f"{what}: {_sum_up(chosen)}")


def _format_lines(chosen: Retention, now: datetime) -> Iterator[str]:
    for one in chosen.expired:
        yield f"- {_describe(one, now)}"
    for one, why in chosen.spared:
        yield f"  {_describe(one, now)}: stays, {why}"


def _describe(one: StoredSnapshot, now: datetime) -> str:
    summary = one.summary
    taken = f", taken {format_long_distance(summary.taken_at, now)}" if summary.taken_at else ""
    whose = f" of {summary.organization_name or summary.organization}" if summary.organization else ""
    return f"{summary.id}{whose}{taken} ({format_size(one.size)})"


def _sum_up(chosen: Retention) -> str:
    size = format_size(sum(it.size for it in chosen.expired))
    return f"{format_count(len(chosen.expired), 'snapshot')}, {size}" if chosen.expired else "nothing"
