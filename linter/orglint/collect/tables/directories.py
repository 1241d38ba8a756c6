"""The user directories."""

from atlassian_admin.api.directories import get_directories_for_org
from atlassian_admin.types import UNSET
from orglint.collect.client import built
from orglint.collect.end import ended, total
from orglint.collect.tables.call import BY_PAGE, Call
from orglint.collect.walk import Reader, walk
from orglint.snapshots.collecting import Walked

CALLS = (Call("getDirectoriesForOrg", BY_PAGE),)


def read(reader: Reader) -> Walked:
    """Read every directory."""
    found = walk(
        reader,
        "directories",
        "getDirectoriesForOrg",
        number=1,
        # Beside a cursor the API ignores every other parameter, so none is sent.
        request=lambda cursor: built(
            get_directories_for_org, reader.organization, cursor=cursor or UNSET, limit=UNSET if cursor else 100
        ),
    )
    return ended(reader, "directories", [found], expected=total(found))
