"""Texts and names in Spark's SQL, in a form that nothing in them can break out of."""

import string

from orglint.expressions.spark.refusal import RefusedError

_PLAIN = frozenset(string.ascii_letters + string.digits + " .,:/_-@")
_ASTRAL = 0x10000


def quoted(value: str) -> str:
    """Return a text as a literal: whatever is not plain is written as its code point.

    Spark gives a meaning to backslashes, to adjacent literals and even to `${...}`: nothing of these is ever written.
    """
    return "'" + "".join(letter if letter in _PLAIN else _escaped(ord(letter)) for letter in value) + "'"


def identifier(name: str) -> str:
    """Return a name as an identifier."""
    if "${" in name:  # Spark replaces it before it parses anything
        raise RefusedError("a name with ${")
    return "`" + name.replace("`", "``") + "`"


def row(alias: str) -> str:
    """Return the name of a table's rows in a query; no column has it, so it can mean nothing else."""
    return identifier(f"@{alias}")


def _escaped(point: int) -> str:
    return f"\\u{point:04x}" if point < _ASTRAL else f"\\U{point:08x}"
