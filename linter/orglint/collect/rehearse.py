"""Every kind of request that reading the tables may take, built and not sent.

Many are rare: a second page, rows by their keys, a count that has to be made up for. A client that cannot build one of
them is found out here, before an organization is large enough to need it.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from orglint.collect.by_key.request import KeyRequest, build_key_request
from orglint.collect.plan import plan_everything
from orglint.collect.requests import build_request
from orglint.collect.search import ALL, Search, build_search, build_search_request
from orglint.collect.tables import CALLS, users
from orglint.collect.tables.plain import build_list_request
from orglint.tables import find_declaration, known_tables
from orglint.tables.endpoints import Endpoint
from orglint.tables.search import Filters

_CURSORS = (None, "a-cursor")
_KEY = "a-key"

Request = Mapping[str, Any]


def build_every_request(organization: str) -> Iterator[Request]:
    """Yield the requests for all tables that the specification has.

    Raises `UnbuildableRequestError` for the first that a client cannot build.
    """
    for table, asked in plan_everything(counts=known_tables()).tables.items():
        for endpoint in dict.fromkeys(call.endpoint for call in CALLS[table]):
            yield from _build_requests(table, endpoint, organization, asked)


def _build_requests(table: str, endpoint: Endpoint, organization: str, asked: Sequence[str]) -> Iterator[Request]:
    declaration = find_declaration(table)
    if declaration.parent:
        requests = (KeyRequest(_KEY, cursor=cursor) for cursor in _CURSORS)
        yield from (build_key_request(declaration, organization, request) for request in requests)
    elif endpoint == declaration.endpoint and declaration.search:
        filters = users.list_filters() if table == users.TABLE else declaration.search.walks
        yield from _build_searches(build_search(declaration), filters, organization, asked)
    elif endpoint == declaration.endpoint and declaration.pagination:
        yield from (build_list_request(declaration, organization, cursor) for cursor in _CURSORS)
    else:
        yield build_request(endpoint, *(organization, ALL)[: endpoint.path.count("{")])


def _build_searches(
    search: Search, filters: Sequence[Filters], organization: str, asked: Sequence[str]
) -> Iterator[Request]:
    by_key = ({**each, search.filters.keys: [_KEY]} for each in search.filters.everywhere)
    for each in (*filters, *by_key):
        for cursor in _CURSORS:
            for expand in (asked, ()):
                yield build_search_request(search.endpoint, organization, each, cursor, expand)
