"""Values of many findings as columns that compress well; the script of the page reads them back (`script/unpack.js`).

A column is a list; or `{"all": value}`, if every value is the same; or `{"keys": 1}`, if each value is the key of its
subject; or `{"t": steps, "u": unit}` for times, each as its distance from the one before in seconds or microseconds, if
each comes back letter by letter. In a list `{}` is a value that is not known, and `{"raw": json, "say": words}` is one
whose words or whose JSON only Python knows.
"""

import re
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from itertools import islice
from types import NoneType
from typing import Any

from orglint.model.found_columns import NOT_KNOWN
from orglint.model.shown_values import describe_shown_value
from orglint.model.wording import parse_timestamp
from orglint.reports.html.values import make_inert, make_texts_inert, to_raw

KEYS = {"keys": 1}
"""A column of the keys, which a page has already."""
_SAFE = 2**53 - 1
"""The largest whole number that a script holds exactly."""
_EPOCH = datetime(1970, 1, 1)  # noqa: DTZ001 - all are in UTC, and a zone takes time
_MICROSECOND = timedelta(microseconds=1)
_SECOND = 1_000_000
_DIGITS = re.compile(r"([0-9a-f]{4,})")


def pack_column(values: Sequence[Any], kind: str, as_of: datetime) -> Any:
    """Return the values of a column, each as JSON has it or `NOT_KNOWN`."""
    if kind == "time" and (times := _pack_times(values)):
        return times
    packed = _pack_values(values, kind, as_of)
    return {"all": packed[0]} if len(packed) > 1 and _are_same(packed) else packed


def _pack_values(values: Sequence[Any], kind: str, as_of: datetime) -> list[Any]:
    types = set(map(type, values))
    if kind != "time" and types == {str}:
        return make_texts_inert(values)
    if types <= {bool, NoneType}:
        return list(values)
    return [it if it is None or it is NOT_KNOWN else pack_value(it, kind, as_of) for it in values]


def _are_same(packed: Sequence[Any]) -> bool:
    """Return whether values are the same in JSON, where 1, 1.0 and true differ, in lists too."""
    first = packed[0]
    if packed.count(first) != len(packed) or len(set(map(type, packed))) > 1:
        return False
    return not isinstance(first, list) or len(set(map(to_raw, packed))) == 1


def pack_value(value: Any, kind: str, as_of: datetime) -> Any:
    """Return a value as it is, harmless; one that the script cannot put into words, or write as JSON, with both."""
    inert = make_inert(value)
    if inert is None or _is_plain(inert, kind) or (isinstance(inert, list) and all(map(_is_element, inert))):
        return inert
    return {"raw": to_raw(inert), "say": describe_shown_value(inert, kind, as_of)}


def _is_plain(value: Any, kind: str) -> bool:
    if kind == "time" and isinstance(value, str):
        return parse_timestamp(value) is None
    return _is_element(value)


def _is_element(value: Any) -> bool:
    return value is None or isinstance(value, str | bool) or (isinstance(value, int) and abs(value) <= _SAFE)


def _pack_times(values: Iterable[Any]) -> dict[str, Any] | None:
    """Return times as distances; None if one of the values is no time that comes back as it is."""
    steps: list[Any] = []
    before, whole = 0, True
    for value in values:
        if value is None or value is NOT_KNOWN:
            steps.append(None if value is None else "?")
            continue
        at = _count_microseconds(value)
        if at is None:
            return None
        whole = whole and at % _SECOND == 0
        steps.append(at - before)
        before = at
    unit = _SECOND if whole else 1
    return {"t": [it if it is None or it == "?" else it // unit for it in steps], "u": unit}


def _count_microseconds(written: Any) -> int | None:
    """Return the microseconds from 1970 to a time; None if what is written is not how it comes back."""
    try:
        time = datetime.fromisoformat(written[:-1])
    except (TypeError, ValueError):
        return None
    if time.tzinfo is not None or f"{time.isoformat()}Z" != written:
        return None
    return (time - _EPOCH) // _MICROSECOND


class Numbers:
    """Subjects by number: each is kept once, however many rules find it."""

    def __init__(self) -> None:
        self._numbers: dict[tuple[str, str], int] = {}
        self._shapes: dict[tuple[Any, ...], int] = {}
        self._digits: list[str] = []
        self._used: list[int] = []

    def number_all(self, names: Iterable[str], keys: Iterable[str]) -> list[int]:
        """Return the number of each subject, by its name and its key."""
        numbers = self._numbers
        found = [numbers.setdefault(subject, len(numbers)) for subject in zip(names, keys, strict=True)]
        for _name, key in islice(numbers, len(self._used), None):
            self._used.append(self._shapes.setdefault(self._split_key(key), len(self._shapes)))
        return found

    def list_names(self) -> list[str]:
        """Return the names by number; nothing where it is the key."""
        return ["" if name == key else name for name, key in self._numbers]

    def pack_keys(self) -> dict[str, Any]:
        """Return the keys as shapes, which of these each has, and one run of the digits that fill them."""
        return {"shapes": list(self._shapes), "used": pack_steps(self._used), "digits": "".join(self._digits)}

    def _split_key(self, key: str) -> tuple[Any, ...]:
        """Return a key with the number of digits in place of each long run of them."""
        parts: list[Any] = _DIGITS.split(key)
        self._digits += parts[1::2]
        parts[1::2] = map(len, parts[1::2])
        return tuple(parts)


def pack_steps(numbers: Sequence[int]) -> list[int]:
    """Return each number as its distance from the one before: what is nearly in order packs to almost nothing."""
    return [number - before for number, before in zip(numbers, [0, *numbers], strict=False)]
