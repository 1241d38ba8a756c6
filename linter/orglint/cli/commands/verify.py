"""`orglint verify`: compare a snapshot, everything in a store, or an archive of evidence with what it was."""

from collections.abc import Iterator
from pathlib import Path

import click

from orglint.cli import choose, config, options
from orglint.cli.completing import complete_snapshots
from orglint.cli.evidence import verify_archive
from orglint.cli.output.forgotten_words import describe_forgetting
from orglint.cli.output.ledger_lines import format_ledger_line
from orglint.errors import OrglintError, ResultError, SnapshotError, UsageError
from orglint.model.neutralize import neutralize
from orglint.model.snapshot import Snapshot
from orglint.model.wording import format_count, format_time
from orglint.results.kept import list_kept
from orglint.snapshots import list_snapshots, map_organizations, read_snapshot


@click.command("verify")
@click.argument("snapshot", type=click.Path(path_type=Path), required=False, shell_complete=complete_snapshots)
@config.add_config_option
@options.add_organization_option
@options.add_store_option
@click.option("--all", "everything", is_flag=True, help="Every snapshot and kept result of the store instead.")
def command(snapshot: Path | None, organization: str | None, store: Path, *, everything: bool) -> None:
    """Check that a snapshot, or an archive of evidence, is unchanged.

    SNAPSHOT is the newest one of the store if left out. It may be the name of an archive that `orglint evidence` wrote:
    every digest in it is compared, and whether its result follows from the manifest, the rules, the settings and the
    waivers beside it.

    Of a snapshot it compares every file with its digest, and every table with what the snapshot says of its rows, keys
    and types. Exits with 3 if anything differs. An incomplete table is reported, but it is not a difference.
    """
    if everything and snapshot is not None:
        raise UsageError("nothing was verified: --all is about the whole store", "Leave out SNAPSHOT, or --all.")
    if everything:
        _verify_store(store)
        return
    if snapshot is not None and snapshot.is_file():
        verify_archive(snapshot)
        return
    if snapshot is not None and snapshot.suffix == ".zip" and not snapshot.exists():
        raise ResultError(f"nothing was verified: there is no archive {snapshot}", "`orglint evidence` writes one.")
    seen = choose.find_snapshot(snapshot, store, organization)
    click.echo(f"{_describe(seen)}: every file is unchanged{_since(seen)}")
    for done in seen.forgotten:
        click.echo(f"  somebody was forgotten at {format_time(done.at)}: {describe_forgetting(done)}")
    for name, ledger in seen.tables.items():
        click.echo(format_ledger_line(name, ledger))


def _verify_store(store: Path) -> None:
    """Verify everything in a store, and say of each what came of it; raises `SnapshotError` if anything differs."""
    if not store.is_dir():
        raise UsageError(f"nothing was verified: there is no store {store}", "Name one with --store.")
    seen = [*_verify_snapshots(store), *_verify_results(store)]
    if not seen:
        raise SnapshotError(
            f"nothing was verified: {store} holds no snapshot and no kept result", "Name one with --store."
        )
    for name, problem in seen:
        click.echo(neutralize(f"{name}: {problem or 'unchanged'}"))
    if problems := [name for name, problem in seen if problem]:
        found = format_count(len(problems), "thing")
        raise SnapshotError(f"{found} in {store} not as stored: {', '.join(problems[:5])}", "See what is said of each.")


def _verify_snapshots(store: Path) -> Iterator[tuple[str, str]]:
    for summary in list_snapshots(store):
        try:
            found = read_snapshot(summary.folder)
        except OrglintError as problem:
            yield summary.id, str(problem).splitlines()[0]
        else:
            struck = ", made anew without somebody who was forgotten" if found.forgotten else ""
            yield f"{_describe(found)}{struck}", ""


def _verify_results(store: Path) -> Iterator[tuple[str, str]]:
    """Yield what came of each kept result; one of a snapshot that is still there is about its organization."""
    owners = map_organizations(store)
    for kept in list_kept(store):
        name = f"result {kept.snapshot}/{kept.file.name}"
        try:
            said = kept.read().snapshot.organization
        except OrglintError as problem:
            yield name, str(problem).splitlines()[0]
        else:
            other = owners.get(kept.snapshot, said) != said
            yield name, f"it is about {said}, and its snapshot is not" if other else ""


def _describe(seen: Snapshot) -> str:
    return f"{seen.id} of {seen.organization}, taken {format_time(seen.taken_at)}"


def _since(seen: Snapshot) -> str:
    return " since somebody was forgotten in it" if seen.forgotten else ""
