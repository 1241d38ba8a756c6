"""The web application: routes, the way of every request through the gate, and how an answer is written."""

import asyncio
import json
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import Any

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.types import ASGIApp, Receive, Scope, Send

from orglint.simulator import gate
from orglint.simulator.call import Endpoint, Json, Reply, refusal
from orglint.simulator.endpoints import ENDPOINTS
from orglint.simulator.faults.kinds import KINDS
from orglint.simulator.service import Service, begin, present
from orglint.simulator.settings import Settings
from orglint.simulator.truth import truth

# The id of a resource is an ARI, which has slashes in it.
SLASHED = ("{resourceId}", "{resourceId:path}")


def application(
    settings: Settings, *, clock: Callable[[], float] = time.monotonic, wall: Callable[[], datetime] = present
) -> Starlette:
    """Return a local organization as an ASGI application; the clocks tell what has passed."""
    return web(begin(settings, clock=clock, wall=wall))


def web(service: Service) -> Starlette:
    """Return the web application of a service."""
    routes: list[BaseRoute] = [
        Mount("/admin", routes=list(_routes(service, ENDPOINTS))),
        Route("/__requests", partial(_requests, service)),
        Route("/__state", partial(_state, service)),
    ]
    return Starlette(routes=routes, exception_handlers={404: _nowhere, 405: _wrong_method})


def _routes(service: Service, endpoints: Iterable[Endpoint]) -> Iterable[Route]:
    """Yield one route for each path, so that a wrong method is told from an unknown path."""
    by_path: dict[str, dict[str, Endpoint]] = {}
    for endpoint in endpoints:
        by_path.setdefault(endpoint.path.replace(*SLASHED), {})[endpoint.method] = endpoint
    for path, methods in by_path.items():
        yield Route(path, partial(_handle, service, methods), methods=list(methods))


async def _handle(service: Service, methods: Mapping[str, Endpoint], request: Request) -> ASGIApp:
    raw = await request.body()
    endpoint = methods["GET" if request.method == "HEAD" else request.method]
    allowed = gate.authorised(request.headers, service.settings.key)
    reply = _reply(service, endpoint, request, raw) if allowed else gate.unauthorised()
    service.traffic.record(_seen(request, raw, status=reply.status, allowed=allowed))
    if reply.delay:
        await asyncio.sleep(reply.delay)
    return _response(reply, service.windows.get(endpoint.name, service.window).headers())


def _reply(service: Service, endpoint: Endpoint, request: Request, raw: bytes) -> Reply:
    call = service.traffic.call(endpoint.name)
    faults = [it for it in service.settings.faults if it.endpoint == endpoint.name and it.strikes(call)]
    for fault in faults:
        change = KINDS[fault.kind].before
        if change:
            change(service.organization, fault.details)
    full = next((window for window in service.limits(endpoint) if not window.admit()), None)
    reply = gate.limited(full) if full else _answer(service, endpoint, request, raw)
    for fault in faults:
        reply = KINDS[fault.kind].apply(reply, fault.details)
    return reply


def _answer(service: Service, endpoint: Endpoint, request: Request, raw: bytes) -> Reply:
    query: dict[str, list[str]] = {}
    for name, value in request.query_params.multi_items():
        query.setdefault(name, []).append(value)
    try:
        call = replace(service.settled(_base(request)), name=endpoint.name, path=request.path_params, query=query)
        reply = gate.answer(endpoint, call, raw, service.settings.scopes)
    except Exception as error:  # noqa: BLE001 - a mistake in here must show as an answer, never as a broken connection
        return refusal(500, "ADMIN-500-1", "Internal error", f"{type(error).__name__}: {error}")
    return replace(reply, payload=filled(reply.payload)) if service.settings.omit_empty else reply


def _base(request: Request) -> str:
    return f"{request.url.scheme}://{request.url.netloc}/admin"


def filled(payload: Json) -> Json:
    """Return an answer without the empty lists in its rows; the list of rows itself stays."""
    if not isinstance(payload, dict) or "data" not in payload:
        return _filled(payload)
    data = payload["data"]
    return {**payload, "data": [_filled(row) for row in data] if isinstance(data, list) else _filled(data)}


def _filled(value: Json) -> Json:
    if isinstance(value, dict):
        return {name: _filled(inner) for name, inner in value.items() if inner != []}
    return [_filled(inner) for inner in value] if isinstance(value, list) else value


def _seen(request: Request, raw: bytes, *, status: int, allowed: bool) -> dict[str, Any]:
    """Return what the record keeps of a request: never a header, so never the key."""
    try:
        body = json.loads(raw) if raw else None
    except ValueError:
        body = raw.decode(errors="replace")
    return {
        "method": request.method,
        "path": request.url.path,
        "query": dict(request.query_params),
        "body": body,
        "status": status,
        "authorised": allowed,
    }


def _response(reply: Reply, headers: Mapping[str, str]) -> ASGIApp:
    text = reply.text
    body = json.dumps(reply.payload, ensure_ascii=False, separators=(",", ":")) if text is None else text
    kind = {} if text == "" else {"Content-Type": "application/json" if text is None else "text/plain; charset=utf-8"}
    named = {name.lower(): value for name, value in {**kind, **headers, **reply.headers}.items()}
    response = Response(body, reply.status, named)
    return response if reply.cut is None else partial(_cut, response, reply.cut)


async def _cut(whole: Response, length: int, _: Scope, __: Receive, send: Send) -> None:
    """Promise the whole body and send its first bytes; the server closes a connection that is left like this."""
    await send({"type": "http.response.start", "status": whole.status_code, "headers": whole.raw_headers})
    await send({"type": "http.response.body", "body": bytes(whole.body)[:length], "more_body": True})


async def _requests(service: Service, _: Request) -> ASGIApp:
    return _response(Reply(list(service.traffic.requests)), {})


async def _state(service: Service, request: Request) -> ASGIApp:
    return _response(Reply(truth(service.settled(_base(request)))), {})


async def _nowhere(_: Request, __: Exception) -> Response:
    return PlainTextResponse("Request failed to match any route", 404)


async def _wrong_method(_: Request, __: Exception) -> Response:
    refused = refusal(405, "ADMIN-405-1", "Method not allowed", "The path has other methods.")
    return JSONResponse(refused.payload, refused.status)
