"""The web application: its routes, the gate that every request passes, and how answers are written."""

import asyncio
import json
import time
from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import Any, TypeAlias

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.types import ASGIApp, Receive, Scope, Send

from orglint_simulator import gate
from orglint_simulator.call import Endpoint, Json, Reply, build_refusal
from orglint_simulator.endpoints import ENDPOINTS
from orglint_simulator.faults.kinds import KINDS
from orglint_simulator.service import Service, read_wall_clock, start_service
from orglint_simulator.settings import Settings
from orglint_simulator.truth import build_truth

Sleep: TypeAlias = Callable[[float], Awaitable[object]]

# The id of a resource is an ARI, which has slashes in it.
SLASHED = ("{resourceId}", "{resourceId:path}")


def create_application(
    settings: Settings,
    *,
    clock: Callable[[], float] = time.monotonic,
    wall: Callable[[], datetime] = read_wall_clock,
    sleep: Sleep = asyncio.sleep,
) -> Starlette:
    """Return a local organization as an ASGI application; the clocks tell what has passed, and answers `sleep`."""
    return build_service_app(start_service(settings, clock=clock, wall=wall), sleep=sleep)


def build_service_app(service: Service, *, sleep: Sleep = asyncio.sleep) -> Starlette:
    """Return the web application of a service."""
    routes: list[BaseRoute] = [
        Mount("/admin", routes=list(_build_routes(service, ENDPOINTS, sleep))),
        Route("/__requests", partial(_show_requests, service)),
        Route("/__state", partial(_show_state, service)),
    ]
    return Starlette(routes=routes, exception_handlers={404: _refuse_unknown_path, 405: _wrong_method})


def _build_routes(service: Service, endpoints: Iterable[Endpoint], sleep: Sleep) -> Iterable[Route]:
    """Yield one route for each path, so that a wrong method is answered differently from an unknown path."""
    by_path: dict[str, dict[str, Endpoint]] = {}
    for endpoint in endpoints:
        by_path.setdefault(endpoint.path.replace(*SLASHED), {})[endpoint.method] = endpoint
    for path, methods in by_path.items():
        yield Route(path, partial(_handle_request, service, methods, sleep), methods=list(methods))


async def _handle_request(service: Service, methods: Mapping[str, Endpoint], sleep: Sleep, request: Request) -> ASGIApp:
    raw = await request.body()
    endpoint = methods["GET" if request.method == "HEAD" else request.method]
    allowed = gate.is_authorised(request.headers, service.settings.key)
    reply = _reply_with_faults(service, endpoint, request, raw) if allowed else gate.build_unauthorised_refusal()
    service.traffic.record_request(_describe_request(request, raw, status=reply.status, allowed=allowed))
    if delay := reply.delay + service.settings.latency:
        await sleep(delay)
    return _build_response(reply, service.windows.get(endpoint.name, service.window).headers())


def _reply_with_faults(service: Service, endpoint: Endpoint, request: Request, raw: bytes) -> Reply:
    call = service.traffic.call(endpoint.name)
    faults = [it for it in service.settings.faults if it.endpoint == endpoint.name and it.is_due_on_call(call)]
    for fault in faults:
        change = KINDS[fault.kind].before
        if change:
            change(service.organization, fault.details)
    full = next((window for window in service.limits(endpoint) if not window.admit_request()), None)
    reply = gate.build_rate_limit_refusal(full) if full else _answer_request(service, endpoint, request, raw)
    for fault in faults:
        reply = KINDS[fault.kind].apply(reply, fault.details)
    return reply


def _answer_request(service: Service, endpoint: Endpoint, request: Request, raw: bytes) -> Reply:
    query: dict[str, list[str]] = {}
    for name, value in request.query_params.multi_items():
        query.setdefault(name, []).append(value)
    try:
        call = replace(
            service.begin_call(_admin_base_url(request)), name=endpoint.name, path=request.path_params, query=query
        )
        reply = gate.answer_call(endpoint, call, raw, service.settings.scopes)
    except Exception as error:  # noqa: BLE001 - a mistake in here must show as an answer, never as a broken connection
        return build_refusal(500, "ADMIN-500-1", "Internal error", f"{type(error).__name__}: {error}")
    return replace(reply, payload=omit_empty_lists(reply.payload)) if service.settings.omit_empty else reply


def _admin_base_url(request: Request) -> str:
    return f"{request.url.scheme}://{request.url.netloc}/admin"


def omit_empty_lists(payload: Json) -> Json:
    """Return an answer without the empty lists in its rows; the list of rows itself stays."""
    if not isinstance(payload, dict) or "data" not in payload:
        return _omit_empty_members(payload)
    data = payload["data"]
    return {
        **payload,
        "data": [_omit_empty_members(row) for row in data] if isinstance(data, list) else _omit_empty_members(data),
    }


def _omit_empty_members(value: Json) -> Json:
    if isinstance(value, dict):
        return {name: _omit_empty_members(inner) for name, inner in value.items() if inner != []}
    return [_omit_empty_members(inner) for inner in value] if isinstance(value, list) else value


def _describe_request(request: Request, raw: bytes, *, status: int, allowed: bool) -> dict[str, Any]:
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


def _build_response(reply: Reply, headers: Mapping[str, str]) -> ASGIApp:
    text = reply.text
    body = json.dumps(reply.payload, ensure_ascii=False, separators=(",", ":")) if text is None else text
    kind = {} if text == "" else {"Content-Type": "application/json" if text is None else "text/plain; charset=utf-8"}
    named = {name.lower(): value for name, value in {**kind, **headers, **reply.headers}.items()}
    response = Response(body, reply.status, named)
    return response if reply.cut is None else partial(_send_cut_body, response, reply.cut)


async def _send_cut_body(whole: Response, length: int, _: Scope, __: Receive, send: Send) -> None:
    """Promise the whole body and send its first bytes; the server closes a connection that is left like this."""
    await send({"type": "http.response.start", "status": whole.status_code, "headers": whole.raw_headers})
    await send({"type": "http.response.body", "body": bytes(whole.body)[:length], "more_body": True})


async def _show_requests(service: Service, _: Request) -> ASGIApp:
    return _build_response(Reply(list(service.traffic.requests)), {})


async def _show_state(service: Service, request: Request) -> ASGIApp:
    return _build_response(Reply(build_truth(service.begin_call(_admin_base_url(request)))), {})


async def _refuse_unknown_path(_: Request, __: Exception) -> Response:
    return PlainTextResponse("Request failed to match any route", 404)


async def _wrong_method(_: Request, __: Exception) -> Response:
    refused = build_refusal(405, "ADMIN-405-1", "Method not allowed", "The path has other methods.")
    return JSONResponse(refused.payload, refused.status)
