"""`--known-value`: values of closed enumerations that the user has looked up, and that count as listed."""

from collections.abc import Sequence
from difflib import get_close_matches

import click

from orglint import tables
from orglint.cli.command import Command
from orglint.errors import UsageError
from orglint.model.neutralize import neutralize
from orglint.model.values import KnownValues, quote_value
from orglint.tables.values import Enumeration, find_enumerations

_NOTHING = "nothing was judged"
_EXAMPLE = "--known-value policies.resources[].applicationStatus=paused"


def add_known_value_option(command: Command) -> Command:
    """Add `--known-value`, which arrives as `known`."""
    return click.option(
        "--known-value",
        "known",
        metavar="PATH=VALUE",
        multiple=True,
        callback=lambda context, parameter, given: _parse_known_values(given),  # noqa: ARG005 - click hands over three
        help="Accept a value that the API's specification does not list, because you know what it means: "
        "users.platformRoles=atlassian/new-role; may be given several times, and every report names it.",
    )(command)


def _parse_known_values(given: Sequence[str]) -> KnownValues:
    found: dict[tuple[str, str], tuple[str, ...]] = {}
    for text in given:
        place, value = _parse_known_value(text)
        found[place] = tuple(dict.fromkeys((*found.get(place, ()), value)))
    return found


def _parse_known_value(text: str) -> tuple[tuple[str, str], str]:
    path, equals, value = text.partition("=")
    if not equals or not value:
        raise UsageError(f"{_NOTHING}: --known-value {neutralize(text)} does not name a value", f"Write {_EXAMPLE}.")
    closed = _list_closed_places()
    place = next((it for it in closed if _strip_element_mark(it) == _strip_element_mark(path)), None)
    if place is None:
        raise UsageError(
            f"{_NOTHING}: {neutralize(path)} {_describe_mistake(path)}", _suggest_places(path, list(closed))
        )
    table, enumeration = closed[place]
    if value in enumeration.listed:
        message = f"{_NOTHING}: {neutralize(quote_value(value))} is a value that the specification lists for {place}"
        raise UsageError(message, "Leave out this --known-value.")
    return (table, place.removeprefix(f"{table}.")), value


def _list_closed_places() -> dict[str, tuple[str, Enumeration]]:
    return {
        f"{table}.{path}": (table, enumeration)
        for table in tables.known_tables()
        for path, enumeration in find_enumerations(table).items()
        if enumeration.closed
    }


def _strip_element_mark(place: str) -> str:
    """Return a place without the mark of the elements at its end: both ways to write it mean the same."""
    return place.removesuffix("[]")


def _describe_mistake(path: str) -> str:
    table, _, below = path.partition(".")
    known = find_enumerations(table) if table in tables.known_tables() else {}
    if any(_strip_element_mark(it) == _strip_element_mark(below) for it in known):
        return "takes any value as it is: only values of closed enumerations can be unknown because they are new"
    return "is not a place of a closed enumeration"


def _suggest_places(path: str, closed: Sequence[str]) -> str:
    near = get_close_matches(path, closed, n=2) or [
        it for it in closed if _strip_element_mark(it).endswith(f".{_strip_element_mark(path)}")
    ]
    meant = f"Did you mean {' or '.join(near)}? " if near else ""
    return f"{meant}The closed ones are {', '.join(closed)}."
