"""How a table is searched and counted: declared once for each table whose rows can be asked for by their key."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from orglint.tables.endpoints import Endpoint

Filters = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class SearchFilters:
    """The filters that a table is searched with; they are members of the request's body.

    `walks` are those of each walk over the rows, `wider` those of one more, should the others bring fewer rows than are
    counted. `keys` is the filter that names rows by their key. `values` names for a column the filter that leaves the
    rows which hold one of its values.
    """

    keys: str
    walks: tuple[Filters, ...] = ({},)
    wider: Filters = field(default_factory=dict)
    values: Mapping[str, str] = field(default_factory=dict)

    @property
    def everywhere(self) -> tuple[Filters, ...]:
        """The filters that together reach every row; whoever asks for rows by key asks with each of them."""
        return ({}, self.wider) if self.wider else ({},)


@dataclass(frozen=True, slots=True)
class ValueStatistics:
    """A list in statistics that says how many rows hold each value of a column.

    `title` is the list's name, `value` the member of its records that holds the value. Where each row of the table has
    one of the values, they are counted `of_all` rows.
    """

    title: str
    value: str
    of_all: bool = False


@dataclass(frozen=True, slots=True)
class CountOperations:
    """The operations that count the rows of a table.

    `total` is where the `statistics` say how many there are, should the `count` not be readable; `values` are the lists
    of statistics by the column that they speak of.
    """

    count: Endpoint
    statistics: Endpoint
    total: str = ""
    values: Mapping[str, ValueStatistics] = field(default_factory=dict)
