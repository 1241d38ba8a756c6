"""Names and texts as parts of DuckDB's SQL: the only place that puts them between quotes."""

from datetime import UTC, datetime
from pathlib import Path


def quote_identifier(name: str) -> str:
    """Return the name of a table or a column as a quoted SQL identifier."""
    return '"' + name.replace('"', '""') + '"'


def quote_text(value: str) -> str:
    """Return text as an SQL literal.

    DuckDB's parser ends a query at a NUL character, so a text with one becomes a concatenation with `chr(0)`.
    """
    parts = ["'" + part.replace("'", "''") + "'" for part in value.split("\0")]
    return parts[0] if len(parts) == 1 else f"({' || chr(0) || '.join(parts)})"


def quote_timestamp(moment: datetime) -> str:
    """Return a moment as an SQL literal: UTC to the microsecond, without saying so."""
    return f"TIMESTAMP {quote_text(moment.astimezone(UTC).strftime('%Y-%m-%d %H:%M:%S.%f'))}"


def quote_pattern(path: Path) -> str:
    """Return a path as an SQL literal for functions that expect a glob pattern (`read_json`, `read_parquet`).

    `*`, `?` and `[` are escaped, so that the pattern matches this one path.
    """
    return quote_text(escape_pattern(path))


def escape_pattern(path: Path) -> str:
    """Return a path as a glob pattern that matches this one path."""
    return "".join(f"[{letter}]" if letter in "*?[" else letter for letter in str(path))
