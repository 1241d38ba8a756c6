"""One page of the rows of one key: asked for, checked, and with the key in every row."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from http import HTTPStatus
from typing import Any

from orglint.collect.end import ends_the_run
from orglint.collect.envelope import Envelope
from orglint.collect.pagination import BrokenWalkError
from orglint.collect.requests import build_request
from orglint.collect.rows import PageRows, Row, items_to_rows
from orglint.collect.search import ALL, FAILURES, Search, describe_failure
from orglint.collect.walk import TableReader, read_items
from orglint.errors import CollectError
from orglint.http.decode import NotAPageError
from orglint.tables import Declaration
from orglint.tables.declaration import Parent
from orglint.tables.endpoints import Endpoint

_EXPIRED = frozenset({HTTPStatus.BAD_REQUEST, HTTPStatus.GONE})
GONE, REFUSED, UNKNOWN = "gone", "refused", "unknown"
_NO_PATH = frozenset({".", ".."})
"""Keys that a path would not name: they mean other folders of it."""


@dataclass(frozen=True, slots=True)
class KeyRequest:
    """What to ask for next: the page at a `place` (from 1) among those of a key, with the cursor that leads there."""

    key: str
    place: int = 1
    cursor: str | None = None


@dataclass(frozen=True, slots=True)
class KeyPage:
    """What was answered: rows, and with `fields` what else is stored of the page (keyword arguments of `Page`)."""

    request: KeyRequest
    rows: tuple[Row, ...] = ()
    fields: Mapping[str, Any] = field(default_factory=dict)


def build_key_request(declaration: Declaration, organization: str, request: KeyRequest) -> Mapping[str, Any]:
    """Return the HTTP request for one page of the rows of a key."""
    paged = declaration.pagination
    first = {paged.size: paged.limit} if paged and paged.limit else {}
    # Beside a cursor the API ignores every other parameter, so none is sent.
    said = {"cursor": request.cursor} if request.cursor else first
    return build_request(
        declaration.endpoint, *_list_path_values(declaration.endpoint, organization, request.key), **said
    )


def _list_path_values(endpoint: Endpoint, organization: str, key: str) -> list[str]:
    """Return the values of an operation's path: whatever names neither the organization nor a directory is the key."""
    fixed = {"orgId": organization, "directoryId": ALL}
    return [fixed.get(name, key) for name in re.findall(r"{([^{}]*)}", endpoint.path)]


def fetch_key_page(
    reader: TableReader, declaration: Declaration, parent: Search | None, request: KeyRequest
) -> KeyPage:
    """Return one page of a key; whatever the reason is that it could not be read, as a page with a doubt.

    Raises `CollectError` if there is no point in asking for anything else.
    """
    before = reader.api.budget.requests
    found = _try_to_fetch(reader, declaration, parent, request)
    spent = reader.api.budget.requests - before
    return replace(found, fields={**found.fields, "requests": spent})


def _try_to_fetch(reader: TableReader, declaration: Declaration, parent: Search | None, request: KeyRequest) -> KeyPage:
    if request.key in _NO_PATH:
        return _build_failure(request, "its key cannot be put into a request")
    try:
        return _fetch_page(reader, declaration, request)
    except (BrokenWalkError, NotAPageError) as broken:
        return _build_failure(request, str(broken).splitlines()[0])
    except CollectError as refusal:
        if ends_the_run(refusal):
            raise
        if refusal.status in _EXPIRED and request.cursor:
            return _try_to_fetch(reader, declaration, parent, KeyRequest(request.key))
        if refusal.status == HTTPStatus.NOT_FOUND and request.place == 1:
            return _look_up(reader, parent, request, refusal)
        refused = REFUSED if refusal.status == HTTPStatus.FORBIDDEN else ""
        return _build_failure(request, refusal.message, ended=refused)


def _look_up(reader: TableReader, parent: Search | None, request: KeyRequest, refusal: CollectError) -> KeyPage:
    """Ask the parent for a key that the list does not know: gone there too, it left the organization."""
    if parent is None:
        return _build_failure(request, f"{refusal.message}, and its row cannot be asked for again", ended=UNKNOWN)
    try:
        there = parent.has_row(reader, request.key)
    except FAILURES as problem:
        why = f"{refusal.message}; {parent.table} could not be asked for it again: {describe_failure(problem)}"
        return _build_failure(request, why, ended=UNKNOWN)
    if not there:
        return KeyPage(request, fields={"cursor": None, "ended": GONE})
    return _build_failure(request, f"{refusal.message}, and {parent.table} still has it", ended=UNKNOWN)


def _fetch_page(reader: TableReader, declaration: Declaration, request: KeyRequest) -> KeyPage:
    assert declaration.parent is not None
    asked = build_key_request(declaration, reader.organization, request)
    items, around = read_items(reader, declaration.endpoint, asked, asked=request.cursor)
    own = [item for item in items if not _is_foreign(declaration.parent, request.key, item)]
    found = items_to_rows(declaration.name, [_complete_item(declaration, request.key, item) for item in own])
    doubts = _find_doubts(declaration, found, foreign=len(items) - len(own))
    return KeyPage(request, found.rows, _list_fields(declaration, found, around, doubts, items=own))


def _list_fields(
    declaration: Declaration, found: PageRows, around: Envelope, doubts: Sequence[str], *, items: Sequence[Any]
) -> Mapping[str, Any]:
    key = declaration.key
    strange = (f"{key} is not in the specification",) if any(isinstance(it, dict) and key in it for it in items) else ()
    return {
        "cursor": around.cursor,
        "total": around.total,
        "claims": around.claims,
        **found.page_fields,
        "doubts": (*around.doubts, *doubts),
        "drift": (*around.drift, *strange),
    }


def _find_doubts(declaration: Declaration, found: PageRows, *, foreign: int) -> list[str]:
    doubts = []
    if foreign:
        doubts.append("a row says that it is about another key than the one that was asked for")
    if found.dropped:
        doubts.append(f"a row of {declaration.name} has no valid identity")
    return doubts


def _is_foreign(parent: Parent, key: str, item: Any) -> bool:
    return isinstance(item, dict) and item.get(parent.column) not in (None, key)


def _complete_item(declaration: Declaration, key: str, item: Any) -> Any:
    """Return an item with what the API does not repeat in it: the key that was asked for, and the row's own."""
    parent = declaration.parent
    assert parent is not None
    if not isinstance(item, dict):
        return item
    values = [key if name == parent.column else item.get(name) for name in parent.identity]
    known = all(value is None or isinstance(value, str) for value in values)
    identity = " ".join(value or "" for value in values) if known else None
    return {**item, parent.column: key, declaration.key: identity}


def _build_failure(request: KeyRequest, why: str, *, ended: str = "") -> KeyPage:
    return KeyPage(request, fields={"cursor": None, "doubts": (why,), "ended": ended})
