"""What is compared between two snapshots of an organization: which columns of which tables, and in which words."""

from collections.abc import Mapping
from dataclasses import dataclass, field

ANY = ""
"""Stands for any value before a change."""


@dataclass(frozen=True, slots=True)
class WatchedColumn:
    """A place whose changes are told; a list (`platformRoles`, `groups[].id`) by what it gains and what it loses.

    `called` is what people call it. `said` are the words for a change, by the value before (`ANY` for any) and the
    value after; others are told by `changed`, with both values. `gained` and `lost` are the words before what a list
    gained or lost, and `named` is the member of its elements that people call them by. With `of_new_rows` a row that
    came has gained what is in its list, and one that went has lost it. With `only` a row is compared where another
    column has a value in both snapshots: elsewhere the API says nothing, or nothing that means anything.
    """

    place: str
    called: str
    said: Mapping[tuple[str, str], str] = field(default_factory=dict)
    changed: str = ""
    gained: str = ""
    lost: str = ""
    named: str = ""
    of_new_rows: bool = False
    only: tuple[str, str] | None = None

    @property
    def is_list(self) -> bool:
        """Whether it holds many values."""
        return bool(self.gained)

    @property
    def column(self) -> str:
        """The column that the place is in."""
        return self.place.partition("[]")[0].partition(".")[0]

    @property
    def member(self) -> str:
        """The member of the column's record, or of its elements, that is compared; empty for the whole."""
        return self.place.partition(".")[2]


@dataclass(frozen=True, slots=True)
class WatchedTable:
    """A table whose changes are told: what people call a row, and the words for one that came and for one that went.

    Without these words rows that come and go are not told. `about` is a column that says what a row is about.
    """

    table: str
    called: str
    columns: tuple[WatchedColumn, ...]
    added: str = ""
    removed: str = ""
    about: str = ""


_STATUS = {
    ("suspended", "active"): "was reactivated",
    ("deactivated", "active"): "was reactivated",
    (ANY, "suspended"): "was suspended",
    (ANY, "deactivated"): "was deactivated",
    (ANY, "for_deletion"): "is to be deleted",
    (ANY, "not_invited"): "is in no directory any more",
    ("not_invited", "active"): "was added to a directory",
}
_CLAIM = {
    ("unmanaged", "managed"): "became managed",
    ("managed", "unmanaged"): "became unmanaged",
}
_SECOND_STEP = {
    ("false", "true"): "set up two-step verification",
    ("true", "false"): "has no two-step verification any more",
}

WATCHED = (
    WatchedTable(
        "users",
        "user",
        (
            WatchedColumn("platformRoles", "platform role", gained="gained", lost="lost", of_new_rows=True),
            WatchedColumn("claimStatus", "claim", said=_CLAIM),
            WatchedColumn("status", "status", said=_STATUS),
            WatchedColumn("mfaEnabled", "two-step verification", said=_SECOND_STEP, only=("claimStatus", "managed")),
            WatchedColumn("groups[].id", "group", gained="joined", lost="left", named="name"),
        ),
        added="joined",
        removed="left",
    ),
    WatchedTable(
        "user_roles",
        "user",
        (
            WatchedColumn("roleAssignments[].role", "role", gained="gained", lost="lost", of_new_rows=True),
            WatchedColumn("userDirectoryStatus", "status", said=_STATUS),
        ),
        about="resourceId",
    ),
    WatchedTable(
        "managed_accounts",
        "account",
        (
            WatchedColumn(
                "account_status",
                "status",
                said={
                    ("inactive", "active"): "was reactivated",
                    (ANY, "inactive"): "was deactivated",
                    (ANY, "closed"): "was closed",
                },
            ),
        ),
        added="became managed",
        removed="is not managed any more",
    ),
    WatchedTable(
        "policies",
        "policy",
        (
            WatchedColumn("status", "status", said={(ANY, "disabled"): "was switched off"}),
            WatchedColumn("type", "type"),
            WatchedColumn("name", "name", changed="was renamed"),
            WatchedColumn("resources[].id", "resource", gained="covers now", lost="no longer covers"),
        ),
        added="appeared",
        removed="vanished",
    ),
    WatchedTable(
        "domains",
        "domain",
        (
            WatchedColumn("claim.status", "verification"),
            WatchedColumn("claim.type", "way of verification"),
            WatchedColumn("name", "name", changed="was renamed"),
        ),
        added="added",
        removed="removed",
    ),
    WatchedTable(
        "groups",
        "group",
        (
            WatchedColumn("name", "name", changed="was renamed"),
            WatchedColumn("managedBy", "who may change it"),
            WatchedColumn("externalSynced", "whether an identity provider has it"),
        ),
        added="created",
        removed="deleted",
    ),
    WatchedTable(
        "group_roles",
        "group",
        (
            WatchedColumn("roles", "role", gained="gained", lost="lost", of_new_rows=True),
            WatchedColumn("defaultRole", "default role"),
        ),
        about="resourceId",
    ),
    WatchedTable(
        "directories",
        "directory",
        (WatchedColumn("name", "name", changed="was renamed"),),
        added="created",
        removed="deleted",
    ),
    WatchedTable("organization", "organization", (WatchedColumn("name", "name", changed="was renamed"),)),
)
"""In the order in which changes are told."""


def find_watched(table: str) -> WatchedTable:
    """Return what is watched of a table."""
    return next(it for it in WATCHED if it.table == table)


def find_watched_column(table: str, place: str) -> WatchedColumn:
    """Return the watched column of a table that is at a place."""
    return next(it for it in find_watched(table).columns if it.place == place)
