"""`orglint store`: what is in a store, what of it goes, and how snapshots move between stores."""

import click

from orglint.cli.store import archives, forget, listing, prune


@click.group("store")
def command() -> None:
    """List, remove and move what is in a store."""


for part in (
    listing.list_store,
    prune.prune_store,
    forget.forget_person,
    archives.export_snapshot,
    archives.import_snapshot,
    archives.print_key,
):
    command.add_command(part)
