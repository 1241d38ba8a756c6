"""The organization's policies of every type."""

from atlassian_admin.api.policies import get_policies
from atlassian_admin.types import UNSET
from orglint.collect.client import build_request
from orglint.collect.listing import read_list
from orglint.collect.tables.call import SOME, Call
from orglint.collect.walk import Reader
from orglint.snapshots.collecting import TableWalk

CALLS = (Call("getPolicies", SOME, confirmed=True),)


def read(reader: Reader) -> TableWalk:
    """Read every one of them."""
    return read_list(
        reader,
        "policies",
        "getPolicies",
        lambda cursor: build_request(get_policies, reader.organization, cursor=cursor or UNSET),
    )
