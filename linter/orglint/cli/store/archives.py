"""`orglint store export`, `import` and `key`: move snapshots between stores, encrypted."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from orglint.cli import choose, config, options
from orglint.cli.archive_key import VARIABLE, read_archive_key
from orglint.cli.completing import complete_snapshots
from orglint.cli.output.appearing import open_atomically
from orglint.cli.output.places import check_report_place, refuse_other_file
from orglint.errors import OutputError
from orglint.model.neutralize import neutralize
from orglint.model.snapshot import Snapshot
from orglint.model.wording import format_count, format_time
from orglint.snapshots.archives import MAGIC, import_archive, make_key, write_archive

F = TypeVar("F", bound=Callable[..., Any])

NOT_EXPORTED, NOT_IMPORTED = "nothing was exported", "nothing was imported"
FILE = click.argument("file", type=click.Path(path_type=Path))


def add_key_option(command: F) -> F:
    """Add `--archive-key-file`."""
    return click.option(
        "--archive-key-file",
        "key_file",
        type=click.Path(path_type=Path, dir_okay=False),
        help=f"A file that holds the key of archives and that only you can read; {VARIABLE} is used if left out.",
    )(command)


@click.command("export", short_help="Write a snapshot to one encrypted file.")
@FILE
@click.argument("snapshot", type=click.Path(path_type=Path), required=False, shell_complete=complete_snapshots)
@options.add_organization_option
@options.add_store_option
@add_key_option
@config.add_config_option
def export_snapshot(
    file: Path, snapshot: Path | None, *, organization: str | None, store: Path, key_file: Path | None
) -> None:
    """Write SNAPSHOT, the newest one of the store if left out, to FILE, encrypted.

    A snapshot is personal data: between machines it travels as such a file. FILE has the age format
    (age-encryption.org/v1), and is complete or not there. It can be read with `orglint store import` and the same key.
    """
    key = read_archive_key(key_file, NOT_EXPORTED)
    check_report_place(str(file), [store, *([snapshot] if snapshot else [])], NOT_EXPORTED)
    refuse_other_file(file, MAGIC, NOT_EXPORTED)
    found = choose.find_snapshot(snapshot, store, organization)
    try:
        with open_atomically(file) as target:
            write_archive(found, target, key)
    except OSError as refusal:
        raise OutputError(f"{NOT_EXPORTED}: {file} could not be written: {refusal.strerror}") from None
    click.echo(neutralize(f"exported {_describe_snapshot(found)} to {file}"))


@click.command("import", short_help="Read a snapshot from an encrypted file into the store.")
@FILE
@options.add_store_option
@add_key_option
@config.add_config_option
def import_snapshot(file: Path, *, store: Path, key_file: Path | None) -> None:
    """Read the snapshot in FILE, which `orglint store export` wrote, into the store, and verify it.

    It keeps its id, and appears whole or not at all. What the store has already stays as it is.
    """
    found = import_archive(file, store, read_archive_key(key_file, NOT_IMPORTED))
    done = "already there, and unchanged:" if found.present else "imported"
    click.echo(neutralize(f"{done} {_describe_snapshot(found.snapshot)}"))


@click.command("key", short_help="Make a key of archives.")
def print_key() -> None:
    """Make a key of archives, and print it.

    Whoever has it can read every archive that was made with it, and write new ones. Keep it where the machine that
    exports and the machine that imports have their secrets, in the variable ORGLINT_ARCHIVE_KEY.
    """
    click.echo(make_key())


def _describe_snapshot(snapshot: Snapshot) -> str:
    whole = "" if snapshot.complete else ", incomplete"
    tables = format_count(len(snapshot.tables), "table")
    return f"{snapshot.id} of {snapshot.organization}, taken {format_time(snapshot.taken_at)} ({tables}{whole})"
