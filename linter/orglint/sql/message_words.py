"""The SQL twin of `model.value_words`, as far as messages go: what a value is in a message."""

from orglint.model.value_words import NOTHING
from orglint.sql.quoting import quote_text

_PLAIN = frozenset({"bool", "duration", "int", "string", "uint"})
_DAY = 10  # characters of a date


def write_in_message(value: str, kind: str) -> str | None:
    """Return the SQL of a value in a message, which is never NULL; None for a type whose words are left to Python.

    `value` is the value's own SQL, `kind` its type in CEL's words.
    """
    words = _write_known(value, kind, 0)
    return f"coalesce({words}, {quote_text(NOTHING)})" if words else None


def _write_known(value: str, kind: str, depth: int) -> str | None:
    """Return the SQL that is NULL where the value is."""
    if kind in _PLAIN:
        return f"CAST({value} AS TEXT)"
    if kind == "timestamp":  # not strftime: a NULL may come without a type
        return f"left(CAST({value} AS TEXT), {_DAY})"
    if not kind.startswith("list("):
        return None
    element = f"_element_{depth}"
    inner = _write_known(element, kind[len("list(") : -1], depth + 1)
    if inner is None:
        return None
    words = f"list_transform({value}, lambda {element}: coalesce({inner}, {quote_text(NOTHING)}))"
    joined = f"coalesce(nullif(array_to_string({words}, ', '), ''), 'none')"
    return f"CASE WHEN {value} IS NOT NULL THEN {joined} END"
