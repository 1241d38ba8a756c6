"""The user directories."""

from orglint.collect.listing import read_list
from orglint.collect.requests import build_request
from orglint.collect.tables.call import BY_PAGE, OperationCalls
from orglint.collect.walk import TableReader
from orglint.snapshots.collecting import TableWalk
from orglint.tables.endpoints import LIST_DIRECTORIES

CALLS = (OperationCalls(LIST_DIRECTORIES, BY_PAGE, confirmed=True),)


def read(reader: TableReader) -> TableWalk:
    """Read every directory."""
    return read_list(
        reader,
        "directories",
        LIST_DIRECTORIES,
        # Beside a cursor the API ignores every other parameter, so none is sent.
        lambda cursor: build_request(
            LIST_DIRECTORIES, reader.organization, cursor=cursor, limit=None if cursor else 100
        ),
    )
