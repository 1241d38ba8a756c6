"""The e-mail domains that the organization has claimed."""

from orglint.collect.listing import read_list
from orglint.collect.requests import build_request
from orglint.collect.tables.call import SOME, OperationCalls
from orglint.collect.walk import TableReader
from orglint.snapshots.collecting import TableWalk
from orglint.tables.endpoints import LIST_DOMAINS

CALLS = (OperationCalls(LIST_DOMAINS, SOME, confirmed=True),)


def read(reader: TableReader) -> TableWalk:
    """Read every one of them."""
    return read_list(
        reader,
        "domains",
        LIST_DOMAINS,
        lambda cursor: build_request(LIST_DOMAINS, reader.organization, cursor=cursor),
    )
