"""`orglint store prune`: remove what is old."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import click

from orglint.cli import config, options
from orglint.cli.keeping import find_trials
from orglint.model.neutralize import neutralize
from orglint.model.retention import Retention, Stored, choose_expired, find_newest
from orglint.model.wording import format_count, format_long_distance, format_size
from orglint.notify.told import list_told
from orglint.results.glance import KeptSummary, list_kept_summaries
from orglint.snapshots.lock import hold_lock
from orglint.snapshots.stored import StoredSnapshot, clear_removing, list_stored, list_unfinished, remove_stored

NOTHING = "nothing was removed"


@dataclass(frozen=True, slots=True)
class Chosen:
    """What goes and what stays of the snapshots and of the kept results."""

    snapshots: Retention
    results: Retention

    @property
    def expired(self) -> tuple[Stored, ...]:
        """Everything that goes."""
        return (*self.snapshots.expired, *self.results.expired)


@click.command("prune", short_help="Remove what is old.")
@options.add_organization_option
@options.add_store_option
@click.option(
    "--older-than",
    "age",
    type=options.Age(),
    default="90d",
    show_default=True,
    help="How old a snapshot, or a kept result, must be to be removed.",
)
@click.option("--dry-run", is_flag=True, help="Say what would be removed, and remove nothing.")
@config.add_config_option
def prune_store(*, organization: str | None, store: Path, age: timedelta, dry_run: bool) -> None:
    """Remove the snapshots and kept results of a store that are older than --older-than; it is said first which.

    The newest complete snapshot of an organization always stays (its newest one, if none is complete), and so do its
    newest complete kept result that counts and the snapshot of that, what is being collected, and what cannot be read.
    Nothing is removed while another orglint writes into the store (exit code 4).
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
            remove_stored(store, one.path)
        _remove_empty_folders(store)
    click.echo(f"removed: {_sum_up(chosen)}")


def _choose(store: Path, organization: str | None, before: datetime) -> Chosen:
    def is_meant(one: Stored) -> bool:
        return organization in (None, one.organization)

    kept = [it for it in _list_results(store) if is_meant(it)]
    found = [it for it in map(_describe_snapshot, list_stored(store)) if is_meant(it)]
    needed = {it.id: "it is being collected" for it in list_unfinished(store)}
    about = "the newest complete kept result of its organization is about it"
    needed |= {it.path.parent.name: about for it in find_newest(kept).values() if it.complete}
    known = "a channel was told it last, and is told what has changed since"
    told = {it.digest for it in list_told(store)}
    results = {it.title: known for it in kept if it.path.stem.rpartition("-")[2] in told}
    return Chosen(
        choose_expired(found, before=before, needed=needed), choose_expired(kept, before=before, needed=results)
    )


def _describe_snapshot(one: StoredSnapshot) -> Stored:
    said = one.summary
    whose = (said.organization, said.organization_name)
    return Stored(said.folder, said.id, *whose, said.taken_at, said.complete, one.size, said.problem)


def _list_results(store: Path) -> Iterator[Stored]:
    """Yield the kept results; one that does not count is not complete, as it is none of the whole organization."""
    trials = find_trials(store)
    for one in list_kept_summaries(store):
        yield _describe_result(one, complete=one.decided and not one.left_out and one.kept not in trials)


def _describe_result(one: KeptSummary, *, complete: bool) -> Stored:
    title = f"result {one.kept.snapshot}/{one.kept.file.name}"
    whose = (one.organization, one.organization_name)
    return Stored(one.kept.file, title, *whose, one.kept.kept_at, complete, one.size, one.problem)


def _remove_empty_folders(store: Path) -> None:
    folder = store.absolute() / "results"
    for path in folder.iterdir() if folder.is_dir() and not folder.is_symlink() else ():
        if path.is_dir() and not path.is_symlink() and not any(path.iterdir()):
            path.rmdir()


def _tell(chosen: Chosen, now: datetime, what: str) -> None:
    for line in _format_lines(chosen, now):
        click.echo(neutralize(line))
    click.echo(f"{what}: {_sum_up(chosen)}")


def _format_lines(chosen: Chosen, now: datetime) -> Iterator[str]:
    for one in chosen.expired:
        yield f"- {_describe(one, now)}"
    for one, why in (*chosen.snapshots.spared, *chosen.results.spared):
        yield f"  {_describe(one, now)}: stays, {why}"


def _describe(one: Stored, now: datetime) -> str:
    taken = f", {format_long_distance(one.at, now)}" if one.at else ""
    whose = f" of {one.organization_name or one.organization}" if one.organization else ""
    return f"{one.title}{whose}{taken} ({format_size(one.size)})"


def _sum_up(chosen: Chosen) -> str:
    numbers = {"snapshot": len(chosen.snapshots.expired), "kept result": len(chosen.results.expired)}
    words = [format_count(number, noun) for noun, number in numbers.items() if number]
    return ", ".join([*words, format_size(sum(it.size for it in chosen.expired))]) if words else "nothing"
