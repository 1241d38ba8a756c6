"""The accounts that the organization has claimed; the list itself says how many there are."""

from atlassian_admin.api.users import get_users
from atlassian_admin.types import UNSET
from orglint.collect.client import built
from orglint.collect.listing import read_list
from orglint.collect.tables.call import SOME, Call
from orglint.collect.walk import Reader
from orglint.snapshots.collecting import Walked

CALLS = (Call("getUsers", SOME, confirmed=True),)


def read(reader: Reader) -> Walked:
    """Read every one of them."""
    return read_list(
        reader,
        "managed_accounts",
        "getUsers",
        lambda cursor: built(get_users, reader.organization, cursor=cursor or UNSET),
    )
