"""Read a table that is one list, whose rows cannot be asked for by key."""

from collections.abc import Mapping
from typing import Any

from orglint.collect.listing import read_list
from orglint.collect.requests import build_request
from orglint.collect.tables.call import SOME, OperationCalls
from orglint.collect.walk import TableReader
from orglint.snapshots.collecting import TableWalk
from orglint.tables import Declaration


def list_calls(declaration: Declaration) -> tuple[OperationCalls, ...]:
    """Return the calls that reading the table takes."""
    limit = declaration.pagination.limit if declaration.pagination else 0
    times = f"1 + ceil(rows/{limit})" if limit else SOME
    return (OperationCalls(declaration.endpoint, times, confirmed=True),)


def read_plain(reader: TableReader, declaration: Declaration) -> TableWalk:
    """Read every row of the list."""

    def build(cursor: str | None) -> Mapping[str, Any]:
        return build_list_request(declaration, reader.organization, cursor)

    return read_list(reader, declaration.name, declaration.endpoint, build)


def build_list_request(declaration: Declaration, organization: str, cursor: str | None) -> Mapping[str, Any]:
    """Return the request for one page of the list; a list that is asked with POST has its parameters in the body."""
    paged = declaration.pagination
    first = {paged.size: paged.limit} if paged and paged.limit else {}
    # Beside a cursor the API ignores every other parameter, so none is sent.
    said = {"cursor": cursor} if cursor else first
    if declaration.endpoint.method == "POST":
        return build_request(declaration.endpoint, organization, body=said)
    return build_request(declaration.endpoint, organization, **said)
