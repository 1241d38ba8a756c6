"""The e-mail domains that the organization has claimed."""

from atlassian_admin.api.domains import get_domains
from atlassian_admin.types import UNSET
from orglint.collect.client import built
from orglint.collect.end import ended, total
from orglint.collect.tables.call import SOME, Call
from orglint.collect.walk import Reader, walk
from orglint.snapshots.collecting import Walked

CALLS = (Call("getDomains", SOME),)


def read(reader: Reader) -> Walked:
    """Read every domain."""
    found = walk(
        reader,
        "domains",
        "getDomains",
        number=1,
        request=lambda cursor: built(get_domains, reader.organization, cursor=cursor or UNSET),
    )
    return ended(reader, "domains", [found], expected=total(found))
