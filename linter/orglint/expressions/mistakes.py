"""What the official checker says of an expression, as mistakes with a place and the nearest right name."""

import re
from collections.abc import Iterable, Mapping
from difflib import get_close_matches

from orglint.errors import Mistake

_ERROR = re.compile(r"ERROR: <input>:(\d+):(\d+): (.*)")
_NO_FIELD = re.compile(r"undefined field '([^']*)' not found in struct '([^']*)'")
_NO_NAME = re.compile(r"undeclared reference to '([^']*)'")
_NO_OVERLOAD = re.compile(r"found no matching overload for '([^']*)' applied to '([^']*)'")
_EXPECTING = re.compile(r" expecting (\{.*|.*)$")
_OPERATOR = re.compile(r"_?(\W+)_|(\W)_")


def read(report: str, source: str, fields: Mapping[str, Iterable[str]], names: Iterable[str]) -> tuple[Mistake, ...]:
    """Return the mistakes in a report of the official parser or checker.

    `fields` gives the known fields by message type, `names` every variable and function.
    """
    found = [
        Mistake(_explain(text, fields, names), line=int(line), column=int(column), excerpt=point(source, line, column))
        for line, column, text in _ERROR.findall(report)
    ]
    if found:
        return tuple(found)
    deep = "recursion" in report
    text = "this is nested deeper than 32 levels" if deep else f"not an expression: {report.splitlines()[0]}"
    return (Mistake(text, line=1, column=1),)


def point(source: str, line: int | str, column: int | str) -> str:
    """Return the line of the source with a caret under the column."""
    lines = source.splitlines() or [""]
    text = lines[min(int(line), len(lines)) - 1]
    return f"    {text}\n    {' ' * (int(column) - 1)}^"


def _explain(text: str, fields: Mapping[str, Iterable[str]], names: Iterable[str]) -> str:
    text = text.removesuffix(" [INVALID_ARGUMENT]")
    if match := _NO_FIELD.search(text):
        field, message = match.groups()
        return f"{_spoken(message)} has no field {field}{_nearest(field, fields.get(message, ()))}"
    if match := _NO_NAME.search(text):
        return f"there is nothing called {match[1]}{_nearest(match[1], names)}"
    if match := _NO_OVERLOAD.search(text):
        return _no_overload(match[1], match[2])
    short = _EXPECTING.sub("", text.replace("Syntax error: ", "syntax: "))
    return short.replace("mismatched input '<EOF>'", "it ends too early")


def _no_overload(function: str, arguments: str) -> str:
    spoken = _spoken(arguments.replace("orglint.", ""))
    if operator := _OPERATOR.fullmatch(function):
        return f"{operator[1] or operator[2]} does not take {spoken}"
    return f"{function.removeprefix('@')} does not take {spoken}"


def _nearest(name: str, known: Iterable[str]) -> str:
    close = get_close_matches(name, list(known), n=1, cutoff=0.6)
    return f"; did you mean {close[0]}?" if close else _some(known)


def _some(known: Iterable[str]) -> str:
    names = sorted(known)
    shown = ", ".join(names[:12])
    return f"; it has {shown}{' ...' if len(names) > 12 else ''}" if names else ""  # noqa: PLR2004 - a line's worth


def _spoken(message: str) -> str:
    return message.removeprefix("orglint.").replace("__", ".")
