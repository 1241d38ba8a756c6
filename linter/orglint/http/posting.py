"""Send documents to a service that is not the organization's API.

No key is known here, and none is sent. Of an answer only its status is read: a service may repeat what it was sent,
which is data of people.
"""

import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import httpx
from httpx_retries import RetryTransport

from orglint.errors import CollectError, OutputError
from orglint.http.bounded import BoundedTransport
from orglint.http.decode import NotAPageError
from orglint.http.retry import Budget, RetryWithinBudget
from orglint.http.route import Route

METHODS = ("PUT", "POST", "DELETE")
_ATTEMPTS = 5


@dataclass(frozen=True, slots=True)
class Poster:
    """Sends documents below the base URL of a route, again where that may help.

    `undone` says what was not done if it does not help, `hint` what to look at if nobody answers.
    """

    route: Route
    undone: str
    hint: str
    client: httpx.Client

    def send(self, method: str, path: str, document: Any = None) -> int:
        """Send a document, or nothing, and return the status of the answer; raises `OutputError` if there is none."""
        body = None if document is None else json.dumps(document).encode("ascii")
        headers = {"Content-Type": "application/json"} if body else {}
        try:
            return self.client.request(
                method, f"{self.route.base_url}{path}", content=body, headers=headers
            ).status_code
        except NotAPageError:
            raise OutputError(f"{self.undone}: {self._host} answered what cannot be read") from None
        except CollectError as error:
            raise OutputError(f"{self.undone}: {error.message}") from None
        except httpx.HTTPError as problem:
            through = f" through the proxy {self.route.proxy}" if self.route.proxy else ""
            message = f"{self.undone}: no answer from {self._host}{through}: {problem}"
            raise OutputError(message, self.hint) from None

    @property
    def _host(self) -> str:
        return httpx.URL(self.route.base_url).host


@contextmanager
def open_poster(
    route: Route, budget: Budget, undone: str, hint: str = "", *, monotonic: Callable[[], float] = time.monotonic
) -> Iterator[Poster]:
    """Open a way to a service, and close every connection at the end."""
    bounded = BoundedTransport(route, monotonic, budget.left)
    retry = RetryWithinBudget.within(budget, _ATTEMPTS, METHODS)
    transport = RetryTransport(_Keyless(route.base_url, bounded, budget), retry=retry)
    timeout = httpx.Timeout(route.read, connect=route.connect)
    headers = {"Accept": "application/json", "User-Agent": "orglint"}
    with httpx.Client(transport=transport, trust_env=False, timeout=timeout, headers=headers) as client:
        yield Poster(route, undone, hint, client)


class _Keyless(httpx.BaseTransport):
    """Passes on what goes below the base URL without any credential; refuses everything else before it is sent."""

    def __init__(self, base_url: str, inner: httpx.BaseTransport, budget: Budget) -> None:
        self._base_url = base_url
        self._inner = inner
        self._budget = budget

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Send the request and count it."""
        below = str(request.url).startswith(f"{self._base_url}/")
        if not below or request.method not in METHODS or "authorization" in request.headers:
            raise RuntimeError(f"refused to send {request.method}: it is no document for this service")
        self._budget.admit_request()
        return self._inner.handle_request(request)

    def close(self) -> None:
        """Close the transport below."""
        self._inner.close()
