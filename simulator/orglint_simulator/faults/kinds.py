"""What can go wrong with an answer: one small function for each kind, and the details that a fault file gives it."""

from collections.abc import Callable, Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from orglint_simulator.call import Json, Reply
from orglint_simulator.faults.changes import people_join, people_leave
from orglint_simulator.organization import Organization

Details = Mapping[str, Any]
Change = Callable[[dict[str, Any], str], None]
PAGE = "<!DOCTYPE html><html><head><title>Just a moment</title></head><body>The service is busy.</body></html>"
ELSEWHERE = "https://elsewhere.example"


@dataclass(frozen=True, slots=True)
class FaultKind:
    """One kind of fault: what it makes of an answer, and the types of its details; `before` happens before it."""

    apply: Callable[[Reply, Details], Reply]
    needs: Mapping[str, tuple[type, ...]]
    takes: Mapping[str, tuple[type, ...]]
    before: Callable[[Organization, Details], None] | None = None


def _replace_reply(reply: Reply, details: Details) -> Reply:
    headers = {name: str(value) for name, value in details.get("headers", {}).items()}
    body = details.get("body", "")
    return Reply(body, details["status"], headers, text=body if isinstance(body, str) else None, delay=reply.delay)


def _delay_reply(reply: Reply, details: Details) -> Reply:
    return replace(reply, delay=reply.delay + details["seconds"])


def _cut_reply(reply: Reply, details: Details) -> Reply:
    return replace(reply, cut=details["bytes"])


def _iterate_rows(payload: Json) -> Iterator[dict[str, Any]]:
    """Yield the rows of a page, the one thing of a `data` object, or the answer itself."""
    data = payload.get("data", payload) if isinstance(payload, dict) else payload
    for row in data if isinstance(data, list) else [data]:
        if isinstance(row, dict):
            yield row


def _change_rows(reply: Reply, path: str, change: Change) -> Reply:
    """Change the field at a dotted path in every row."""
    payload = deepcopy(reply.payload)
    *folders, name = path.split(".")
    for row in _iterate_rows(payload):
        place: Any = row
        for folder in folders:
            place = place.get(folder) if isinstance(place, dict) else None
        if isinstance(place, dict):
            change(place, name)
    return replace(reply, payload=payload)


def _rename_field(reply: Reply, details: Details) -> Reply:
    def change(place: dict[str, Any], name: str) -> None:
        if name in place:
            place[details["to"]] = place.pop(name)

    return _change_rows(reply, details["field"], change)


def _set_field_null(reply: Reply, details: Details) -> Reply:
    return _change_rows(reply, details["field"], lambda place, name: place.__setitem__(name, None))


def _omit_field(reply: Reply, details: Details) -> Reply:
    return _change_rows(reply, details["field"], lambda place, name: place.pop(name, None))


def _set_field(reply: Reply, details: Details) -> Reply:
    return _change_rows(
        reply, details["field"], lambda place, name: place.__setitem__(name, deepcopy(details["value"]))
    )


def _repeat_cursor(reply: Reply, _: Details) -> Reply:
    if reply.again is None:
        return reply
    again = reply.again()
    tail = {name: again[name] for name in ("links", "meta") if name in again}
    return replace(reply, payload={**reply.payload, **tail})


def _foreign_host(reply: Reply, details: Details) -> Reply:
    payload, host = deepcopy(reply.payload), urlsplit(details.get("host", ELSEWHERE))
    links = payload.get("links") if isinstance(payload, dict) else None
    if links and links.get("next"):
        link = urlsplit(links["next"])
        query = link.query or f"cursor={links['next']}"
        links["next"] = urlunsplit((host.scheme, host.netloc, link.path if link.query else "/", query, ""))
    return replace(reply, payload=payload)


def _change_data(reply: Reply, make: Callable[[list[Any]], list[Any]]) -> Reply:
    data = reply.payload.get("data") if isinstance(reply.payload, dict) else None
    return replace(reply, payload={**reply.payload, "data": make(data)}) if isinstance(data, list) else reply


def _drop_row(reply: Reply, details: Details) -> Reply:
    every = details["every"]
    return _change_data(reply, lambda rows: [row for at, row in enumerate(rows, start=1) if at % every])


def _empty_page(reply: Reply, _: Details) -> Reply:
    return _change_data(reply, lambda _: [])


def _not_json(reply: Reply, _: Details) -> Reply:
    return replace(reply, text=PAGE, headers={**reply.headers, "Content-Type": "text/html; charset=utf-8"})


def _missing_data(reply: Reply, _: Details) -> Reply:
    if not isinstance(reply.payload, dict):
        return reply
    return replace(reply, payload={name: value for name, value in reply.payload.items() if name != "data"})


def _as_it_is(reply: Reply, _: Details) -> Reply:
    return reply


ANY = (str, int, float, bool, list, dict, type(None))
FIELD = {"field": (str,)}

KINDS: Mapping[str, FaultKind] = {
    "status": FaultKind(_replace_reply, {"status": (int,)}, {"headers": (dict,), "body": (str, dict, list)}),
    "delay": FaultKind(_delay_reply, {"seconds": (int, float)}, {}),
    "cut": FaultKind(_cut_reply, {"bytes": (int,)}, {}),
    "rename": FaultKind(_rename_field, {**FIELD, "to": (str,)}, {}),
    "null": FaultKind(_set_field_null, FIELD, {}),
    "omit": FaultKind(_omit_field, FIELD, {}),
    "set": FaultKind(_set_field, {**FIELD, "value": ANY}, {}),
    "repeat-cursor": FaultKind(_repeat_cursor, {}, {}),
    "foreign-host": FaultKind(_foreign_host, {}, {"host": (str,)}),
    "drop-row": FaultKind(_drop_row, {"every": (int,)}, {}),
    "empty-page": FaultKind(_empty_page, {}, {}),
    "not-json": FaultKind(_not_json, {}, {}),
    "missing-data": FaultKind(_missing_data, {}, {}),
    "people-leave": FaultKind(_as_it_is, {"users": (int,)}, {}, people_leave),
    "people-join": FaultKind(_as_it_is, {"users": (int,)}, {}, people_join),
}
