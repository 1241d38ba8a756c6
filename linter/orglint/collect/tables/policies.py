"""The organization's policies of every type."""

from orglint.collect.listing import read_list
from orglint.collect.requests import build_request
from orglint.collect.tables.call import SOME, OperationCalls
from orglint.collect.walk import TableReader
from orglint.snapshots.collecting import TableWalk
from orglint.tables.endpoints import LIST_POLICIES

CALLS = (OperationCalls(LIST_POLICIES, SOME, confirmed=True),)


def read(reader: TableReader) -> TableWalk:
    """Read every one of them."""
    return read_list(
        reader,
        "policies",
        LIST_POLICIES,
        lambda cursor: build_request(LIST_POLICIES, reader.organization, cursor=cursor),
    )
