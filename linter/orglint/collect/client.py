"""The generated client with what it lacks: transports, retries, errors, and pages as plain JSON."""

import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from importlib import import_module
from typing import Any, Protocol

import httpx
from httpx_retries import RetryTransport

from orglint.http.bounded import BoundedTransport
from orglint.http.connection import ConnectionSettings
from orglint.http.decode import DoubledError, NotAPageError, decode_answer
from orglint.http.failures import build_unreachable_error, response_to_error, sanitize_text
from orglint.http.read_only import ReadOnlyTransport
from orglint.http.retry import Budget, RetryWithinBudget
from orglint.http.templates import PathTemplates
from orglint.tables.apis import Api
from orglint.tables.declared import SEARCHES
from orglint.tables.schema import load_specification


@dataclass(frozen=True, slots=True)
class Answer:
    """What an operation answered: the members of its body, and its headers, whose names have no case."""

    members: dict[str, Any]
    headers: httpx.Headers


class GeneratedClient(Protocol):
    """What every generated client has in common."""

    def get_httpx_client(self) -> httpx.Client:
        """Return the connections that it sends requests over."""


@dataclass(frozen=True, slots=True)
class ApiClient:
    """One API of the organization, as far as a collection may use it, below its `base_url`.

    The client itself holds the key and never shows.
    """

    connection: ConnectionSettings
    budget: Budget
    base_url: str
    client: GeneratedClient = field(repr=False)

    def ask(self, endpoint: str, request: Mapping[str, Any]) -> dict[str, Any]:
        """Return the members that are answered to a request which an operation of the generated client has built."""
        return self.page(endpoint, request).members

    def page(self, endpoint: str, request: Mapping[str, Any]) -> Answer:
        """Return what is answered to a request which an operation of the generated client has built.

        Answers do not pass through the client's model classes: rows are checked against the same specification by its
        JSON Schema, which takes a twentieth of the time, and a page of 100 users would take 5 ms to become objects and
        members again, three times as long as to fetch it. And the classes take the last of two members with one name.
        """
        with self._translate_failures(endpoint):
            response = self.client.get_httpx_client().request(**request)
            return Answer(decode_answer(response.content, self.connection.key.echo), self._scrub_headers(response))

    def _scrub_headers(self, response: httpx.Response) -> httpx.Headers:
        echo, headers = self.connection.key.echo, response.headers
        if not echo.may_be_in(b"\n".join(value for _, value in headers.raw)):
            return headers
        return httpx.Headers(
            [(echo.blot_out_key(name), echo.blot_out_key(value)) for name, value in headers.multi_items()]
        )

    @contextmanager
    def _translate_failures(self, endpoint: str) -> Iterator[None]:
        self.budget.check()
        try:
            yield
        except httpx.HTTPError as problem:
            raise build_unreachable_error(problem, endpoint, self.connection) from None
        except DoubledError as doubled:
            name = sanitize_text(str(doubled), self.connection.key)
            raise DoubledError(f"{endpoint} answered an object that has {name} twice") from None
        except NotAPageError as problem:
            raise NotAPageError(f"{endpoint} answered something that is no page: {problem}") from None


@cache
def path_templates(api: Api) -> PathTemplates:
    """Return the paths of the specification that the client of an API was generated from."""
    return PathTemplates(operation.path for operation in load_specification(api).operations.values())


@cache
def _list_searches(api: Api) -> frozenset[str]:
    """Return the paths that may be asked with POST, as the specification writes them."""
    specification = load_specification(api)
    return frozenset(specification.find_operation(search).path for search in SEARCHES if search.api == api)


@contextmanager
def open_api(
    api: Api,
    connection: ConnectionSettings,
    budget: Budget,
    *,
    observe: Callable[[httpx.Response], None] = lambda _: None,
    monotonic: Callable[[], float] = time.monotonic,
) -> Iterator[ApiClient]:
    """Open an API of the organization for reading, and close every connection at the end.

    A request passes these transports, from the outermost: retries within the budget (`RetryWithinBudget`), waits for
    the rate limit, `observe` with every answer, `ReadOnlyTransport`, `BoundedTransport`. A response whose status is not
    200 raises `CollectError`. `monotonic` is a clock in seconds.
    """
    templates, base_url = path_templates(api), api.base_url(connection.base_url)
    bounded = BoundedTransport(connection.route, monotonic, budget.left)
    read_only = ReadOnlyTransport(base_url, bounded, templates, _list_searches(api))
    obedient = _Obedient(_Watched(read_only, budget, observe), budget)
    base_path = httpx.URL(base_url).path.rstrip("/")

    def refuse(response: httpx.Response) -> None:
        if response.status_code != httpx.codes.OK:
            path = templates.match(response.request.url.path.removeprefix(base_path))
            raise response_to_error(response, connection.key, path)

    client = import_module(api.package).AuthenticatedClient(
        base_url=base_url,
        token=connection.key.reveal_key(),
        headers={"Accept": "application/json", "Accept-Encoding": "gzip", "User-Agent": "orglint"},
        timeout=httpx.Timeout(connection.read, connect=connection.connect),
        httpx_args={
            "transport": RetryTransport(obedient, retry=RetryWithinBudget.within(budget, connection.attempts)),
            "trust_env": False,
            "event_hooks": {"response": [refuse]},
        },
    )
    with client:
        yield ApiClient(connection, budget, base_url, client)


class _Watched(httpx.BaseTransport):
    """A transport that counts every request, repeated ones too, and shows every answer to `observe`."""

    def __init__(self, inner: httpx.BaseTransport, budget: Budget, observe: Callable[[httpx.Response], None]) -> None:
        self._inner = inner
        self._budget = budget
        self._observe = observe

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Send the request, count it, and show the answer to `observe`."""
        self._budget.admit_request()
        response = self._inner.handle_request(request)
        self._observe(response)
        return response

    def close(self) -> None:
        """Close the transport below."""
        self._inner.close()


class _Obedient(httpx.BaseTransport):
    """A transport that waits when the rate limit asks for it, however often, until the run's deadline."""

    def __init__(self, inner: httpx.BaseTransport, budget: Budget) -> None:
        self._inner = inner
        self._budget = budget

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Send the request, again as often as the rate limit asks for a wait and the run has time for it."""
        response = self._inner.handle_request(request)
        turn = 1
        while self._budget.obey_rate_limit(response, turn):
            response = self._inner.handle_request(request)
            turn += 1
        return response

    def close(self) -> None:
        """Close the transport below."""
        self._inner.close()
