"""The gate that every request passes: key, rate limit, scope, organization, syntax of the body."""

import hmac
import json
import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from orglint_simulator.call import (
    Call,
    Endpoint,
    Refused,
    Reply,
    build_gateway_refusal,
    build_refusal,
    refuse_scope,
    refuse_scoped,
    refuse_stranger,
)

MINUTE = 60.0
# What is announced when there is no limit: a client that reads the headers never has to wait.
UNLIMITED = 1_000_000


@dataclass(slots=True)
class Window:
    """A fixed window of a minute, in which a limited number of requests may pass."""

    limit: int | None
    clock: Callable[[], float]
    wall: Callable[[], datetime]
    began: float = field(default=-math.inf)
    passed: int = 0

    def admit_request(self) -> bool:
        """Count one request, and tell whether it may pass."""
        if self.clock() - self.began >= MINUTE:
            self.began, self.passed = self.clock(), 0
        self.passed += 1
        return self.limit is None or self.passed <= self.limit

    @property
    def left(self) -> float:
        """The seconds until the next window."""
        return max(0.0, self.began + MINUTE - self.clock()) if self.passed else MINUTE

    def headers(self) -> dict[str, str]:
        """Return the headers that every answer carries; the time of the reset has no seconds, as measured."""
        limit = UNLIMITED if self.limit is None else self.limit
        reset = self.wall() + timedelta(seconds=self.left)
        remaining = limit if self.limit is None else max(0, limit - self.passed)
        return {
            "X-RateLimit-Limit": str(limit),
            "X-RateLimit-Remaining": str(remaining),
            "X-RateLimit-Reset": f"{reset:%Y-%m-%dT%H:%MZ}",
        }


def is_authorised(headers: Mapping[str, str], key: str) -> bool:
    """Tell whether a request carries the key."""
    return hmac.compare_digest(headers.get("authorization", "").encode(), f"Bearer {key}".encode())


def build_unauthorised_refusal() -> Reply:
    """Return the gateway's answer to a request without the right key."""
    return build_gateway_refusal(401, "Unauthorized")


def build_rate_limit_refusal(window: Window) -> Reply:
    """Return the gateway's answer to one request too many."""
    return build_gateway_refusal(429, "Rate limit exceeded", Retry_After=str(max(1, math.ceil(window.left))))


def answer_call(endpoint: Endpoint, call: Call, raw: bytes, scopes: frozenset[str] | None) -> Reply:
    """Return an operation's answer to a request that carries the key."""
    try:
        if endpoint.unscoped and scopes is not None:
            refuse_scoped()
        if endpoint.scope and scopes is not None and endpoint.scope not in scopes:
            refuse_scope(endpoint.scope)
        if call.path.get("orgId", call.organization.id) != call.organization.id:
            refuse_stranger(endpoint.stranger)
        return endpoint.respond(replace(call, body=_parse_body(raw)) if endpoint.body else call)
    except Refused as refused:
        return endpoint.refuse(call, refused.reply)


def _parse_body(raw: bytes) -> dict[str, Any]:
    try:
        body = json.loads(raw) if raw.strip() else {}
    except ValueError:
        body = None
    if not isinstance(body, dict):
        raise Refused(build_refusal(400, "ADMIN-400-19", "Bad request", "The body is not a JSON object."))
    return body
