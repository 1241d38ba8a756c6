"""Where a list goes on: one descriptor for each operation that lists; no URL from a body is ever followed.

A place either holds a bare cursor or an address with a cursor in its query. Only the cursor is used: the address itself
is never contacted, so one that is relative or leads elsewhere is told as drift and does no harm.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs, urlsplit

from orglint.tables.endpoints import Endpoint
from orglint.tables.pagination import Pagination

Members = Mapping[str, Any]

_LONGEST = 8192
_IN_QUERY = re.compile(r"[?&]cursor=")
_BARE = re.compile(r"[A-Za-z0-9_.~=+:][A-Za-z0-9_.~=+/:|,!-]*")


class BrokenWalkError(Exception):
    """The pages cannot be walked to their end; what was read before stays stored."""


@dataclass(frozen=True, slots=True)
class Next:
    """A continuation that a page names: in which place, its cursor, and what is odd about it."""

    place: str
    cursor: str
    drift: str = ""


def find_continuations(pagination: Pagination, page: Members, own_url: str) -> tuple[Next, ...]:
    """Return every continuation that the declared places name; none at the end of the list."""
    found = ((place, _read_place(page, place)) for place in pagination.places)
    return tuple(
        _read_continuation(place, value, own_url, is_url=place in pagination.urls) for place, value in found if value
    )


def _read_continuation(place: str, value: str, own_url: str, *, is_url: bool) -> Next:
    text = _check_cursor_text(place, value)
    if _IN_QUERY.search(text):
        cursor = _read_query_cursor(place, text)
        odd = not is_url or not _is_own(text, own_url)
        return Next(place, cursor, f"{place} is an address of another kind than specified" if odd else "")
    if is_url:
        if not _BARE.fullmatch(text) or "//" in text:
            raise BrokenWalkError(f"{place} holds no cursor")
        return Next(place, text, f"{place} is a bare cursor in the place of an address")
    return Next(place, text)


def cursor_in(value: Any) -> str:
    """Return the cursor that a text is, or holds in its query."""
    try:
        return _read_query_cursor("", value) if _IN_QUERY.search(value) else str(value)
    except (BrokenWalkError, TypeError):
        return str(value)


def _check_cursor_text(place: str, value: str) -> str:
    """Return a value that may be a cursor or an address; longer ones, and other characters, no server means."""
    if len(value) > _LONGEST or not re.fullmatch(r"[!-~]+", value):
        raise BrokenWalkError(f"{place} is no cursor")
    return value


def _read_query_cursor(place: str, address: str) -> str:
    try:
        cursors = parse_qs(urlsplit(address).query).get("cursor", [])
    except ValueError:
        cursors = []
    if len(cursors) != 1 or not re.fullmatch(r"[!-~]+", cursors[0]):
        raise BrokenWalkError(f"the address in {place} holds no single cursor")
    return cursors[0]


def _is_own(address: str, own_url: str) -> bool:
    """Tell whether an address is the very one that was asked, but for its query."""
    there, own = urlsplit(address), urlsplit(own_url)
    # The network location is compared as text: no user name, no other spelling of the host, no other port.
    same = (there.scheme, there.netloc, there.path) == (own.scheme, own.netloc, own.path)
    return same and not there.fragment


def _read_place(page: Members, place: str) -> str | None:
    outer, inner = place.split(".")
    members = page.get(outer)
    if members is None:
        return None
    if not isinstance(members, Mapping):
        raise BrokenWalkError(f"{outer} is no object")
    value = members.get(inner)
    if value is not None and not isinstance(value, str):
        raise BrokenWalkError(f"{place} is no cursor")
    return value


def build_list_url(base_url: str, endpoint: Endpoint, organization: str) -> str:
    """Return the address of a list in all directories below the API's base URL, without its query."""
    return base_url + endpoint.path.replace("{orgId}", organization).replace("{directoryId}", "-")
