"""The guard: whatever asks, only reading requests leave, and only for the organization's own API."""

import re
from functools import cache

import httpx

from orglint.tables import specification

SEARCHES = (
    "/v2/orgs/{orgId}/directories/{directoryId}/users/search",
    "/v2/orgs/{orgId}/directories/{directoryId}/groups/search",
)


class Guard(httpx.BaseTransport):
    """Passes on GET, and POST where it searches, below one base URL; refuses everything else before it is sent."""

    def __init__(self, base_url: str, door: httpx.BaseTransport) -> None:
        self._base = httpx.URL(base_url)
        self._door = door

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Let the request through if it only reads."""
        if not self._is_ours(request.url) or not _reads(request.method, self._template(request.url)):
            raise RuntimeError(f"refused to send {request.method} {self._template(request.url)}: it does not only read")
        return self._door.handle_request(request)

    def close(self) -> None:
        """Close what is behind the guard."""
        self._door.close()

    def _is_ours(self, url: httpx.URL) -> bool:
        origin = (url.scheme, url.host, url.port, url.userinfo)
        ours = (self._base.scheme, self._base.host, self._base.port, b"")
        return origin == ours and url.raw_path.startswith(self._base.raw_path.rstrip(b"/") + b"/")

    def _template(self, url: httpx.URL) -> str:
        return template(url.raw_path.split(b"?")[0][len(self._base.raw_path.rstrip(b"/")) :].decode("ascii"))


def template(path: str) -> str:
    """Return the path as the specification writes it; no value of it is ever shown."""
    matching = (template for template, pattern in _patterns() if pattern.fullmatch(path))
    return next(matching, "(a path that the specification does not know)")


def _reads(method: str, path: str) -> bool:
    return method == "GET" or (method == "POST" and path in SEARCHES)


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    # A literal part goes before a parameter in the same place.
    paths = {operation["path"] for operation in specification().operations.values()}
    return tuple((path, _pattern(path)) for path in sorted(paths, key=lambda path: (path.count("{"), path)))


def _pattern(path: str) -> re.Pattern[str]:
    parts = re.split(r"\{[^}]*\}", path)
    return re.compile("[^/]+".join(map(re.escape, parts)))
