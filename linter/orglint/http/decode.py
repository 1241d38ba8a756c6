"""Decode the body of an answer to JSON that can be stored: no API key, no half surrogates, no duplicate members.

The fast path is a library's. It refuses half characters, numbers beyond all bounds and texts that are no UTF-8, but of
a member that comes twice it takes the last without a word. So what it made is written again: without a member lost,
there are as many colons as before. Whatever does not come out even is read once more by Python's own decoder, which is
slower and shows every member.
"""

import json
import re
from collections import Counter
from collections.abc import Callable
from math import isfinite
from typing import Any

import orjson

from orglint.http.echo import SHOWN, Echo
from orglint.http.unreadable import Unreadable

DEEPEST = 200
ROWS = "data"
_LONGEST_INTEGER = 19  # digits of the largest number of 64 bits
_COLON = re.compile(rb"\\u003[aA]")
_TOO_LARGE = Unreadable("[a number beyond all bounds]")
_TOO_DEEP = Unreadable("[nested too deeply]")
_HALF = Unreadable("[a text with half a character]")


class NotAPageError(Exception):
    """The body of an answer is not a page: it is not JSON, or not a JSON object."""


class DoubledError(NotAPageError):
    """An object has a member twice, and nothing says which one counts."""


def decode_answer(body: bytes, echo: Echo) -> dict[str, Any]:
    """Return the members of an answer, without the API key.

    Raises `NotAPageError` if it is not a JSON object, `DoubledError` if an object has a member twice.
    """
    try:
        members = orjson.loads(body)
        written = orjson.dumps(members)
    except (orjson.JSONDecodeError, orjson.JSONEncodeError):
        return _decode_and_tidy(body, echo)
    if not _nothing_lost(body, written) or echo.may_be_in(written):
        return _decode_and_tidy(body, echo)
    return _require_object(members)


def _decode_and_tidy(body: bytes, echo: Echo) -> dict[str, Any]:
    members = _require_object(_every_member(body))
    tidy = _Tidy(echo.blot_out_key if echo.may_be_in(body) else str)
    return {tidy.text(name): tidy.value(value, name == ROWS) for name, value in members.items()}


class _Tidy:
    """Replaces every value that may not be stored, by text or by an `Unreadable`."""

    def __init__(self, scrub: Callable[[str], str]) -> None:
        self._scrub = scrub

    def value(self, value: Any, in_rows: bool, depth: int = 1) -> Any:  # noqa: FBT001 - one of two places
        """Return a JSON value as it may be stored, with `Unreadable` in the place of what may not.

        Nothing is deeper than `DEEPEST`; no text and no number contains the API key.
        """
        if isinstance(value, dict | list) and depth >= DEEPEST:
            return _TOO_DEEP
        if isinstance(value, dict):
            return {self.text(name): self.value(member, in_rows, depth + 1) for name, member in value.items()}
        if isinstance(value, list):
            return [self.value(element, in_rows, depth + 1) for element in value]
        if isinstance(value, str):
            return self._in_place(value, in_rows)
        if isinstance(value, int | float) and self._scrub(repr(value)) != repr(value):
            return Unreadable(SHOWN)
        return value

    def text(self, text: str) -> str:
        """Return a text as it may be stored: half characters are spelt out, and the key is blotted out."""
        return self._scrub(text).encode("utf-8", "backslashreplace").decode()

    def _in_place(self, text: str, in_rows: bool) -> str | Unreadable:  # noqa: FBT001 - one of two places
        plain = self.text(text)
        if plain == text:
            return text
        if self._scrub(text) != text:
            return Unreadable(plain)
        # Values outside of rows, such as cursors, are sent back as they are, so they are not escaped.
        return plain if in_rows else _HALF


def _require_object(members: Any) -> dict[str, Any]:
    if not isinstance(members, dict):
        raise NotAPageError("no object of JSON")
    return members


def _nothing_lost(body: bytes, written: bytes) -> bool:
    """Tell whether every member of the body is in what was made of it, which was then written out.

    A colon stands after each name and in texts, and texts come out as they went in; so those of a member that was lost
    are missing. Whatever else may differ (white space, escapes) has no colon, or is counted.
    """
    if body == written:
        return True
    escaped = len(_COLON.findall(body)) if b"\\u003" in body else 0
    return body.count(b":") + escaped == written.count(b":")


def _every_member(body: bytes) -> Any:
    try:
        return _DECODE(body.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        raise NotAPageError("no JSON") from None


def _require_unique_names(members: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(members)
    if len(found) < len(members):
        raise DoubledError(Counter(name for name, _ in members).most_common(1)[0][0])
    return found


def _parse_integer(digits: str) -> int | float | Unreadable:
    return int(digits) if len(digits.lstrip("-")) <= _LONGEST_INTEGER else _parse_number(digits)


def _parse_number(digits: str) -> float | Unreadable:
    value = float(digits)
    return value if isfinite(value) else _TOO_LARGE


def _refuse_constant(constant: str) -> None:
    raise ValueError(constant)


_DECODE = json.JSONDecoder(
    object_pairs_hook=_require_unique_names,
    parse_int=_parse_integer,
    parse_float=_parse_number,
    parse_constant=_refuse_constant,
).decode
