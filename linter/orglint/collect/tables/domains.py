"""The e-mail domains that the organization has claimed."""

from atlassian_admin.api.domains import get_domains
from atlassian_admin.types import UNSET
from orglint.collect.client import build_request
from orglint.collect.listing import read_list
from orglint.collect.tables.call import SOME, OperationCalls
from orglint.collect.walk import TableReader
from orglint.snapshots.collecting import TableWalk

CALLS = (OperationCalls("getDomains", SOME, confirmed=True),)


def read(reader: TableReader) -> TableWalk:
    """Read every one of them."""
    return read_list(
        reader,
        "domains",
        "getDomains",
        lambda cursor: build_request(get_domains, reader.organization, cursor=cursor or UNSET),
    )
