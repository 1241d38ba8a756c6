"""The changes of a table, which stay in the engine's columns until somebody reads them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from orglint.engine.kept import KeptRows
from orglint.history.organization.query import COLUMNS
from orglint.model.organization_changes import OrganizationChange, OrganizationChangeKind, OrganizationChangeList


@dataclass(frozen=True, slots=True, eq=False)
class KeptChanges(OrganizationChangeList):
    """The kept rows of a comparison of `table`; `places` are the watched places by their numbers."""

    kept: KeptRows
    table: str
    places: tuple[str, ...]

    def __iter__(self) -> Iterator[OrganizationChange]:
        for rows in self.kept.read_pieces(COLUMNS, "true"):
            yield from map(self._build_change, rows)

    def select_first(self, kind: OrganizationChangeKind, column: str, most: int) -> Iterable[OrganizationChange]:
        """Return the first changes of a kind in a column, at most so many."""
        if column not in self.places:
            return ()
        values = (kind.value, self.places.index(column))
        return map(self._build_change, self.kept.read_first(COLUMNS, "kind = ? AND place = ?", values, most))

    def _build_change(self, row: tuple[Any, ...]) -> OrganizationChange:
        kind, place, key, subject, about, before, after, called = row
        return OrganizationChange(
            OrganizationChangeKind(kind),
            self.table,
            key,
            subject,
            self.places[place],
            before,
            after,
            called or "",
            about,
        )
