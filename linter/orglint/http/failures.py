"""Errors of the API, in each of its shapes, as one error without secrets."""

import json
from collections.abc import Iterable, Iterator, Mapping
from http import HTTPStatus
from typing import Any

import httpx

from orglint.errors import CollectError
from orglint.http.connection import ConnectionSettings, Secret

KEPT = "Nothing is lost: "
_LONGEST = 200
_REQUEST_IDS = ("x-request-id", "atl-traceid", "x-trace-id")
_LATER = f"{KEPT}run the same command again later."


def response_to_error(response: httpx.Response, key: Secret, path: str) -> CollectError:
    """Return the `CollectError` for a response whose status is not 200; `path` is the path template."""
    endpoint = f"{response.request.method} {path}"
    body = _read_error_objects(response)
    code, said = (
        _find_first_text(body, ("code", "key")),
        _find_first_text(body, ("detail", "message", "title", "error")),
    )
    request_id = _find_first_text(body, ("requestId", "id")) or next(
        (response.headers[name] for name in _REQUEST_IDS if name in response.headers), ""
    )
    status = response.status_code
    named = f" ({sanitize_text(code, key)})" if code else ""
    text = f": {sanitize_text(said, key)}" if said else ""
    where = f" [request {sanitize_text(request_id, key)}]" if request_id else ""
    return CollectError(
        f"{endpoint} answered {status}{named}{text}{where}",
        _hint_at_status(status, key),
        endpoint=endpoint,
        status=status,
        code=sanitize_text(code, key),
        request_id=sanitize_text(request_id, key),
    )


def build_unreachable_error(problem: httpx.HTTPError, endpoint: str, connection: ConnectionSettings) -> CollectError:
    """Return the error for a request that got no answer."""
    detail = sanitize_text(str(problem), connection.key) or type(problem).__name__
    proxy = f" through the proxy {connection.proxy}" if connection.proxy else ""
    variable = connection.ignored_proxy
    ignored = f" {variable} is set and not obeyed: name the proxy with --proxy." if variable else ""
    return CollectError(
        f"{endpoint} got no answer from {httpx.URL(connection.base_url).host}{proxy}: {detail}",
        f"{KEPT}run the same command again, and it goes on from the last page.{ignored}",
        endpoint=endpoint,
    )


def _hint_at_status(status: int, key: Secret) -> str:
    if status == HTTPStatus.UNAUTHORIZED:
        return f"Check that {key.origin} holds a key of this organization that has not expired."
    again = status == HTTPStatus.TOO_MANY_REQUESTS or status >= HTTPStatus.INTERNAL_SERVER_ERROR
    return _LATER if again else ""


def _read_error_objects(response: httpx.Response) -> tuple[Mapping[str, Any], ...]:
    try:
        return tuple(_find_error_objects(json.loads(response.content[: 1 << 20])))
    except (ValueError, RecursionError):
        return ()


def _find_error_objects(body: Any) -> Iterator[Mapping[str, Any]]:
    """Yield the objects that describe the error, in whichever of the API's shapes they came."""
    if not isinstance(body, dict):
        return
    errors = body.get("errors")
    inner = [*(errors if isinstance(errors, list) else [errors]), body.get("error")]
    yield from (error for error in inner if isinstance(error, dict))
    yield body


def _find_first_text(objects: Iterable[Mapping[str, Any]], names: tuple[str, ...]) -> str:
    values = (members.get(name) for members in objects for name in names)
    return next((str(value) for value in values if _is_told(value)), "")


def _is_told(value: Any) -> bool:
    return (isinstance(value, str) and value != "") or (isinstance(value, int) and not isinstance(value, bool))


def sanitize_text(text: str, key: Secret) -> str:
    """Return foreign text as one short line without the key and without what steers a terminal."""
    plain = "".join(letter if letter.isprintable() else " " for letter in key.blot_out_key(text)[: 4 * _LONGEST])
    shown = " ".join(plain.split())
    return shown if len(shown) <= _LONGEST else f"{shown[: _LONGEST - 1]}…"
