"""`orglint tables`: which tables and columns rules can read."""

import textwrap
from collections.abc import Iterator, Mapping

import click

from orglint import tables
from orglint.cli import choose
from orglint.cli.output.terminal import terminal_width
from orglint.model.reasons import Reason, ReasonCode
from orglint.model.table import Absence, Column, Table

_NOT_SPECIFIED = Reason(ReasonCode.NOT_SPECIFIED)
_LEFT_OUT: Mapping[Absence, str] = {
    Absence.EMPTY: "empty where it is left out",
    Absence.ABSENT: "absent where it is left out",
    Absence.UNDECLARED: "unknown where it is left out",
}


@click.command("tables")
@click.argument("table", required=False)
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
        yield from _wrap_text(f"{it.name:<17} {it.variable:<13} {it.meaning}{gone}", first="", rest=" " * 32)
    yield ""
    yield "orglint tables TABLE shows the columns of one."


def _render_table(table: Table) -> Iterator[str]:
    yield from _wrap_text(f"{table.name}: {table.meaning}")
    yield from _wrap_text(f"one row is {table.variable}, identified by {table.variable}.{table.key}")
    scope = f", which needs the scope {table.scope}" if table.scope else ""
    if table.specified:
        yield from _wrap_text(f"read with {table.endpoint}{scope}")
        if table.parent:
            yield from _wrap_text(f"one call or more for each of the {table.parent} that rules reach, for no others")
    else:
        yield from _wrap_text(f"not read: {_NOT_SPECIFIED} any more, so it is unknown to rules")
    for column in table.columns.values():
        yield ""
        yield from _wrap_text(f"{table.variable}.{column.name}  {column.type}", rest="        ")
        yield from _wrap_text(column.meaning, first="    ", rest="    ")
        yield from _wrap_text(
            f"{_describe_source(column)}; {_describe_absence(table, column)}", first="    ", rest="    "
        )


def _describe_absence(table: Table, column: Column) -> str:
    """Return what it means that a column is left out."""
    if table.parent and column.name in {table.key, table.asked_by}:
        return "never left out"
    return _LEFT_OUT[column.absence] if column.specified else f"{_NOT_SPECIFIED} any more, so it is unknown"


def _describe_source(column: Column) -> str:
    """Return where a column comes from, in the words of the API."""
    asked = f", asked for with expand {column.expand}" if column.expand else ""
    return column.source if column.inputs else f"the {column.source}{asked}"


def _wrap_text(text: str, first: str = "", rest: str = "  ") -> list[str]:
    """Return a text in lines that fit the terminal."""
    width = terminal_width(100)
    return textwrap.wrap(text, width, initial_indent=first, subsequent_indent=rest, break_on_hyphens=False)
