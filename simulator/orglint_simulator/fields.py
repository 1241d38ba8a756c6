"""Checks of request fields, for bodies and for query strings."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from orglint_simulator.call import Json, refuse_bad

BODY, QUERY = "ADMIN-400-24", "ADMIN-400-19"


@dataclass(frozen=True, slots=True)
class RequestField:
    """One field of a body or a query string.

    `fault` returns what is wrong with a JSON value, empty text if nothing is; `parse` reads a value from a query
    string.
    """

    fault: Callable[[Any], str]
    parse: Callable[[list[str]], Any]


def text_field() -> RequestField:
    """Return a field that holds one text."""
    return RequestField(lambda value: "" if isinstance(value, str) else "must be a text", lambda values: values[-1])


def boolean_field() -> RequestField:
    """Return a field that is true or false."""
    known = {"true": True, "false": False}
    return RequestField(
        lambda value: "" if isinstance(value, bool) else "must be true or false",
        lambda values: known.get(values[-1], values[-1]),
    )


def integer_field(low: int, high: int) -> RequestField:
    """Return a field that holds an integer from `low` to `high`, both included."""

    def fault(value: Json) -> str:
        fits = isinstance(value, int) and not isinstance(value, bool) and low <= value <= high
        return "" if fits else f"must be a whole number from {low} to {high}"

    return RequestField(fault, lambda values: int(values[-1]) if values[-1].lstrip("-").isdigit() else values[-1])


def choice_field(*known: str) -> RequestField:
    """Return a field that holds one of the texts in `known`."""
    return RequestField(
        lambda value: "" if value in known else f"must be one of {', '.join(known)}", lambda values: values[-1]
    )


def text_list_field(most: int, *known: str) -> RequestField:
    """Return a field that holds a list of 1 to `most` texts, of those in `known` if any are given."""

    def fault(value: Json) -> str:
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            return "must be a list of texts"
        if not 1 <= len(value) <= most:
            return f"must hold 1 to {most} values"
        return "" if not known or set(value) <= set(known) else f"may only hold {', '.join(known)}"

    return RequestField(fault, lambda values: [item for value in values for item in value.split(",")])


def sort_order_field(field: str) -> RequestField:
    """Return a field that holds one order by the only field that can be sorted by."""

    def fault(value: Json) -> str:
        orders = [[{"field": field, "direction": direction}] for direction in ("asc", "desc")]
        return "" if value in [*orders, [{"field": field}]] else f"must be one order by {field}, asc or desc"

    return RequestField(fault, lambda values: values)


def check_body(fields: Mapping[str, RequestField], given: Mapping[str, Any]) -> dict[str, Any]:
    """Return the fields of a JSON body; raises `Refused` (400) if one is wrong. A null field counts as absent."""
    stated = {name: value for name, value in given.items() if value is not None}
    return _check_fields(fields, stated, code=BODY)


def parse_query(fields: Mapping[str, RequestField], given: Mapping[str, list[str]]) -> dict[str, Any]:
    """Return the fields of a query string; raises `Refused` (400) if one is wrong.

    `name[]` is read as `name`; unknown names are ignored.
    """
    named = {name.removesuffix("[]"): values for name, values in given.items()}
    stated = {name: field.parse(named[name]) for name, field in fields.items() if name in named}
    return _check_fields(fields, stated, code=QUERY)


def _check_fields(fields: Mapping[str, RequestField], stated: dict[str, Any], *, code: str) -> dict[str, Any]:
    for name, value in stated.items():
        if name not in fields:
            refuse_bad(code, f"The field {name} is not known.")
        if fault := fields[name].fault(value):
            refuse_bad(code, f"The field {name} {fault}.")
    return stated


def require_fields(given: dict[str, Any], *names: str) -> dict[str, Any]:
    """Return the fields; raises `Refused` (400) if one of those named is absent."""
    for name in names:
        if name not in given:
            refuse_bad(BODY, f"The field {name} is missing.")
    return given


def non_empty_text_field() -> RequestField:
    """Return a field that holds a text that is not empty."""
    return RequestField(
        lambda value: "" if isinstance(value, str) and value else "must be a text", lambda values: values[-1]
    )


def object_field(fields: Mapping[str, RequestField], *names: str) -> RequestField:
    """Return a field that holds an object of fields, of which some must be there."""

    def fault(value: Json) -> str:
        if not isinstance(value, dict):
            return "must be an object"
        unknown = [name for name in value if name not in fields]
        missing = [name for name in names if name not in value]
        wrong = [f"{name} {reason}" for name in value if name in fields and (reason := fields[name].fault(value[name]))]
        said = [*(f"{name} is not known" for name in unknown), *(f"{name} is missing" for name in missing), *wrong]
        return f"is wrong: {said[0]}" if said else ""

    return RequestField(fault, lambda values: values)


def list_field(field: RequestField, least: int = 0, most: int = 1000) -> RequestField:
    """Return a field that holds a list of what another field holds one of."""

    def fault(value: Json) -> str:
        if not isinstance(value, list) or not least <= len(value) <= most:
            return f"must be a list of {least} to {most}"
        return next((reason for item in value if (reason := field.fault(item))), "")

    return RequestField(fault, lambda values: values)
