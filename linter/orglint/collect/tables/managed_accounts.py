"""The accounts that the organization has claimed; the list itself says how many there are."""

from orglint.collect.listing import read_list
from orglint.collect.requests import build_request
from orglint.collect.tables.call import SOME, OperationCalls
from orglint.collect.walk import TableReader
from orglint.snapshots.collecting import TableWalk
from orglint.tables.endpoints import LIST_MANAGED_ACCOUNTS

CALLS = (OperationCalls(LIST_MANAGED_ACCOUNTS, SOME, confirmed=True),)


def read(reader: TableReader) -> TableWalk:
    """Read every one of them."""
    return read_list(
        reader,
        "managed_accounts",
        LIST_MANAGED_ACCOUNTS,
        lambda cursor: build_request(LIST_MANAGED_ACCOUNTS, reader.organization, cursor=cursor),
    )
