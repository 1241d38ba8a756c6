"""Time zones in rules: which ones CEL knows, and what DuckDB calls them."""

import re

from cel_expr_python import cel

HOW = "'Europe/Berlin', or '+01:00'"
"""What a time zone looks like."""
_SHOWN = 40
_OFFSET = re.compile(r"([-+]?)((?:[01]?\d|2[0-3]):[0-5]\d)")
_NAME = re.compile(r"(?!(?:posix|right)/|localtime$|Factory$)[A-Za-z][A-Za-z0-9_+-]*(?:/[A-Za-z0-9_+-]+)*")
"""Names that mean the same on every machine: of those that the official evaluator takes, the engines have these."""
_ENVIRONMENT = cel.NewEnv(variables={"it": cel.Type.STRING})
_PROBE = "timestamp('2026-01-01T00:00:00Z').getHours(it)"


def zone_to_engine_name(written: str) -> str | None:
    """Return a time zone in the engine's words, +05:45 as GMT+05:45; None if it is none."""
    offset = _OFFSET.fullmatch(written)
    if not (offset or (len(written) <= _SHOWN and _NAME.fullmatch(written))):
        return None
    result = _ENVIRONMENT.compile(_PROBE).eval(data={"it": written})
    if result.type() == cel.Type.ERROR:
        return None
    return f"GMT{offset[1] or '+'}{offset[2]}" if offset else written


def explain_bad_zone(written: str) -> str:
    """Return what is wrong with a text that names no time zone."""
    shown = written if len(written) <= _SHOWN else f"{written[:_SHOWN]}..."
    return f"{shown!r} is no time zone: write its name or its distance from UTC: {HOW}"
