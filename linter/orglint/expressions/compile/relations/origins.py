"""Which cells a value is made of, and whether anything inside of them is unknown.

An absent member of a record and an unknown one are both NULL. What tells them apart is the row's hidden list of what is
unknown, which holds for a column C the mark `C~` where anything inside of it is, and `C~f` where a member f is
(`model.unknown`). So who asks whether a member is there needs the cells that the record may come out of.
"""

from collections.abc import Mapping

from sqlglot import exp

from orglint.expressions.compile.relations import free
from orglint.model.unknown import MARK, UNKNOWN_CELLS
from orglint.sql.builders import call_function, case_when, is_null, text_to_sql
from orglint.sql.measures import list_children

_CELLS = "cells"

ColumnCells = Mapping[tuple[str, str], exp.Expr]
"""Cells by the alias of their row and the name of their column."""


def build_variable(name: str, listed: exp.Expr, *, table: str = "") -> exp.Column:
    """Return the variable that stands for an element of a list: it knows of which cells the list is made."""
    column = exp.column(name, table=table or None)
    column.meta[_CELLS] = find_cells(listed)
    return column


def find_cells(part: exp.Expr) -> ColumnCells:
    """Return the cells that a part of SQL is made of, as far as what surrounds it can look at their rows."""
    if isinstance(part, exp.Column):
        return _find_column_cells(part)
    found = {place: cell for child in list_children(part) for place, cell in find_cells(child).items()}
    if isinstance(part, exp.Select):
        brought = free.find_bound_aliases(part)
        return {place: cell for place, cell in found.items() if place[0] not in brought}
    return found


def _find_column_cells(column: exp.Column) -> ColumnCells:
    if _CELLS in column.meta:
        found: ColumnCells = column.meta[_CELLS]
        return found
    # names of cells are quoted, names that a query gives are not
    is_cell = column.table and column.this.args.get("quoted") and column.name != UNKNOWN_CELLS
    return {(column.table, column.name): column} if is_cell else {}


def is_unknown(alias: str, path: str) -> exp.Expr:
    """Return whether a path, or a mark, is in the list of what is unknown in a row."""
    return call_function("list_contains", exp.column(UNKNOWN_CELLS, table=alias, quoted=True), text_to_sql(path))


def build_doubt(*values: exp.Expr, member: str = "") -> exp.Expr | None:
    """Return whether a member of this name, or anything inside, is unknown in a cell that values are made of.

    None if they are made of no cells.
    """
    found = dict.fromkeys(place for value in values for place in find_cells(value))
    marked = [is_unknown(alias, f"{column}{MARK}{member}") for alias, column in found]
    return exp.or_(*marked, copy=False) if marked else None


def has_member(record: exp.Expr, member: exp.Expr, name: str) -> exp.Expr:
    """Return whether a record has a member; unknown where that cannot be told."""
    doubts = [is_null(record), *(it for it in [build_doubt(record, member=name)] if it)]
    there = exp.not_(is_null(member), copy=False)
    return case_when((there, exp.true()), (exp.or_(*doubts, copy=False), exp.null()), otherwise=exp.false())
