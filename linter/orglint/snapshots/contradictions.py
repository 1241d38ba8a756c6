"""Empty tables that cannot be empty, because rows of another table refer to their rows."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from orglint.model.snapshot import Doubt, DoubtKind, TableLedger
from orglint.snapshots.losses import add_doubt

Count = Callable[[str, str], int]
"""Counts the rows of a table for which a condition, as SQL, holds; none of a table that was not asked for."""


@dataclass(frozen=True, slots=True)
class Contradiction:
    """A table that is empty, and rows of another that contradict it; with no other table it can never be empty."""

    empty: str
    text: str
    other: str = ""
    where: str = "true"


_MANAGED = "claimStatus = 'managed'"
_MEMBERS = "membershipStatus IN ('active', 'suspended')"
CONTRADICTIONS = (
    Contradiction("users", "no user at all, which no organization is without"),
    Contradiction("domains", "no domain, although there are managed accounts", "managed_accounts"),
    Contradiction("domains", "no domain, although there are managed users", "users", _MANAGED),
    Contradiction("managed_accounts", "no managed account, although there are managed users", "users", _MANAGED),
    Contradiction("groups", "no group, although there are users in groups", "users", "len(groups) > 0"),
    Contradiction("directories", "no directory, although there are groups in one", "groups", "directoryId IS NOT NULL"),
    Contradiction("directories", "no directory, although there are members of one", "users", _MEMBERS),
)


def doubt_contradictions(ledgers: Mapping[str, TableLedger], count: Count) -> dict[str, TableLedger]:
    """Return the ledgers, with a doubt for each empty table that another contradicts."""
    found = dict(ledgers)
    for one in CONTRADICTIONS:
        ledger = found.get(one.empty)
        if ledger is None or ledger.rows or not (ledger.complete or ledger.doubts):
            continue
        rows = count(one.other, one.where) if one.other in ledgers else 0
        if rows or not one.other:
            text = f"{one.text}: {rows:,}" if rows else one.text
            found[one.empty] = add_doubt(ledger, Doubt(DoubtKind.CONTRADICTION, text))
    return found
