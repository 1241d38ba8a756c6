"""What changed in an organization, as it may be shown."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from orglint.model.organization_changes import (
    OrganizationChange,
    OrganizationChangeKind,
    OrganizationChangeList,
    OrganizationChanges,
    TableChanges,
)
from orglint.model.privacy import Privacy
from orglint.reports.privacy.pseudonyms import PseudonymKey, Pseudonyms, choose_pseudonyms
from orglint.reports.privacy.texts import HIDDEN, conceal_text, rewrite_texts
from orglint.tables import known_tables
from orglint.tables.privacy import Says, classify_column, has_named_rows
from orglint.tables.watched import find_watched, find_watched_column

ConcealChange = Callable[[OrganizationChange], OrganizationChange]


def conceal_organization(
    changes: OrganizationChanges, privacy: Privacy, key: PseudonymKey | None = None
) -> OrganizationChanges:
    """Return what changed in an organization as it may be shown."""
    if privacy is Privacy.NAMES:
        return changes
    shown = _Shown(choose_pseudonyms(privacy, key, changes.organization))
    told = rewrite_texts(replace(changes, tables=()), shown.text)
    return replace(told, tables=tuple(map(shown.table, changes.tables)))


@dataclass(frozen=True, slots=True, eq=False)
class ConcealedChanges(OrganizationChangeList):
    """Changes that `conceal` changes once more, each when it is read."""

    changes: OrganizationChangeList
    conceal: ConcealChange

    def __iter__(self) -> Iterator[OrganizationChange]:
        return map(self.conceal, self.changes)

    def select_first(self, kind: OrganizationChangeKind, column: str, most: int) -> Iterable[OrganizationChange]:
        """Return the first changes of a kind in a column, at most so many."""
        return map(self.conceal, self.changes.select_first(kind, column, most))


@dataclass(frozen=True, slots=True)
class _Shown:
    """What may be shown of each part: ids without `pseudonyms`, else these."""

    pseudonyms: Pseudonyms | None

    def text(self, text: str) -> str:
        return conceal_text(text, self.pseudonyms)

    def identity(self, text: str) -> str:
        return self.pseudonyms.replace_id(text) if text and self.pseudonyms else text

    def table(self, table: TableChanges) -> TableChanges:
        unknown = tuple(replace(it, reason=self.text(it.reason)) for it in table.unknown)
        return replace(table, changes=ConcealedChanges(table.changes, self.change), unknown=unknown)

    def change(self, change: OrganizationChange) -> OrganizationChange:
        named = has_named_rows(known_tables()[change.table].parent or change.table)
        return replace(
            change,
            key=change.key if change.table == "organization" else self.identity(change.key),
            subject="" if named else self.text(change.subject),
            about=change.about and self.value(change.table, find_watched(change.table).about, change.about),
            before=self.side(change, change.before),
            after=self.side(change, change.after),
            called=self.text(change.called),
        )

    def side(self, change: OrganizationChange, value: str | None) -> str | None:
        """Return the value before or after a change."""
        if value is None or not change.column:
            return value
        return self.value(change.table, find_watched_column(change.table, change.column).column, value)

    def value(self, table: str, column: str, value: str) -> str:
        says = classify_column(table, column)
        if says is Says.WHO:
            return HIDDEN
        return self.identity(value) if says is Says.WHICH else self.text(value)
