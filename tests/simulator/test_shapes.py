"""Answers have the shapes that the document states, and no field that it does not know."""

from typing import Any

import pytest
from jsonschema import Draft202012Validator

from simulator.local import Local, Row
from support.specification import OPERATIONS, SCHEMAS

READING = {
    name: operation
    for name, operation in OPERATIONS.items()
    if operation.get("responseSchema") and not operation["source"] and (operation["sunset"] or "2027") > "2026-11-01"
}


def strange(value: Any, schema: Row, place: str = "") -> list[str]:
    """Return the places of fields that a schema does not know, found by the simplest code."""
    if "anyOf" in schema:
        return min((strange(value, option, place) for option in schema["anyOf"]), key=len) if value is not None else []
    if isinstance(value, list):
        return [fault for item in value for fault in strange(item, schema.get("items", {}), f"{place}[]")]
    known = schema.get("properties", {})
    if not isinstance(value, dict) or not known:
        return []
    return [f"{place}.{name}" for name in value if name not in known] + [
        fault
        for name, inner in value.items()
        if name in known
        for fault in strange(inner, known[name], f"{place}.{name}")
    ]


def paths(truth: Row) -> Row:
    """Return an id for each parameter of a path."""
    active = next(row["accountId"] for row in truth["users"] if row["productAccess"] and row["status"] == "active")
    return {
        "orgId": truth["organization"]["id"],
        "directoryId": "-",
        "accountId": active,
        "userId": active,
        "groupId": next(row["id"] for row in truth["groups"] if row["counts"]["users"] and row["counts"]["resources"]),
        "domainId": truth["domains"][0]["id"],
        "eventId": truth["events"][0]["id"],
    }


WRITTEN: Row = {
    "createPolicy": {"data": {"type": "policy", "attributes": {"type": "data-residency", "rule": {"in": ["eu"]}}}},
    "updatePolicy": {"data": {"type": "policy", "attributes": {"type": "ip-allowlist", "status": "disabled"}}},
    "inviteUsers": {"emails": ["new@elsewhere.example"]},
}


@pytest.mark.parametrize("name", READING)
def test_an_answer_has_the_shape_that_the_document_states(name: str, local: Local, truth: Row) -> None:
    operation = READING[name]
    own = local if operation["reads"] else Local(users=120, seed=11)
    state = truth if operation["reads"] else own.state()
    policy = next(row for row in state["policies"] if row["attributes"]["name"] == "Offices and VPN")
    given, resources = {**paths(state), "policyId": policy["id"]}, policy["attributes"]["resources"]
    body = WRITTEN.get(name, {"id": resources[0]["id"]} if name == "addResourceToPolicy" else {})
    path = operation["below"].format(**given, resourceId=resources[0]["id"])
    sent = {} if operation["method"] in ("GET", "DELETE") else {"json": body}
    answer = own.ask(operation["method"], f"/admin{path}", **sent)
    assert answer.status_code in (200, 202), answer.text
    schema = SCHEMAS[operation["api"]]["$defs"][operation["responseSchema"]]
    faults = Draft202012Validator(schema).iter_errors(answer.json())
    assert [fault.message for fault in faults] == []
    assert strange(answer.json(), schema) == []
