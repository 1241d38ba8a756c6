"""A transport that passes only requests that read, and only to the organization's own API."""

from collections.abc import Collection

import httpx

from orglint.http.templates import PathTemplates


class ReadOnlyTransport(httpx.BaseTransport):
    """Passes on GET, and POST where it searches, below one base URL; refuses everything else before it is sent."""

    def __init__(
        self, base_url: str, inner: httpx.BaseTransport, templates: PathTemplates, searches: Collection[str]
    ) -> None:
        self._base = httpx.URL(base_url)
        self._inner = inner
        self._templates = templates
        self._searches = searches

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Send the request if it only reads; else raise `RuntimeError` before anything is sent."""
        if not self._is_ours(request.url) or not self._is_reading_request(
            request.method, self._find_template(request.url)
        ):
            raise RuntimeError(
                f"refused to send {request.method} {self._find_template(request.url)}: it does not only read"
            )
        return self._inner.handle_request(request)

    def close(self) -> None:
        """Close the transport below."""
        self._inner.close()

    def _is_ours(self, url: httpx.URL) -> bool:
        origin = (url.scheme, url.host, url.port, url.userinfo)
        ours = (self._base.scheme, self._base.host, self._base.port, b"")
        return origin == ours and url.raw_path.startswith(self._base.raw_path.rstrip(b"/") + b"/")

    def _is_reading_request(self, method: str, path: str) -> bool:
        return method == "GET" or (method == "POST" and path in self._searches)

    def _find_template(self, url: httpx.URL) -> str:
        path = url.raw_path.split(b"?")[0]
        return self._templates.match(path[len(self._base.raw_path.rstrip(b"/")) :].decode("ascii"))
