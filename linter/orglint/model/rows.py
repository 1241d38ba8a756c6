"""Rows of a table, with what is unknown in each, for people and programs that look at them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from orglint.model.unknown import column_of


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows with these columns; `unknown` has for each row the paths of what nobody knows of it.

    A cell without a value is absent, unless it is among those.
    """

    columns: tuple[str, ...]
    values: tuple[Mapping[str, Any], ...]
    unknown: tuple[Sequence[str], ...]

    def cells(self) -> Iterator[list["Cell"]]:
        """Yield the cells of each row, in the order of the columns."""
        for values, paths in zip(self.values, self.unknown, strict=True):
            inside = {column_of(path) for path in paths}
            yield [Cell(values[name], name in paths, name in inside) for name in self.columns]


@dataclass(frozen=True, slots=True)
class Cell:
    """A value, and whether it is unknown as a whole, or in some part."""

    value: Any
    unknown: bool
    partly: bool
