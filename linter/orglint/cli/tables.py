"""`orglint tables`: which tables and columns rules can read."""

from difflib import get_close_matches

import click

from orglint import tables
from orglint.errors import UsageError
from orglint.model.table import Table


@click.command("tables")
@click.argument("table", required=False)
def command(table: str | None) -> None:
    """Show which tables and columns rules can read.

    TABLE is the name of one: its columns with their types, meanings and sources.
    """
    known = tables.known()
    if table is None:
        for it in known.values():
            click.echo(f"{it.name:<18} {it.variable:<14} {it.meaning}")
        click.echo("\norglint tables TABLE shows the columns of one.")
        return
    if table not in known:
        close = get_close_matches(table, known, n=1)
        hint = f"Did you mean {close[0]}?" if close else f"There are {', '.join(known)}."
        raise UsageError(f"there is no table {table}", hint)
    _show(known[table])


def _show(table: Table) -> None:
    click.echo(f"{table.name}: {table.meaning}")
    click.echo(f"one row is `{table.variable}`, identified by {table.variable}.{table.key}")
    click.echo(f"from {table.endpoint}" + (f", scope {table.scope}" if table.scope else "") + "\n")
    for column in table.columns.values():
        click.echo(f"{table.variable}.{column.name}  {column.type}")
        click.echo(f"    {column.meaning}")
        asked = f", with expand {column.expand}" if column.expand else ""
        click.echo(f"    {column.source}{asked}; left out means {column.absence}")
