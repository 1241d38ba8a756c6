"""Which columns say something of a person; what nobody declares, such as a column of a later specification, does.

Only text can name somebody: numbers, times and yes or no never do. Keys and other ids identify without naming.
"""

import re
from collections.abc import Mapping
from enum import Enum, auto
from functools import cache

from orglint.model.table import Scalar, Table
from orglint.tables import known_tables


class Says(Enum):
    """What a column says of a person."""

    NOTHING = auto()
    WHICH = auto()  # it is an id
    WHO = auto()  # a name, an address, a title


_OF_NOBODY: Mapping[str, frozenset[str]] = {
    "organization": frozenset({"name"}),
    "directories": frozenset({"name"}),
    "users": frozenset(
        {"accountStatus", "accountType", "claimStatus", "counts", "emailDomain", "groups", "managementSource"}
        | {"membershipStatus", "platformRoles", "productAccess", "status", "statusSinceBy"}
    ),
    "managed_accounts": frozenset({"account_status", "account_type", "product_access"}),
    "groups": frozenset({"counts", "managedBy", "managementAccess", "name"}),
    "domains": frozenset({"claim", "name"}),
    "policies": frozenset({"name", "resources", "status", "statusSinceBy", "type"}),
    "user_roles": frozenset({"resourceOwner", "roleAssignments", "userDirectoryStatus"}),
    "group_roles": frozenset({"defaultRole", "resourceOwner", "roles"}),
}
"""Columns with text that is of no person: values of enumerations, roles, products, names of things."""

_ID = re.compile(r"id|\w*(Id|_id)", re.ASCII)
_WORDLESS = frozenset({Scalar.BOOL, Scalar.INT, Scalar.DOUBLE, Scalar.TIMESTAMP})


def classify_column(table: str, column: str) -> Says:
    """Return what a column says of a person; one that nobody knows says who it is."""
    if column in _OF_NOBODY.get(table, ()):
        return Says.NOTHING
    known = known_tables().get(table)
    if known is None or column not in known.columns:
        return Says.WHO
    if known.columns[column].type in _WORDLESS:
        return Says.NOTHING
    return Says.WHICH if column == known.key or _ID.fullmatch(column) else Says.WHO


def has_named_rows(table: str) -> bool:
    """Return whether what people call a row of a table names a person."""
    known = known_tables().get(table)
    return known is None or any(classify_column(table, it) is Says.WHO for it in known.called)


def find_person_column(table: str) -> str:
    """Return the column that says whose a row is: the key of people, or what a table was asked for; empty if neither.

    Of a table that the specification does not have nobody knows it.
    """
    known = known_tables().get(table)
    if known is None:
        return ""
    if known.parent:
        return known.asked_by if has_named_rows(known.parent) else ""
    return known.key if has_named_rows(table) else ""


@cache
def _by_variable() -> Mapping[str, Table]:
    return {table.variable: table for table in known_tables().values()}


def find_table_of(variable: str) -> str:
    """Return the table whose rows have this name in rules; empty if none has."""
    return _by_variable()[variable].name if variable in _by_variable() else ""
