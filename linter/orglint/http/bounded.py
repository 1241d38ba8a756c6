"""A transport that bounds each request: its duration by the wall clock, and the size of its body.

A read timeout alone does not stop a server that sends one byte at a time, nor does httpx bound what a compressed body
expands to; so the bodies are read here, below the retries, which makes a body that was cut short worth another try.
"""

import ssl
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from math import inf
from threading import local

import httpcore
import httpx

from orglint.errors import CollectError
from orglint.http.decode import NotAPageError
from orglint.http.route import Route
from orglint.http.trust import build_ssl_context
from orglint.http.unzip import decode_body

_NAMES = (
    "TimeoutException",
    "ConnectTimeout",
    "ReadTimeout",
    "WriteTimeout",
    "PoolTimeout",
    "NetworkError",
    "ConnectError",
    "ReadError",
    "WriteError",
    "ProxyError",
    "ProtocolError",
    "LocalProtocolError",
    "RemoteProtocolError",
    "UnsupportedProtocol",
)
_MOST = 16
"""Connections at a time: more than there are threads that ask, so that none waits for another's."""
_SAME = {getattr(httpcore, name): getattr(httpx, name) for name in _NAMES}


class BoundedTransport(httpx.BaseTransport):
    """Sends each request over a connection of its own and returns the whole answer, never a part of one.

    `left` gives the seconds that the run may still take. Raises `httpx.TransportError` (worth a retry) or
    `CollectError`.
    """

    def __init__(self, route: Route, monotonic: Callable[[], float], left: Callable[[], float] = lambda: inf) -> None:
        self._route = route
        self._monotonic = monotonic
        self._left = left
        self._network = _Network(monotonic)
        self._pool = _build_pool(route, self._network)

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Send the request and read its answer to the end, or fail."""
        self._network.until = self._monotonic() + min(self._route.request, self._left())
        with self._as_httpx(request):
            answer = self._pool.handle_request(_to_httpcore_request(request))
            try:
                body = self._read_body(answer)
            finally:
                answer.close()
        headers = [header for header in answer.headers if header[0].lower() not in _NOT_PASSED_ON]
        return httpx.Response(answer.status, headers=headers, content=body)

    def _read_body(self, answer: httpcore.Response) -> bytes:
        assert isinstance(answer.stream, Iterable)
        encodings = [value for name, value in answer.headers if name.lower() == b"content-encoding"]
        try:
            return decode_body(answer.stream, encodings, self._route.largest_body)
        except NotAPageError:
            if answer.status == httpx.codes.OK:
                raise
            return b""  # an error needs no body: its status is enough

    def close(self) -> None:
        """Close the connections."""
        self._pool.close()

    @contextmanager
    def _as_httpx(self, request: httpx.Request) -> Iterator[None]:
        try:
            yield
        except tuple(_SAME) as problem:
            if "CERTIFICATE_VERIFY_FAILED" in str(problem):
                raise CollectError(
                    f"the certificate of {request.url.host}{self._or_proxy()} is not trusted; nothing was sent",
                    "Check the base URL. Where a company's proxy or own authority signs certificates, name the file "
                    "with its certificate with --ca-file (ORGLINT_CA_FILE).",
                ) from None
            if isinstance(problem, httpcore.ProxyError):
                self._raise_proxy_refusal(str(problem)[:3])
            raise _SAME[type(problem)](self._describe_problem(problem), request=request) from None

    def _raise_proxy_refusal(self, status: str) -> None:
        """Say that the proxy lets nothing through, unless it may do so at another try."""
        problem = f"the proxy {self._route.proxy} let nothing through: it answered {status}"
        if status == "407":
            hint = "It wants a user name and a password: --proxy http://user:password@host:port, or ORGLINT_PROXY."
            raise CollectError(problem, hint)
        if not status.startswith("5"):
            raise CollectError(problem, "Ask whoever runs the proxy whether it may reach the API.")

    def _or_proxy(self) -> str:
        return f", or of the proxy {self._route.proxy}," if self._route.proxy else ""

    def _describe_problem(self, problem: Exception) -> str:
        if isinstance(problem, httpcore.ProxyError):
            return f"the proxy {self._route.proxy} answered {str(problem)[:3]}"
        if not isinstance(problem, httpcore.TimeoutException):
            return str(problem)
        if self._monotonic() >= self._network.until:
            if self._left() <= 0:
                return "the run took longer than it may (--deadline)"
            return f"the request took longer than its deadline of {self._route.request:g} s"
        waited = self._route.connect if isinstance(problem, httpcore.ConnectTimeout) else self._route.read
        return f"nothing came for {waited:g} s"


# Headers about the encoded body, and cookies, which httpx would send back.
_NOT_PASSED_ON = {b"content-encoding", b"content-length", b"transfer-encoding", b"set-cookie"}


class _Network(httpcore.SyncBackend):
    """Opens connections on which nothing waits beyond the time that is set for the request."""

    def __init__(self, monotonic: Callable[[], float]) -> None:
        super().__init__()
        self._monotonic = monotonic
        self._own = local()

    @property
    def until(self) -> float:
        """When the request of the calling thread has to end."""
        until: float = self._own.until
        return until

    @until.setter
    def until(self, until: float) -> None:
        self._own.until = until

    def left(self, timeout: float | None) -> float:
        """Return how long may be waited now."""
        remaining = self.until - self._monotonic()
        if remaining <= 0:
            raise httpcore.ReadTimeout
        return remaining if timeout is None else min(timeout, remaining)

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        """Connect within the deadline."""
        return _Stream(super().connect_tcp(host, port, self.left(timeout), local_address, socket_options), self)


class _Stream(httpcore.NetworkStream):
    """A connection whose every wait ends at the deadline."""

    def __init__(self, stream: httpcore.NetworkStream, network: _Network) -> None:
        self._stream = stream
        self._network = network
        self.close = stream.close  # type: ignore[method-assign]
        self.get_extra_info = stream.get_extra_info  # type: ignore[method-assign]

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """Read at most so many bytes, before the deadline."""
        return self._stream.read(max_bytes, self._network.left(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Write all bytes, before the deadline."""
        self._stream.write(buffer, self._network.left(timeout))

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        """Return the connection encrypted; the handshake ends at the deadline, too."""
        inner = self._stream.start_tls(ssl_context, server_hostname, self._network.left(timeout))
        return _Stream(inner, self._network)


def _build_pool(route: Route, network: _Network) -> httpcore.ConnectionPool:
    # To load what is trusted takes a quarter of a second, and a base URL with http is on this machine.
    context = build_ssl_context(route.ca_file) if route.base_url.startswith("https:") else None
    if route.proxy is None:
        return httpcore.ConnectionPool(ssl_context=context, max_connections=_MOST, network_backend=network)
    return httpcore.HTTPProxy(
        route.proxy.url,
        route.proxy.login,
        ssl_context=context,
        proxy_ssl_context=build_ssl_context(route.ca_file) if route.proxy.scheme == "https" else None,
        max_connections=_MOST,
        network_backend=network,
    )


def _to_httpcore_request(request: httpx.Request) -> httpcore.Request:
    url = request.url
    return httpcore.Request(
        method=request.method,
        url=httpcore.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path),
        headers=request.headers.raw,
        content=request.stream,
        extensions={"timeout": request.extensions["timeout"]},
    )
