"""What the runner of a workflow makes of lines in its log, written from GitHub's documentation of commands."""

import re
from typing import NamedTuple

SHOWN = 10
"""Annotations of a kind that are shown of a step."""


class Command(NamedTuple):
    name: str
    properties: dict[str, str]
    data: str


def read_log(text: str) -> list[Command]:
    """Return the commands of a log; a line that is none fails, and so does one that an older runner would obey."""
    lines = text.removesuffix("\n").split("\n")
    assert not re.search(r"##(vso)?\[", text, re.IGNORECASE)
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029]", text)
    return [_read_command(line) for line in lines]


def _read_command(line: str) -> Command:
    found = re.fullmatch(r"::([a-zA-Z-]+)(?: (.*?))?::(.*)", line)
    assert found, line
    properties = dict(it.split("=", 1) for it in (found[2] or "").split(",") if it)
    return Command(found[1], {name: _unescape(it) for name, it in properties.items()}, _unescape(found[3]))


def _unescape(text: str) -> str:
    for code, character in (("%3A", ":"), ("%2C", ","), ("%0D", "\r"), ("%0A", "\n"), ("%25", "%")):
        text = text.replace(code, character)
    return text
