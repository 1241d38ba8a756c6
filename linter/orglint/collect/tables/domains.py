"""The e-mail domains that the organization has claimed."""

from atlassian_admin.api.domains import get_domains
from atlassian_admin.types import UNSET
from orglint.collect.client import build_request
from orglint.collect.listing import read_list
from orglint.collect.tables.call import SOME, Call
from orglint.collect.walk import Reader
from orglint.snapshots.collecting import TableWalk

CALLS = (Call("getDomains", SOME, confirmed=True),)


def read(reader: Reader) -> TableWalk:
    """Read every one of them."""
    return read_list(
        reader,
        "domains",
        "getDomains",
        lambda cursor: build_request(get_domains, reader.organization, cursor=cursor or UNSET),
    )
