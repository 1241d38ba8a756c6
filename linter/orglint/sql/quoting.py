"""Names and texts as parts of DuckDB's SQL: the only place that puts them between quotes."""

from pathlib import Path


def quote_identifier(name: str) -> str:
    """Return a name of a table or column as an SQL identifier."""
    return '"' + name.replace('"', '""') + '"'


def quote_text(value: str) -> str:
    """Return a text as an SQL literal; the engine ends a query at a NUL, so one is written as a call."""
    parts = ["'" + part.replace("'", "''") + "'" for part in value.split("\0")]
    return parts[0] if len(parts) == 1 else f"({' || chr(0) || '.join(parts)})"


def quote_pattern(path: Path) -> str:
    """Return a path as a literal that means itself where the engine expects a pattern, stars and brackets included."""
    return quote_text(escape_pattern(path))


def escape_pattern(path: Path) -> str:
    """Return a path whose letters mean themselves in a pattern."""
    return "".join(f"[{letter}]" if letter in "*?[" else letter for letter in str(path))
