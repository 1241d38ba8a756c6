"""The accounts that the organization has claimed; the list itself says how many there are."""

from atlassian_admin.api.users import get_users
from atlassian_admin.types import UNSET
from orglint.collect.client import built
from orglint.collect.end import Expected, ended
from orglint.collect.tables.call import SOME, Call
from orglint.collect.walk import Reader, walk
from orglint.model.snapshot import TableState
from orglint.snapshots.collecting import Walked

TABLE = "managed_accounts"
BY = "meta.total"
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
    last = found.pages[-1].total
    if len(found.totals) > 1:
        totals = " and ".join(str(total) for total in sorted(found.totals))
        reason = f"{BY} changed while the accounts were read: {totals}"
        doubt = Expected(last, BY)
        return ended(reader, TABLE, [found], expected=doubt, state=TableState.DOUBTFUL, reason=reason)
    return ended(reader, TABLE, [found], expected=Expected(last, BY if last is not None else ""))
