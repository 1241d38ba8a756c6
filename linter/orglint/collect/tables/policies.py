"""The organization's policies of every type."""

from atlassian_admin.api.policies import get_policies
from atlassian_admin.types import UNSET
from orglint.collect.end import ended
from orglint.collect.tables.call import SOME, Call
from orglint.collect.walk import Reader, walk
from orglint.snapshots.collecting import Walked

CALLS = (Call("getPolicies", SOME),)


def read(reader: Reader) -> Walked:
    """Read every policy."""
    ask = get_policies.sync_detailed
    found = walk(
        reader,
        "policies",
        "getPolicies",
        number=1,
        fetch=lambda cursor: ask(reader.organization, client=reader.api.client, cursor=cursor or UNSET),
    )
    return ended(reader, "policies", [found])
