"""The organization's policies of every type."""

from atlassian_admin.api.policies import get_policies
from atlassian_admin.types import UNSET
from orglint.collect.client import built
from orglint.collect.end import ended, total
from orglint.collect.tables.call import SOME, Call
from orglint.collect.walk import Reader, walk
from orglint.snapshots.collecting import Walked

CALLS = (Call("getPolicies", SOME),)


def read(reader: Reader) -> Walked:
    """Read every policy."""
    found = walk(
        reader,
        "policies",
        "getPolicies",
        number=1,
        request=lambda cursor: built(get_policies, reader.organization, cursor=cursor or UNSET),
    )
    return ended(reader, "policies", [found], expected=total(found))
