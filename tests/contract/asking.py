"""Ask every operation through its client, waiting and not, and say what an answer must be for its type to be true."""

import asyncio
import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from jsonschema import Draft202012Validator

from support.calls import BODIES, ENDPOINTS, arguments, module, open_client, snake
from support.specification import OPERATIONS, SCHEMAS, read_specification


@dataclass(frozen=True, slots=True)
class Place:
    """Where somebody speaks the document of each API, and the key that opens it."""

    urls: Mapping[str, str]
    key: str


def ask(operation: str, form: str, place: Place, ids: Mapping[str, str], body: Any = None) -> Any:
    """Return the client's response to one call with the least that it needs."""
    function = getattr(ENDPOINTS[module(operation, OPERATIONS[operation])], form)
    given, rest = arguments(function, ids, BODIES.get(operation, {}) if body is None else body)
    return FORMS[form](partial(function, *given, **rest), open_client(operation, place.urls, place.key))


def _waiting(call: Any, opened: Any) -> Any:
    with opened as client:
        return call(client=client)


def _not_waiting(call: Any, opened: Any) -> Any:
    async def once() -> Any:
        async with opened as client:
            return await call(client=client)

    return asyncio.run(once())


FORMS = {"sync_detailed": _waiting, "asyncio_detailed": _not_waiting}


def documented(operation: str) -> dict[int, Any]:
    """Return the successes that its document has for an operation, by status."""
    facts = OPERATIONS[operation]
    responses = read_specification(facts["api"])["paths"][facts["path"]][facts["method"].lower()]["responses"]
    return {int(status): response for status, response in responses.items() if str(status).startswith("2")}


def is_typed(operation: str, answer: Any) -> None:
    """Fail unless a success is documented, has the type that the document says, and kept every value of its body."""
    status, facts = int(answer.status_code), OPERATIONS[operation]
    assert status in documented(operation), answer.content
    if "content" not in documented(operation)[status]:
        assert (answer.parsed, answer.content) == (None, b"")
        return
    body = json.loads(answer.content)
    if facts.get("responseSchema"):
        assert type(answer.parsed).__name__ == facts["responseSchema"]
        assert not list(Draft202012Validator(SCHEMAS[facts["api"]]["$defs"][facts["responseSchema"]]).iter_errors(body))
        assert same(answer.parsed.to_dict(), body)
        rows_are_typed(answer.parsed, facts)
    else:
        assert plain(answer.parsed) == body


def plain(value: Any) -> Any:
    """Return an answer without a name of its own as the JSON value that it was read from."""
    if isinstance(value, list):
        return [plain(each) for each in value]
    return value.to_dict() if hasattr(value, "to_dict") else value


def rows_are_typed(page: Any, facts: Mapping[str, Any]) -> None:
    """Fail unless every row of a list, or the one object in an envelope, has the type that the document says."""
    found = page
    for step in ((facts.get("pagination") or {}).get("items") or "/data").strip("/").split("/"):
        found = getattr(found, snake(step), None)
    rows = found if isinstance(found, list) else [found]
    if facts["itemSchema"] != facts["responseSchema"]:
        assert {type(row).__name__ for row in rows if row and type(row).__name__ != "Unset"} <= {facts["itemSchema"]}


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
