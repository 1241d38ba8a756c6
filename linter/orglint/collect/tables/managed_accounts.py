"""The accounts that the organization has claimed; the list itself says how many there are."""

from atlassian_admin.api.users import get_users
from atlassian_admin.types import UNSET
from orglint.collect.client import build_request
from orglint.collect.listing import read_list
from orglint.collect.tables.call import SOME, OperationCalls
from orglint.collect.walk import TableReader
from orglint.snapshots.collecting import TableWalk

CALLS = (OperationCalls("getUsers", SOME, confirmed=True),)


def read(reader: TableReader) -> TableWalk:
    """Read every one of them."""
    return read_list(
        reader,
        "managed_accounts",
        "getUsers",
        lambda cursor: build_request(get_users, reader.organization, cursor=cursor or UNSET),
    )
