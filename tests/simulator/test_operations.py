"""The operations of all documents: each is served, but for those that it says have ended."""

import pytest

from orglint_simulator.endpoints import ENDPOINTS
from support.specification import OPERATIONS

NOW = "2026-11-01"


def ended(operation: dict[str, str]) -> bool:
    return bool(operation["source"]) or (operation["sunset"] or NOW) < NOW


@pytest.mark.parametrize("name", OPERATIONS)
def test_an_operation_is_served_unless_it_has_ended(name: str) -> None:
    served = {endpoint.name for endpoint in ENDPOINTS}
    operation = OPERATIONS[name]
    assert (f"{operation['method']} {operation['below']}" in served) is not ended(operation)


def test_nothing_else_is_served() -> None:
    known = {f"{operation['method']} {operation['below']}" for operation in OPERATIONS.values()}
    assert {endpoint.name for endpoint in ENDPOINTS} <= known


@pytest.mark.parametrize("endpoint", ENDPOINTS, ids=lambda endpoint: endpoint.name)
def test_a_scope_and_a_limit_that_the_document_names_are_kept(endpoint: object) -> None:
    (operation,) = (row for row in OPERATIONS.values() if f"{row['method']} {row['below']}" == endpoint.name)
    assert operation["scope"] in (None, endpoint.scope)
    limits = [limit["requests"] for limit in operation["rateLimit"] or ()]
    assert endpoint.a_minute == (min(limits) if limits else None)
