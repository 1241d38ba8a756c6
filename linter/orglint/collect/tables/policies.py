"""The organization's policies of every type."""

from atlassian_admin.api.policies import get_policies
from atlassian_admin.types import UNSET
from orglint.collect.client import built
from orglint.collect.listing import read_list
from orglint.collect.tables.call import SOME, Call
from orglint.collect.walk import Reader
from orglint.snapshots.collecting import Walked

CALLS = (Call("getPolicies", SOME, confirmed=True),)


def read(reader: Reader) -> Walked:
    """Read every one of them."""
    return read_list(
        reader,
        "policies",
        "getPolicies",
        lambda cursor: built(get_policies, reader.organization, cursor=cursor or UNSET),
    )
