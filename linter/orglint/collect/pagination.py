"""Where a list goes on: one descriptor for each operation that lists, and no URL from a body is ever followed."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs, urlsplit

from orglint.tables import specification

Members = Mapping[str, Any]


class BrokenWalkError(Exception):
    """The pages cannot be walked to their end; what was read before stays."""


@dataclass(frozen=True, slots=True)
class Pagination:
    """The places where a page may name its successor, tried in order; `total` says where the API counts the rows."""

    places: tuple[tuple[str, Callable[[str, str], str]], ...]
    total: str = ""

    def follow(self, page: Members, own_url: str) -> str | None:
        """Return the cursor that follows; None at the end of the list. Every place is checked, one of them decides."""
        cursors = []
        for place, take in self.places:
            value = _at(page, place)
            if value is None:
                continue
            if not isinstance(value, str) or not value:
                raise BrokenWalkError(f"{place} is no cursor")
            cursors.append(take(value, own_url))
        return cursors[0] if cursors else None

    def rows(self, page: Members) -> int | None:
        """Return how many rows the API says there are, where a page says so."""
        total = _at(page, self.total) if self.total else None
        return total if isinstance(total, int) and not isinstance(total, bool) and total >= 0 else None


def _bare(value: str, _: str) -> str:
    return value


def _in_url(value: str, own_url: str) -> str:
    """Take the cursor out of a URL that must be the very one which was asked, but for its query."""
    try:
        there, own = urlsplit(value), urlsplit(own_url)
        place = (there.scheme, there.netloc, there.path)
    except ValueError:
        raise BrokenWalkError("the next page's address is no URL") from None
    # The network location is compared as text: no user name, no other spelling of the host, no other port.
    if place != (own.scheme, own.netloc, own.path) or there.fragment or not re.fullmatch(r"[!-~]+", value):
        raise BrokenWalkError("the next page's address lies outside of the API that was asked")
    cursors = parse_qs(there.query).get("cursor", [])
    if len(cursors) != 1:
        raise BrokenWalkError("the next page's address holds no single cursor")
    return cursors[0]


def _at(page: Members, place: str) -> Any:
    outer, inner = place.split(".")
    members = page.get(outer)
    if members is None:
        return None
    if not isinstance(members, Mapping):
        raise BrokenWalkError(f"{outer} is no object")
    return members.get(inner)


_CURSOR = Pagination((("links.next", _bare),))
PAGINATION: Mapping[str, Pagination] = {
    "getUsers": Pagination((("links.next", _in_url),), total="meta.total"),
    "getDomains": Pagination((("links.next", _in_url),)),
    "getPolicies": Pagination((("meta.next", _bare), ("links.next", _in_url))),
    "getDirectoriesForOrg": _CURSOR,
    "searchDirectoryUsers": _CURSOR,
    "searchDirectoryGroups": _CURSOR,
}


def url(base_url: str, operation: str, organization: str) -> str:
    """Return the address of a list below the base URL, without its query."""
    path: str = specification().operations[operation]["path"]
    return base_url + path.replace("{orgId}", organization).replace("{directoryId}", "-")
