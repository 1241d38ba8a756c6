"""Spark's values as Python has them everywhere in orglint: the very same that DuckDB gives."""

from decimal import Decimal
from typing import Any

from pyspark.sql import Row

_KEPT = frozenset({bool, int, float, str, type(None)})


def plain(value: Any) -> Any:
    """Return a value: records are dicts, and whole numbers of any size are ints."""
    if type(value) in _KEPT:
        return value
    if isinstance(value, Row):
        return {name: plain(item) for name, item in zip(value.__fields__, value, strict=True)}
    if isinstance(value, list):
        return [plain(item) for item in value]
    return int(value) if isinstance(value, Decimal) else value
