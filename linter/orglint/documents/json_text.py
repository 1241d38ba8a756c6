"""JSON documents in ASCII: a document over several lines, or a value in one."""

import json
import math
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from itertools import islice
from typing import Any

from orglint.model.wording import format_timestamp

_DOCUMENT = json.JSONEncoder(ensure_ascii=True, allow_nan=False, indent=1)
_LINE = json.JSONEncoder(ensure_ascii=True, allow_nan=False)
_TOGETHER = 500
"""Members of a list in one piece."""
_LONE = "\\ud"
"""Half of a character beyond the first 65,536, which JSON cannot hold alone, as the encoders write it."""


def encode_document(document: Mapping[str, Any]) -> str:
    """Return a document in ASCII, one that ends with a line feed; what JSON cannot hold becomes text that says so."""
    return f"{_DOCUMENT.encode(_to_json_value(document))}\n"


def encode_line(document: Mapping[str, Any]) -> str:
    """Return a document in one line of ASCII, without a line feed; what JSON cannot hold becomes text that says so."""
    try:  # there may be a million lines, and few hold anything that JSON cannot
        line = _FAST.encode(document)
    except ValueError:
        line = _LONE
    return _LINE.encode(_to_json_value(document)) if _LONE in line else line


def encode_members(members: Iterable[Mapping[str, Any]], indent: str) -> Iterator[str]:
    """Yield what stands between the brackets of a list, a member a line, in pieces of many lines; no line feed ends it.

    There may be a million members, and no more than a piece is in memory.
    """
    left, between = iter(members), ""
    while some := list(islice(left, _TOGETHER)):
        yield between + ",\n".join(f"{indent}{encode_line(it)}" for it in some)
        between = ",\n"


def _to_plain_value(value: Any) -> Any:
    """Return what the encoder does not know as something that it knows."""
    return dict(value) if isinstance(value, Mapping) else _to_json_value(value)


_FAST = json.JSONEncoder(ensure_ascii=True, allow_nan=False, default=_to_plain_value)


def _to_json_value(value: Any) -> Any:
    """Return the value in the types of JSON; strings and numbers that JSON cannot hold become strings that say so."""
    if isinstance(value, str):
        return value.encode("utf-8", "backslashreplace").decode()
    if value is None or isinstance(value, int):
        return value
    if isinstance(value, float):
        return value if math.isfinite(value) else str(value)
    if isinstance(value, datetime):
        return format_timestamp(value)
    if isinstance(value, Mapping):
        return {_to_json_value(str(name)): _to_json_value(item) for name, item in value.items()}
    if isinstance(value, list | tuple):
        return [_to_json_value(item) for item in value]
    return value.isoformat() if isinstance(value, date) else _to_json_value(str(value))
