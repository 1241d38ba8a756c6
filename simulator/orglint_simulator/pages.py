"""Pages in the dialects of the API: full URLs in v1, bare cursors in v2; a list's end is shown in four ways."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any
from urllib.parse import urlencode

from orglint_simulator import cursors
from orglint_simulator.call import Call, Reply, refuse_bad
from orglint_simulator.cursors import Position
from orglint_simulator.fields import RequestField, check_body, parse_query

Links = dict[str, Any]


@dataclass(frozen=True, slots=True)
class ListPage:
    """One page of rows, with the cursors of its neighbours and of itself."""

    rows: list[dict[str, Any]]
    here: str
    start: int
    prev: str | None
    next: str | None
    total: int
    size: int


Dialect = Callable[[Call, ListPage], dict[str, Any]]


def omit_next_link(links: Links) -> Links | None:
    """Show the end of a list by leaving `next` out."""
    return {name: link for name, link in links.items() if name != "next"}


def keep_null_next(links: Links) -> Links | None:
    """Show the end of a list by `next: null`."""
    return links


def clear_links(_: Links) -> Links | None:
    """Show a list's end by links without any member."""
    return {}


def replace_links_by_null(_: Links) -> Links | None:
    """Show a list's end by null links."""
    return None


def build_cursor_dialect(end: Callable[[Links], Links | None]) -> Dialect:
    """Return the dialect of v2: `links` hold bare cursors; `end` makes the links of the last page."""

    def payload(_: Call, page: ListPage) -> dict[str, Any]:
        links = {"self": page.here, "prev": page.prev, "next": page.next}
        return {"data": page.rows, "links": links if page.next else end(links)}

    return payload


def build_url_dialect(
    end: Callable[[Links], Links | None], meta: Callable[[ListPage], dict[str, Any]] | None = None
) -> Dialect:
    """Return the dialect of v1: `links` hold full URLs with a cursor; `end` makes the links of the last page."""

    def payload(call: Call, page: ListPage) -> dict[str, Any]:
        named = {"self": page.here, "prev": page.prev, "next": page.next}
        links = {name: cursor and build_url(call, cursor=cursor) for name, cursor in named.items()}
        document = {"data": page.rows, "links": links if page.next else end(links)}
        return document if meta is None else {**document, "meta": meta(page)}

    return payload


def build_url(call: Call, path: str = "", **query: str) -> str:
    """Return the full URL of a path below the API's base; without a path, of the endpoint's own."""
    own = path or call.name.partition(" ")[2].format_map(call.path)
    return f"{call.base}{own}{'?' + urlencode(query) if query else ''}"


def of_url(call: Call, fields: Mapping[str, RequestField] | None = None, *, limit: int | None = None) -> Position:
    """Return the position that a v1 request asks for.

    Without a field `limit` the length of pages is `limit`, or the setting `page_size`. Raises `Refused` (400).
    """
    given = {**call.path, **parse_query(fields or {}, call.query)}
    size = given.pop("limit", limit or call.settings.page_size)
    return resume_position(call, call.query.get("cursor", [""])[-1]) or Position(0, size, given)


def of_query(call: Call, fields: Mapping[str, RequestField], *, limit: int, size: str = "limit") -> Position:
    """Return the position that a v2 GET asks for; beside a cursor every other parameter is ignored.

    `size` is the name of the parameter for the length of a page, `limit` the length without it. Raises `Refused` (400).
    """
    before = resume_position(call, call.query.get("cursor", [""])[-1])
    if before:
        return before
    given = parse_query(fields, call.query)
    return Position(0, given.pop(size, limit), {**call.path, **given})


def of_body(call: Call, fields: Mapping[str, RequestField], *, limit: int) -> Position:
    """Return the position that a v2 POST asks for: the same body again, with the cursor in it."""
    given = check_body(fields, call.body)
    before = resume_position(call, given.pop("cursor", ""))
    size, _ = given.pop("limit", limit), given.pop("expand", None)
    position = Position(before.offset if before else 0, size, {**call.path, **given})
    if before and before.query != position.query:
        refuse_bad("ADMIN-400-1", "The cursor belongs to another search.")
    return position


def resume_position(call: Call, cursor: str) -> Position | None:
    """Return the position of the cursor that a request carries, None if it carries none."""
    if not cursor:
        return None
    position = cursors.decode_cursor(call.organization.seed, call.name, cursor)
    if position is None or any(position.query.get(name) != value for name, value in call.path.items()):
        refuse_bad("ADMIN-400-1", "The cursor is not valid.")
    return position


def reply_with_page(
    call: Call,
    position: Position,
    items: Sequence[Any],
    render: Callable[[Any], dict[str, Any]],
    *,
    dialect: Dialect,
    endless: bool = False,
) -> Reply:
    """Return the page of `items` at a position, rendered row by row, in a dialect.

    An `endless` list has a next cursor on its last page, too.
    """
    offset, limit = position.offset, position.limit
    stop = offset + limit

    def cursor(start: int) -> str:
        return cursors.encode_cursor(call.organization.seed, call.name, replace(position, offset=start))

    page = ListPage(
        rows=[render(item) for item in items[offset:stop]],
        here=cursor(offset),
        start=offset,
        prev=cursor(max(0, offset - limit)) if offset else None,
        next=cursor(min(stop, len(items))) if endless or stop < len(items) else None,
        total=len(items),
        size=limit,
    )
    return Reply(dialect(call, page), again=partial(dialect, call, replace(page, next=page.here)))
