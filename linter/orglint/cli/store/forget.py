"""`orglint store forget`: one person, in every snapshot."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import click

from orglint.cli import config, options
from orglint.cli.output.forgotten_words import describe_forgetting
from orglint.documents import files
from orglint.documents.swap import restore_swapped
from orglint.errors import SnapshotError, UsageError
from orglint.model.neutralize import neutralize
from orglint.model.snapshot import Forgetting, Snapshot
from orglint.model.wording import format_count
from orglint.snapshots import list_snapshots, read_snapshot
from orglint.snapshots.forget import find_person, forget_in_snapshot
from orglint.snapshots.lock import hold_lock
from orglint.snapshots.stored import clear_removing, list_unfinished

NOTHING = "nothing was forgotten"
_STAGING = "forgetting"
"""The folder of a store in which snapshots are made again."""


@click.command("forget", short_help="Forget one person in every snapshot.")
@click.argument("person")
@options.add_store_option
@click.option(
    "--discard-unfinished", is_flag=True, help="Discard snapshots that are not finished; they may hold the person too."
)
@config.add_config_option
def forget_person(person: str, *, store: Path, discard_unfinished: bool) -> None:
    """Forget PERSON, an account id or an e-mail address, in every snapshot of the store.

    Rows of theirs are removed, and cells of others that name them become unknown. The snapshots get new digests and say
    that somebody was forgotten, and not who. A table that lost a row is not whole any more: rules about it are unknown
    unless they fail, until the difference is accepted (`check --accept-difference`).

    Each snapshot changes in one step. If the run is stopped, run it again. Reports, archives and copies elsewhere stay
    as they are, and a person who is still in the organization comes back with the next snapshot.
    """
    if not person.strip():
        raise UsageError(f"{NOTHING}: no person is named", "Name an account id or an e-mail address.")
    if not store.is_dir():
        raise UsageError(f"{NOTHING}: there is no store {store}", "Name one with --store.")
    with hold_lock(store, nothing=NOTHING):
        _prepare(store, discard_unfinished=discard_unfinished)
        done = _forget_everywhere(store.absolute(), person.strip())
    if not done:
        raise UsageError(f"{NOTHING}: no snapshot in {store} names this person", "Is the id or the address right?")
    for snapshot, forgotten in done:
        click.echo(neutralize(f"- {snapshot.id} of {snapshot.organization}: {describe_forgetting(forgotten)}"))
    click.echo(f"forgotten in {format_count(len(done), 'snapshot')}")


def _prepare(store: Path, *, discard_unfinished: bool) -> None:
    """Remove what earlier runs left; `UsageError` if something is unfinished and is not to be discarded."""
    clear_removing(store)
    restore_swapped(store.absolute() / "snapshots")
    unfinished = list_unfinished(store)
    if unfinished and not discard_unfinished:
        raise UsageError(
            f"{NOTHING}: {unfinished[0].folder} holds a snapshot that is not finished, which may hold the person too",
            "Finish it with `orglint snapshot`, or give --discard-unfinished.",
        )
    for one in unfinished:
        files.remove_path(one.folder)


def _forget_everywhere(store: Path, said: str) -> list[tuple[Snapshot, Forgetting]]:
    seen = [*_read_all(store)]
    staging = store / _STAGING
    files.remove_path(staging)  # what a run that was stopped left there
    files.make_folder(staging)
    try:
        meant = find_person(said, seen, staging)
        now = datetime.now(UTC)
        done = [(it, forget_in_snapshot(it, meant, staging, at=now)) for it in seen]
    finally:
        files.remove_path(staging)
    return [(snapshot, forgotten) for snapshot, forgotten in done if forgotten]


def _read_all(store: Path) -> Iterator[Snapshot]:
    """Yield every snapshot, verified; `SnapshotError` if one cannot be read: nobody knows who is in it."""
    for summary in list_snapshots(store):
        try:
            yield read_snapshot(summary.folder)
        except SnapshotError as problem:
            raise SnapshotError(
                f"{NOTHING}: {problem.message}", "It may hold the person. Mend it, or move it out of the store."
            ) from None
