"""Words for what goes wrong in a local organization, and proof that it did."""

import re

from support.local import Local, Row

SEARCH = "POST /v2/orgs/{orgId}/directories/{directoryId}/users/search"
COUNT = "GET /v2/orgs/{orgId}/directories/{directoryId}/users/count"
STATS = "GET /v2/orgs/{orgId}/directories/{directoryId}/users/stats"
DOMAINS = "GET /v1/orgs/{orgId}/domains"
POLICIES = "GET /v1/orgs/{orgId}/policies"
Calls = str | list[int] | dict[str, int]


def fault(endpoint: str, kind: str, calls: Calls = "all", **details: object) -> Row:
    """Return one fault as a fault file has it."""
    return {"endpoint": endpoint, "kind": kind, "calls": calls, **details}


def denied(endpoint: str, calls: Calls = "all") -> Row:
    """Return the fault of a key that lacks a permission."""
    return fault(endpoint, "status", calls, status=403, body={"errors": [{"code": "ADMIN-403-1", "title": "No"}]})


def answered(endpoint: str, body: object, calls: Calls = "all") -> Row:
    """Return the fault of an endpoint that answers 200 with something of its own."""
    return fault(endpoint, "status", calls, status=200, body=body)


def lost(field: str, calls: Calls = "all", endpoint: str = SEARCH) -> list[Row]:
    """Return the three ways in which a field of every row gets lost, one a fault."""
    ways: list[Row] = [{"kind": "rename", "to": "another"}, {"kind": "null"}, {"kind": "omit"}]
    return [fault(endpoint, way.pop("kind"), calls, field=field, **way) for way in ways]


def fired(organization: Local, faults: list[Row]) -> bool:
    """Tell whether each fault had a call to strike."""
    return all(_calls(organization, one["endpoint"]) >= _least(one["calls"]) for one in faults)


def _calls(organization: Local, endpoint: str) -> int:
    method, _, path = endpoint.partition(" ")
    shape = re.compile("/admin" + re.sub(r"\{\w+\}", "[^/]+", path))
    asked = organization.requests()
    return sum(one["authorised"] and one["method"] == method and bool(shape.fullmatch(one["path"])) for one in asked)


def _least(calls: Calls) -> int:
    if isinstance(calls, str):
        return 1
    return calls["from"] if isinstance(calls, dict) else max(calls)
