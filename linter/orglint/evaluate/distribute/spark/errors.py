"""What went wrong in Spark, in one readable line."""

import re
from collections.abc import Mapping

_STACK = re.compile(r"\s+at [\w.$]+\(")
_PREFIX = re.compile(r"^(?:An error occurred while calling [^\n]*\n:? ?)?(?:\(?(?:[\w$]+\.)+[\w$]+\)?:? )?")
_CLASS = re.compile(r"^\[([A-Z0-9_.]+)\] ")
_RPC = re.compile(r'^<_.*\bdetails = "([^"]*)"', re.DOTALL)
_TAIL = re.compile(r"\s*SQLSTATE: \w+.*$|\s*If necessary set \"?spark\..*$")
LONGEST = 300
"""Characters that one line may have."""

_ENVIRONMENT: Mapping[re.Pattern[str], str] = {
    re.compile(r"ModuleNotFoundError: No module named '([\w.]+)'"): "their Python does not have {}",
    re.compile(r"PACKAGE_NOT_INSTALLED\] (\w+ >= [\w.]+)"): "their Python does not have {}",
    re.compile(r"different version: ([\d.]+) than that in driver: [\d.]+"): "they run Python {}, and orglint another",
    re.compile(r'Cannot run program "([^"]+)"'): "they cannot start {}",
}
"""What Spark says where the workers' Python is not as it should be, and what that means."""


def one_line(error: BaseException) -> str:
    """Return the first sentence that says something, without classes, traces and the query."""
    details = _RPC.search(text := _read_text(error))
    text = _PREFIX.sub("", (details[1] if details else text).strip())
    first = next((line.strip() for line in text.splitlines() if line.strip() and not _STACK.match(line)), "")
    line = _TAIL.sub("", _CLASS.sub("", first)) or type(error).__name__
    return line if len(line) <= LONGEST else f"{line[: LONGEST - 1]}…"


def explain_environment(error: BaseException) -> str:
    """Return what the workers' Python lacks, if that is why something failed."""
    text = f"{_read_text(error)}\n{error}"
    found = ((pattern.search(text), meaning) for pattern, meaning in _ENVIRONMENT.items())
    return next((meaning.format(match[1]) for match, meaning in found if match), "")


def _read_text(error: BaseException) -> str:
    return str(getattr(error, "_desc", None) or getattr(error, "_message", None) or _read_java(error) or error)


def _read_java(error: BaseException) -> str:
    """Return what a Java exception says that PySpark did not translate."""
    thrown = getattr(error, "java_exception", None)
    return str(thrown.toString()) if thrown is not None else ""
