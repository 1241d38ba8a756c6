"""`--known-value`: values of closed enumerations that the user has looked up, and that count as listed."""

from collections.abc import Callable, Sequence
from difflib import get_close_matches
from typing import Any, TypeVar

import click

from orglint import tables
from orglint.errors import UsageError
from orglint.model.values import KnownValues, quoted
from orglint.reports.inert import inert
from orglint.tables.values import Enumeration, enumerations

F = TypeVar("F", bound=Callable[..., Any])

_NOTHING = "nothing was judged"
_EXAMPLE = "--known-value policies.resources[].applicationStatus=paused"


def option(command: F) -> F:
    """Add `--known-value`, which arrives as `known`."""
    return click.option(
        "--known-value",
        "known",
        metavar="PATH=VALUE",
        multiple=True,
        callback=lambda context, parameter, given: _parsed(given),  # noqa: ARG005 - click hands over three
        help="Count a value as listed that no specification lists, because you know what it means: "
        "users.platformRoles=atlassian/new-role; may be given several times, and every report names it.",
    )(command)


def _parsed(given: Sequence[str]) -> KnownValues:
    found: dict[tuple[str, str], tuple[str, ...]] = {}
    for text in given:
        place, value = _one(text)
        found[place] = tuple(dict.fromkeys((*found.get(place, ()), value)))
    return found


def _one(text: str) -> tuple[tuple[str, str], str]:
    path, equals, value = text.partition("=")
    if not equals or not value:
        raise UsageError(f"{_NOTHING}: --known-value {inert(text)} names no value", f"Write {_EXAMPLE}.")
    closed = _closed()
    place = next((it for it in closed if _plain(it) == _plain(path)), None)
    if place is None:
        raise UsageError(f"{_NOTHING}: {inert(path)} {_wrong(path)}", _hint(path, list(closed)))
    table, enumeration = closed[place]
    if value in enumeration.listed:
        message = f"{_NOTHING}: {inert(quoted(value))} is one of the values of {place} that are listed already"
        raise UsageError(message, "Leave the --known-value out.")
    return (table, place.removeprefix(f"{table}.")), value


def _closed() -> dict[str, tuple[str, Enumeration]]:
    return {
        f"{table}.{path}": (table, enumeration)
        for table in tables.known()
        for path, enumeration in enumerations(table).items()
        if enumeration.closed
    }


def _plain(place: str) -> str:
    """Return a place without the mark of the elements at its end: both ways to write it mean the same."""
    return place.removesuffix("[]")


def _wrong(path: str) -> str:
    table, _, below = path.partition(".")
    known = enumerations(table) if table in tables.known() else {}
    if any(_plain(it) == _plain(below) for it in known):
        return "takes any value as it is: only values of closed enumerations can be unknown for being new"
    return "is no place of a closed enumeration"


def _hint(path: str, closed: Sequence[str]) -> str:
    near = get_close_matches(path, closed, n=2) or [it for it in closed if _plain(it).endswith(f".{_plain(path)}")]
    meant = f"Did you mean {' or '.join(near)}? " if near else ""
    return f"{meant}Closed are {', '.join(closed)}."
