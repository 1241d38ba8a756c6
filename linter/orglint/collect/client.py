"""The one place where the generated client is made: what generated code lacks is put around it here."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import httpx
from httpx_retries import RetryTransport

from atlassian_admin import AuthenticatedClient
from orglint.collect.connection import Connection
from orglint.collect.door import Door
from orglint.collect.failures import failure, unreachable
from orglint.collect.guard import Guard
from orglint.collect.patience import Budget, Patience
from orglint.errors import CollectError


class NotAPageError(Exception):
    """An answer came that is no page: not JSON, or JSON of another shape."""


@dataclass(frozen=True, slots=True)
class Api:
    """The organization's API, as far as a collection may use it; the client itself holds the key and never shows."""

    connection: Connection
    budget: Budget
    client: AuthenticatedClient = field(repr=False)

    def ask(self, endpoint: str, call: Callable[[], Any]) -> dict[str, Any]:
        """Return what a call of the generated client brought, as plain members; or the one error that fits."""
        self.budget.check()
        host = httpx.URL(self.connection.base_url).host
        try:
            answer = call().parsed
            members = answer.to_dict()
        except CollectError:
            raise
        except httpx.HTTPError as problem:
            raise unreachable(problem, endpoint, self.connection.key, host) from None
        except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
            raise NotAPageError(f"{endpoint} answered something that is no page") from None
        assert isinstance(members, dict)
        return members


@contextmanager
def opened(connection: Connection, budget: Budget, *, monotonic: Callable[[], float] = time.monotonic) -> Iterator[Api]:
    """Open the API for reading; everything is closed at the end."""
    door = _Counted(Guard(connection.base_url, Door(connection, monotonic)), budget)
    base_path = httpx.URL(connection.base_url).path.rstrip("/")

    def refuse(response: httpx.Response) -> None:
        if response.status_code != httpx.codes.OK:
            raise failure(response, connection.key, base_path)

    client = AuthenticatedClient(
        base_url=connection.base_url,
        token=connection.key.reveal(),
        headers={"Accept": "application/json", "Accept-Encoding": "gzip", "User-Agent": "orglint"},
        timeout=httpx.Timeout(connection.read, connect=connection.connect),
        httpx_args={
            "transport": RetryTransport(door, retry=Patience.within(budget, connection.attempts)),
            "trust_env": False,
            "event_hooks": {"response": [refuse]},
        },
    )
    with client:
        yield Api(connection, budget, client)


class _Counted(httpx.BaseTransport):
    """Counts every request that is sent, the repeated ones too."""

    def __init__(self, inner: httpx.BaseTransport, budget: Budget) -> None:
        self._inner = inner
        self._budget = budget

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        self._budget.requests += 1
        return self._inner.handle_request(request)

    def close(self) -> None:
        self._inner.close()
