"""The organization's policies of every type."""

from atlassian_admin.api.policies import get_policies
from atlassian_admin.types import UNSET
from orglint.collect.client import build_request
from orglint.collect.listing import read_list
from orglint.collect.tables.call import SOME, OperationCalls
from orglint.collect.walk import TableReader
from orglint.snapshots.collecting import TableWalk

CALLS = (OperationCalls("getPolicies", SOME, confirmed=True),)


def read(reader: TableReader) -> TableWalk:
    """Read every one of them."""
    return read_list(
        reader,
        "policies",
        "getPolicies",
        lambda cursor: build_request(get_policies, reader.organization, cursor=cursor or UNSET),
    )
