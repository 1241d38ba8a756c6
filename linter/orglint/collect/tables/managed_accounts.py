"""The accounts that the organization has claimed; the list itself says how many there are."""

from atlassian_admin.api.users import get_users
from atlassian_admin.types import UNSET
from orglint.collect.client import built
from orglint.collect.end import TOTAL, ended, total
from orglint.collect.tables.call import SOME, Call
from orglint.collect.walk import Reader, walk
from orglint.model.snapshot import Doubt, DoubtKind
from orglint.snapshots.collecting import Walked

TABLE = "managed_accounts"
CALLS = (Call("getUsers", SOME),)


def read(reader: Reader) -> Walked:
    """Read every managed account."""
    found = walk(
        reader,
        TABLE,
        "getUsers",
        number=1,
        request=lambda cursor: built(get_users, reader.organization, cursor=cursor or UNSET),
    )
    if len(found.totals) > 1:
        totals = " and ".join(map(str, sorted(found.totals)))
        changed = Doubt(DoubtKind.STATISTICS, f"{TOTAL} changed while the accounts were read: {totals}")
        return ended(reader, TABLE, [found], expected=total(found), doubts=(changed,))
    return ended(reader, TABLE, [found], expected=total(found))
