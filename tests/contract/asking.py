"""Ask every operation through the client, waiting and not, and say what an answer must be for its type to be true."""

import asyncio
import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from jsonschema import Draft202012Validator

from atlassian_admin import AuthenticatedClient
from atlassian_admin.types import Unset
from support.calls import BODIES, ENDPOINTS, GENERATED, OPERATIONS, PLAIN, arguments, module, snake

DEFS: dict[str, Any] = json.loads((GENERATED / "atlassian_admin/schemas.json").read_text("utf-8"))["$defs"]


@dataclass(frozen=True, slots=True)
class Place:
    """Where somebody speaks the document, and the key that opens it."""

    url: str
    key: str


def ask(operation: str, form: str, place: Place, ids: Mapping[str, str], body: Any = None) -> Any:
    """Return the client's response to one call with the least that it needs."""
    function = getattr(ENDPOINTS[module(operation, OPERATIONS[operation])], form)
    given, rest = arguments(function, ids, BODIES.get(operation, {}) if body is None else body)
    return FORMS[form](partial(function, *given, **rest), place)


def _waiting(call: Any, place: Place) -> Any:
    with AuthenticatedClient(place.url, token=place.key, verify_ssl=PLAIN) as client:
        return call(client=client)


def _not_waiting(call: Any, place: Place) -> Any:
    async def once() -> Any:
        async with AuthenticatedClient(place.url, token=place.key, verify_ssl=PLAIN) as client:
            return await call(client=client)

    return asyncio.run(once())


FORMS = {"sync_detailed": _waiting, "asyncio_detailed": _not_waiting}


def documented(document: dict[str, Any], operation: str) -> dict[int, Any]:
    """Return the successes that the document has for an operation, by status."""
    facts = OPERATIONS[operation]
    responses = document["paths"][facts["path"]][facts["method"].lower()]["responses"]
    return {int(status): response for status, response in responses.items() if str(status).startswith("2")}


def is_typed(document: dict[str, Any], operation: str, answer: Any) -> None:
    """Fail unless a success is documented, has the type that the document says, and kept every value of its body."""
    status, facts = int(answer.status_code), OPERATIONS[operation]
    assert status in documented(document, operation), answer.content
    if "content" not in documented(document, operation)[status]:
        assert (answer.parsed, answer.content) == (None, b"")
        return
    body = json.loads(answer.content)
    if facts.get("responseSchema"):
        assert type(answer.parsed).__name__ == facts["responseSchema"]
        assert not list(Draft202012Validator(DEFS[facts["responseSchema"]]).iter_errors(body))
        assert same(answer.parsed.to_dict(), body)
        rows_are_typed(answer.parsed, facts)
    else:
        assert answer.parsed == body


def rows_are_typed(page: Any, facts: Mapping[str, Any]) -> None:
    """Fail unless every row of a list, or the one object in an envelope, has the type that the document says."""
    found = page
    for step in ((facts.get("pagination") or {}).get("items") or "/data").strip("/").split("/"):
        found = getattr(found, snake(step), None)
    rows = found if isinstance(found, list) else [found]
    if facts["itemSchema"] != facts["responseSchema"]:
        assert {type(row).__name__ for row in rows if row and not isinstance(row, Unset)} <= {facts["itemSchema"]}


def same(ours: Any, theirs: Any) -> bool:
    """Say whether two JSON values are equal; a time may be written in two ways."""
    if isinstance(ours, dict) and isinstance(theirs, dict):
        return ours.keys() == theirs.keys() and all(same(ours[key], theirs[key]) for key in ours)
    if isinstance(ours, list) and isinstance(theirs, list):
        return len(ours) == len(theirs) and all(map(same, ours, theirs))
    return bool(ours == theirs) or (
        isinstance(ours, str) and isinstance(theirs, str) and instant(ours) == instant(theirs)
    )


def instant(text: str) -> object:
    """Return the moment that a text says, or the text."""
    try:
        return dt.datetime.fromisoformat(text)
    except ValueError:
        return text
