"""The user directories."""

from atlassian_admin.api.directories import get_directories_for_org
from atlassian_admin.types import UNSET
from orglint.collect.client import build_request
from orglint.collect.listing import read_list
from orglint.collect.tables.call import BY_PAGE, OperationCalls
from orglint.collect.walk import TableReader
from orglint.snapshots.collecting import TableWalk

CALLS = (OperationCalls("getDirectoriesForOrg", BY_PAGE, confirmed=True),)


def read(reader: TableReader) -> TableWalk:
    """Read every directory."""
    return read_list(
        reader,
        "directories",
        "getDirectoriesForOrg",
        # Beside a cursor the API ignores every other parameter, so none is sent.
        lambda cursor: build_request(
            get_directories_for_org, reader.organization, cursor=cursor or UNSET, limit=UNSET if cursor else 100
        ),
    )
