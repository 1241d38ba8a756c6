"""`orglint verify`: compare a snapshot with what was sealed."""

from pathlib import Path

import click

from orglint.cli import choose, config, options
from orglint.cli.completing import complete_snapshots
from orglint.cli.evidence import verify_archive
from orglint.cli.output.forgotten_words import describe_forgetting
from orglint.cli.output.ledger_lines import format_ledger_line
from orglint.model.snapshot import Snapshot
from orglint.model.wording import format_time


@click.command("verify")
@click.argument("snapshot", type=click.Path(path_type=Path), shell_complete=complete_snapshots)
@config.add_config_option
@options.add_store_option
def command(snapshot: Path, store: Path) -> None:
    """Check that a snapshot, or an archive of evidence, is unchanged.

    SNAPSHOT may be the name of an archive that `orglint evidence` wrote: every digest in it is compared, and whether
    its result follows from the manifest, the rules, the settings and the waivers beside it.

    Of a snapshot it compares every file with its digest, and every table with what the snapshot says of its rows, keys
    and types. Exits with 3 if anything differs. An incomplete table is reported, but it is not a difference.
    """
    if snapshot.is_file():
        verify_archive(snapshot)
        return
    seen = choose.find_snapshot(snapshot, store, None)
    click.echo(
        f"{seen.id} of {seen.organization}, taken {format_time(seen.taken_at)}: every file is unchanged{_since(seen)}"
    )
    for done in seen.forgotten:
        click.echo(f"  somebody was forgotten at {format_time(done.at)}: {describe_forgetting(done)}")
    for name, ledger in seen.tables.items():
        click.echo(format_ledger_line(name, ledger))


def _since(seen: Snapshot) -> str:
    return " since somebody was forgotten in it" if seen.forgotten else ""
