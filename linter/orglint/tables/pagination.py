"""Where the pages of a list go on, and what they say of its length: declared once for each operation that lists."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Pagination:
    """The places where a page may name its successor, in order; `total` is where it may say how many rows there are.

    In the places among `urls` the specification expects the address of the list itself with a cursor in its query; in
    the others a bare cursor. `limit` is how many rows the first page is asked for, by the parameter `size`; 0 where the
    server decides alone.
    """

    places: tuple[str, ...]
    urls: frozenset[str] = frozenset()
    total: str = "meta.total"
    limit: int = 0
    size: str = "limit"


CURSOR = Pagination(("links.next",))
URL = Pagination(("links.next",), frozenset({"links.next"}))
