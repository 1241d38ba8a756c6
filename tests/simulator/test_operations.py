"""The document's operations: each is served, but for those that it says have ended."""

import json
from pathlib import Path

import pytest

from orglint_simulator.endpoints import ENDPOINTS

DOCUMENT = json.loads((Path(__file__).parents[2] / "generated/atlassian_admin/schemas.json").read_text("utf-8"))
OPERATIONS = DOCUMENT["x-operations"]
NOW = "2026-11-01"


def ended(operation: dict[str, str]) -> bool:
    return bool(operation["source"]) or (operation["sunset"] or NOW) < NOW


@pytest.mark.parametrize("name", OPERATIONS)
def test_an_operation_is_served_unless_it_has_ended(name: str) -> None:
    served = {endpoint.name for endpoint in ENDPOINTS}
    operation = OPERATIONS[name]
    assert (f"{operation['method']} {operation['path']}" in served) is not ended(operation)


def test_nothing_else_is_served() -> None:
    known = {f"{operation['method']} {operation['path']}" for operation in OPERATIONS.values()}
    assert {endpoint.name for endpoint in ENDPOINTS} <= known


@pytest.mark.parametrize("endpoint", ENDPOINTS, ids=lambda endpoint: endpoint.name)
def test_a_scope_and_a_limit_that_the_document_names_are_kept(endpoint: object) -> None:
    (operation,) = (row for row in OPERATIONS.values() if f"{row['method']} {row['path']}" == endpoint.name)
    assert operation["scope"] in (None, endpoint.scope)
    limits = [limit["requests"] for limit in operation["rateLimit"] or ()]
    assert endpoint.a_minute == (min(limits) if limits else None)
