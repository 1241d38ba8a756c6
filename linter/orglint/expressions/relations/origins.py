"""Which cells of rows a value is made of, and whether anything inside of them is unknown.

An absent member of a record and an unknown one are both NULL. What tells them apart is the row's hidden list of what is
unknown, which holds for a column C the mark `C~` where anything inside of it is, and `C~f` where a member f is
(`model.unknown`). So who asks whether a member is there needs the cells that the record may come out of.
"""

from collections.abc import Mapping

from sqlglot import exp

from orglint.expressions.relations import free
from orglint.expressions.sql import call, case, is_null, text
from orglint.model.unknown import MARK

UNKNOWN_CELLS = "_unknown"
"""The hidden column that lists the paths of what is unknown in a row."""
_CELLS = "cells"

Cells = Mapping[tuple[str, str], exp.Expr]
"""Cells by the alias of their row and the name of their column."""


def variable(name: str, listed: exp.Expr, *, table: str = "") -> exp.Column:
    """Return the variable that stands for an element of a list: it knows of which cells the list is made."""
    column = exp.column(name, table=table or None)
    column.meta[_CELLS] = cells(listed)
    return column


def cells(part: exp.Expr) -> Cells:
    """Return the cells that a part of SQL is made of, as far as what surrounds it can look at their rows."""
    if isinstance(part, exp.Column):
        return _own(part)
    found = {place: cell for child in free.children(part) for place, cell in cells(child).items()}
    if isinstance(part, exp.Select):
        brought = free.brought(part)
        return {place: cell for place, cell in found.items() if place[0] not in brought}
    return found


def _own(column: exp.Column) -> Cells:
    if _CELLS in column.meta:
        found: Cells = column.meta[_CELLS]
        return found
    # the names of cells are quoted, those of what a query makes by itself are not
    is_cell = column.table and column.this.args.get("quoted") and column.name != UNKNOWN_CELLS
    return {(column.table, column.name): column} if is_cell else {}


def is_unknown(alias: str, path: str) -> exp.Expr:
    """Return whether a path, or a mark, is in the list of what is unknown in a row."""
    return call("list_contains", exp.column(UNKNOWN_CELLS, table=alias, quoted=True), text(path))


def doubt(*values: exp.Expr, member: str = "") -> exp.Expr | None:
    """Return whether a member of this name, or anything inside, is unknown in a cell that values are made of.

    None if they are made of no cells.
    """
    found = dict.fromkeys(place for value in values for place in cells(value))
    marked = [is_unknown(alias, f"{column}{MARK}{member}") for alias, column in found]
    return exp.or_(*marked, copy=False) if marked else None


def has(record: exp.Expr, member: exp.Expr, name: str) -> exp.Expr:
    """Return whether a record has a member; unknown where that cannot be told."""
    doubts = [is_null(record), *(it for it in [doubt(record, member=name)] if it)]
    there = exp.not_(is_null(member), copy=False)
    return case((there, exp.true()), (exp.or_(*doubts, copy=False), exp.null()), otherwise=exp.false())
