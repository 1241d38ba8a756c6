"""The hidden columns of a row, which say what is known of its cells: each is defined here, and nowhere else.

A row comes from the API with the first four, which pages store (`STORED`). Sealing weighs them over all rows of the
table, adds `LOST`, and keeps in the snapshot what came of them (`SEALED`): `UNKNOWN`, and `EXTRA` as it was. Paths are
those of `model.unknown`; the marks that they bring along stand in `UNKNOWN` alone.
"""

from collections.abc import Mapping

from orglint.model.table import ColumnType, ListOf, Scalar
from orglint.model.unknown import UNKNOWN_CELLS

LEFT_OUT = "_left"
"""Columns that the API left out of the row, of those that it may leave out where they are empty lists."""
INVALID = "_bad"
"""Exact paths of what has a wrong type or cannot be: nothing is known of it. Sealing adds times in the future."""
MAYBE = "_maybe"
"""Possible renamings: a pair of names, and the exact path of what is unknown if it is one."""
EXTRA = "_extra"
"""What nobody specified: a JSON object of values by their paths. No rule reads it."""
LOST = "_lost"
"""Exact paths of what may stand under another name, and columns in which rows with one key differ."""
UNKNOWN = UNKNOWN_CELLS
"""All that is unknown in the row, whatever the reason: exact paths, and their marks."""

_PATHS = ListOf(Scalar.STRING)
STORED: Mapping[str, ColumnType] = {LEFT_OUT: _PATHS, INVALID: _PATHS, MAYBE: _PATHS, EXTRA: Scalar.STRING}
SEALED: Mapping[str, ColumnType] = {UNKNOWN: _PATHS, EXTRA: Scalar.STRING}
