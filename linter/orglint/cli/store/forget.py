"""`orglint store forget`: one person, in every snapshot."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from secrets import token_hex

import click

from orglint.cli import config, options
from orglint.cli.output.forgotten_words import describe_forgetting
from orglint.documents import files
from orglint.documents.swap import restore_swapped
from orglint.errors import ResultError, SnapshotError, UsageError
from orglint.model.neutralize import neutralize
from orglint.model.snapshot import Forgetting, Snapshot
from orglint.model.wording import format_count
from orglint.notify.told import replace_digests
from orglint.results.forget import forget_in_results, list_accounts
from orglint.results.glance import list_kept_folders
from orglint.results.kept import find_files_beside_results
from orglint.snapshots import list_snapshots, read_snapshot
from orglint.snapshots.forget import find_person, forget_in_snapshot, make_striker
from orglint.snapshots.lock import hold_lock
from orglint.snapshots.stored import clear_removing, list_unfinished

NOTHING = "nothing was forgotten"
_STAGING = "forgetting"
"""The folder of a store in which snapshots are made again."""


@click.command("forget", short_help="Forget one person in every snapshot and result.")
@click.argument("person")
@options.add_store_option
@click.option(
    "--discard-unfinished", is_flag=True, help="Discard snapshots that are not finished; they may hold the person too."
)
@config.add_config_option
def forget_person(person: str, *, store: Path, discard_unfinished: bool) -> None:
    """Forget PERSON, a whole account id or e-mail address, in every snapshot and kept result of the store.

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
        done, results = _forget_everywhere(store.absolute(), person.strip())
    if not done and not results:
        message = f"{NOTHING}: nobody in the store {store} has the account id or address {person.strip()!r}"
        raise UsageError(message, "Give the whole id or address: a part of one, or another word, names nobody.")
    for snapshot, forgotten in done:
        click.echo(neutralize(f"- {snapshot.id} of {snapshot.organization}: {describe_forgetting(forgotten)}"))
    click.echo(f"forgotten in {format_count(len(done), 'snapshot')} and {format_count(results, 'kept result')}")


def _prepare(store: Path, *, discard_unfinished: bool) -> None:
    """Remove what earlier runs left; `UsageError` if something is unfinished and is not to be discarded."""
    clear_removing(store)
    files.remove_path(store.absolute() / _STAGING)
    for folder in ("snapshots", "results"):
        restore_swapped(store.absolute() / folder)
    unfinished = list_unfinished(store)
    if unfinished and not discard_unfinished:
        raise UsageError(
            f"{NOTHING}: {unfinished[0].folder} holds a snapshot that is not finished, which may hold the person too",
            "Finish it with `orglint snapshot`, or give --discard-unfinished.",
        )
    for one in unfinished:
        files.remove_path(one.folder)


def _forget_everywhere(store: Path, said: str) -> tuple[list[tuple[Snapshot, Forgetting]], int]:
    """Forget somebody in all snapshots and results; return in which snapshots, and in how many results."""
    seen, kept = [*_read_all(store)], [*list_kept_folders(store)]
    # every result is read: nothing is begun if one is damaged
    accounts = {it for _, results in kept for one in results for it in list_accounts(one.read())}
    _refuse_foreign_files(store)
    staging = files.make_folder(store / _STAGING)
    try:
        meant = find_person(said, seen, accounts, staging)
        if meant is None:
            return [], 0
        now = datetime.now(UTC)
        # results first: who is meant is known by what the snapshots say, also to a run that goes on with this one
        strike = make_striker(meant, _make_token())
        struck = [forget_in_results(store, it, theirs, strike=strike, staging=staging, at=now) for it, theirs in kept]
        replace_digests(store, dict(pair for one in struck for pair in one))
        done = [(it, forget_in_snapshot(it, meant, staging, at=now)) for it in seen]
    finally:
        files.remove_path(staging)
    return [(snapshot, forgotten) for snapshot, forgotten in done if forgotten], sum(map(len, struck))


def _refuse_foreign_files(store: Path) -> None:
    """Raise `ResultError` if other files lie among kept results: whole folders are made again, without them.

    In the folders of snapshots there are none, or the snapshots could not be read.
    """
    for path in find_files_beside_results(store):
        message = f"{NOTHING}: {path} is not a kept result, may hold the person, and would be lost"
        raise ResultError(message, "Move it out of the store.")


def _make_token() -> str:
    """Return what stands in the place of the person in results: random, so that nobody can find out who it was."""
    return f"forgotten-{token_hex(4)}"


def _read_all(store: Path) -> Iterator[Snapshot]:
    """Yield every snapshot, verified; `SnapshotError` if one cannot be read: nobody knows who is in it."""
    for summary in list_snapshots(store):
        try:
            yield read_snapshot(summary.folder)
        except SnapshotError as problem:
            raise SnapshotError(
                f"{NOTHING}: {problem.message}", "It may hold the person. Mend it, or move it out of the store."
            ) from None
