"""The user directories."""

from atlassian_admin.api.directories import get_directories_for_org
from atlassian_admin.types import UNSET
from orglint.collect.end import ended
from orglint.collect.tables.call import BY_PAGE, Call
from orglint.collect.walk import Reader, walk
from orglint.snapshots.collecting import Walked

CALLS = (Call("getDirectoriesForOrg", BY_PAGE),)


def read(reader: Reader) -> Walked:
    """Read every directory."""
    ask = get_directories_for_org.sync_detailed
    found = walk(
        reader,
        "directories",
        "getDirectoriesForOrg",
        number=1,
        # Beside a cursor the API ignores every other parameter, so none is sent.
        fetch=lambda cursor: ask(
            reader.organization, client=reader.api.client, cursor=cursor or UNSET, limit=UNSET if cursor else 100
        ),
    )
    return ended(reader, "directories", [found])
