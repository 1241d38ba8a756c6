"""What the lists of the API Access API have in common: windows of time, order, pages, and how they word refusals.

How the other ways to narrow by time (SearchType, Uom, Value, ranges) are written is not documented: they are refused.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from orglint_simulator.call import Call, Json, Reply, refuse_bad
from orglint_simulator.fields import QUERY, RequestField, choice_field, integer_field, text_field
from orglint_simulator.organization.lives import format_timestamp
from orglint_simulator.pages import build_cursor_dialect, keep_null_next, of_query, reply_with_page

BASE = "/api-access/v1/orgs/{orgId}"
ROWS = 100
UNKNOWN = ("SearchType", "Uom", "Value", "RangeFrom", "RangeTo")
PAGED: Mapping[str, RequestField] = {"cursor": text_field(), "pageSize": integer_field(1, 1000)}


def answer_page(
    call: Call,
    fields: Mapping[str, RequestField],
    find: Callable[[Call, Mapping[str, Any]], Sequence[Any]],
    to_row: Callable[[Call, Any], Json],
) -> Reply:
    """Answer one page of what `find` finds for the query."""
    position = of_query(call, fields, limit=ROWS, size="pageSize")
    found = find(call, position.query)
    return reply_with_page(
        call, position, found, lambda it: to_row(call, it), dialect=build_cursor_dialect(keep_null_next)
    )


def refusal_to_gateway(_: Call, refused: Reply) -> Reply:
    """Return a refusal in the gateway's shape."""
    (error,) = refused.payload["errors"]
    return replace(refused, payload={"code": refused.status, "message": error["detail"]})


def time_window_fields(*names: str) -> dict[str, RequestField]:
    """Return the fields that narrow by time."""
    return {f"{name}{end}": _time_field() for name in names for end in ("From", "To")}


def sort_name_field(*names: str) -> RequestField:
    """Return the field that sorts; a minus in front means largest first."""
    return choice_field(*names, *(f"-{name}" for name in names))


def _time_field() -> RequestField:
    def fault(value: Json) -> str:
        try:
            datetime.fromisoformat(value)
        except ValueError:
            return "must be a time"
        return ""

    return RequestField(fault, lambda values: values[-1])


def refuse_undocumented_filters(call: Call, *names: str) -> None:
    """Raise `Refused` for filters that are not documented, instead of ignoring them."""
    for given in call.query:
        if given in [f"{name}{kind}" for name in names for kind in UNKNOWN] or given == "keyType":
            refuse_bad(QUERY, f"The local organization does not know how {given} is meant.")


def build_window_test(query: Mapping[str, Any], name: str) -> Callable[[int | None], bool]:
    """Return a test for a time: inside the window that a request asks for; what never happened is in no window."""
    start, end = (_iso_to_epoch(query.get(f"{name}{end}")) for end in ("From", "To"))
    if start is None and end is None:
        return lambda _: True
    return lambda moment: moment is not None and (start is None or start <= moment) and (end is None or moment <= end)


def _iso_to_epoch(given: str | None) -> float | None:
    if given is None:
        return None
    moment = datetime.fromisoformat(given)
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp()


def in_order(items: Sequence[Any], order: str | None, read: Callable[[Any, str], Any]) -> list[Any]:
    """Return items in the order asked for; what has no value comes first."""
    if order is None:
        return list(items)
    name = order.removeprefix("-")

    def key(item: Json) -> tuple[bool, Any]:
        value = read(item, name)
        return value is not None, value

    return sorted(items, key=key, reverse=order.startswith("-"))


def epoch_to_iso(moment: int | None) -> str | None:
    """Return a moment as these lists write it."""
    return None if moment is None else format_timestamp(moment, "000")
