"""`orglint tables`: which tables and columns rules can read."""

from collections.abc import Iterator, Mapping

import click

from orglint import tables
from orglint.cli import choose
from orglint.cli.completing import complete_tables
from orglint.cli.output.terminal import wrap_text
from orglint.model.reasons import Reason, ReasonCode
from orglint.model.table import Absence, Column, Table
from orglint.model.unknown import column_of
from orglint.tables.values import find_enumerations

_NOT_SPECIFIED = Reason(ReasonCode.NOT_SPECIFIED)
_LEFT_OUT: Mapping[Absence, str] = {
    Absence.EMPTY: "empty where it is left out",
    Absence.ABSENT: "absent where it is left out",
    Absence.UNDECLARED: "unknown where it is left out",
}


@click.command("tables")
@click.argument("table", required=False, shell_complete=complete_tables)
def command(table: str | None) -> None:
    """Show which tables and columns rules can read.

    With TABLE, shows the columns of that table with their types, meanings and sources.
    """
    click.echo("\n".join(_render_table(choose.find_table(table)) if table else _list_tables(tables.known_tables())))


def _list_tables(known: Mapping[str, Table]) -> Iterator[str]:
    yield f"{'table':<17} {'one row':<13} what it holds"
    yield ""
    for it in known.values():
        gone = "" if it.specified else f" But {_NOT_SPECIFIED} any more."
        yield from wrap_text(f"{it.name:<17} {it.variable:<13} {it.meaning}{gone}", first="", rest=" " * 32)
    yield ""
    yield "orglint tables TABLE shows the columns of one."


def _render_table(table: Table) -> Iterator[str]:
    yield from wrap_text(f"{table.name}: {table.meaning}")
    yield from wrap_text(f"one row is {table.variable}, identified by {table.variable}.{table.key}")
    scope = f", which needs the scope {table.scope}" if table.scope else ""
    if table.specified:
        yield from wrap_text(f"read with {table.endpoint}{scope}")
        if table.parent:
            yield from wrap_text(f"one call or more for each of the {table.parent} that rules reach, for no others")
    else:
        yield from wrap_text(f"not read: {_NOT_SPECIFIED} any more, so it is unknown to rules")
    for column in table.columns.values():
        yield ""
        yield from wrap_text(f"{table.variable}.{column.name}  {column.type}", rest="        ")
        yield from wrap_text(column.meaning, first="    ", rest="    ")
        yield from wrap_text(
            f"{_describe_source(column)}; {_describe_absence(table, column)}", first="    ", rest="    "
        )
        for line in _describe_values(table, column):
            yield from wrap_text(line, first="    ", rest="      ")


def _describe_values(table: Table, column: Column) -> Iterator[str]:
    """Yield which values each place of a column is known to hold, and what becomes of others."""
    for path, enumeration in find_enumerations(table.name).items():
        if column_of(path) == column.name:
            named = "known values" if path == column.name else f"known values of {path}"
            others = "closed: any other is unknown" if enumeration.closed else "open: any other is a value too"
            yield f"{named}: {', '.join(enumeration.listed) or 'none'} ({others})"


def _describe_absence(table: Table, column: Column) -> str:
    """Return what it means that a column is left out."""
    if table.parent and column.name in {table.key, table.asked_by}:
        return "never left out"
    return _LEFT_OUT[column.absence] if column.specified else f"{_NOT_SPECIFIED} any more, so it is unknown"


def _describe_source(column: Column) -> str:
    """Return where a column comes from, in the words of the API."""
    asked = f", asked for with expand {column.expand}" if column.expand else ""
    return column.source if column.inputs else f"the {column.source}{asked}"
