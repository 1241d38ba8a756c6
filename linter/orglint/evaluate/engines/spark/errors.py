"""What went wrong in Spark, in one readable line."""

import re

_STACK = re.compile(r"\s+at [\w.$]+\(")
_PREFIX = re.compile(r"^(?:An error occurred while calling [^\n]*\n:? ?)?(?:\(?(?:[\w$]+\.)+[\w$]+\)?:? )?")
_CLASS = re.compile(r"^\[([A-Z0-9_.]+)\] ")
_RPC = re.compile(r'^<_.*\bdetails = "([^"]*)"', re.DOTALL)
_TAIL = re.compile(r"\s*SQLSTATE: \w+.*$|\s*If necessary set \"?spark\..*$")
LONGEST = 300
"""Characters that one line may have."""


def one_line(error: BaseException) -> str:
    """Return the first sentence that says something, without classes, traces and the query."""
    text = getattr(error, "_desc", None) or getattr(error, "_message", None) or _java(error) or str(error)
    details = _RPC.search(str(text))
    text = _PREFIX.sub("", (details[1] if details else str(text)).strip())
    first = next((line.strip() for line in text.splitlines() if line.strip() and not _STACK.match(line)), "")
    line = _TAIL.sub("", _CLASS.sub("", first)) or type(error).__name__
    return line if len(line) <= LONGEST else f"{line[: LONGEST - 1]}…"


def _java(error: BaseException) -> str:
    """Return what a Java exception says that PySpark did not translate."""
    thrown = getattr(error, "java_exception", None)
    return str(thrown.toString()) if thrown is not None else ""
