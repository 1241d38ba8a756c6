"""Values of evidence as the page shows them: inert, not too long, in words and as JSON."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from orglint.model.neutralize import shorten_text
from orglint.reports.web import LONGEST


def make_inert(value: Any) -> Any:
    """Return a value of JSON with its texts harmless, and not too long."""
    if isinstance(value, str):
        return shorten_text(value, LONGEST)
    if isinstance(value, Mapping):
        return {make_inert(str(name)): make_inert(item) for name, item in value.items()}
    if isinstance(value, list | tuple):
        return [make_inert(item) for item in value]
    return value if value is None or isinstance(value, int) else _make_number(value)


def make_texts_inert(texts: Iterable[str]) -> list[str]:
    """Return texts harmless, and not too long; most are, so that asking is cheaper than calling."""
    listed = list(texts)
    together = "".join(listed)
    if together.isascii() and together.isprintable() and max(map(len, listed), default=0) <= LONGEST:
        return listed
    return [
        it if it.isascii() and it.isprintable() and len(it) <= LONGEST else shorten_text(it, LONGEST) for it in listed
    ]


def _make_number(value: Any) -> Any:
    """Return a number as JSON can hold it; one that it cannot is a text."""
    return value if isinstance(value, float) and value - value == 0 else str(value)


def to_raw(value: Any) -> str:
    """Return an inert value as JSON in a line, as the script of the page writes it too."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
