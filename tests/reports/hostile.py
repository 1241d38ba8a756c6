"""Text that tries to be more than text."""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from enum import Enum
from typing import Any

from orglint.model.findings import ListedFindings

HOSTILE = (
    "<script>alert(1)</script>",
    "</td></tr></table><h1>owned</h1>",
    '" onmouseover="alert(1)" x=\'',
    "<img src=x onerror=alert(1)>",
    "</style><style>*{display:none}</style>",
    "<!-- ]]> --> <![CDATA[",
    "{{ 7 * 7 }}{% raw %}{# #}",
    "javascript:alert(1)",
    "&lt;b&gt;&amp;amp;",
    "[bold red]markup[/bold red] [/] [link=https://evil.test]x[/link] :smile:",
    "\x1b[31mred\x1b[0m \x1b]8;;https://evil.test\x07link\x1b]8;;\x07 \x9b2J \x1b]52;c;aGk=\x07",
    "line\rback\nnext\x0b\x0c\x85\u2028\u2029end\ttab\x00nul\x7f",
    "\u202egnp.exe\u202c \u2066a\u2069 \u200bzero\u200d\ufeff\u00ad \U000e0041\U000e007f",
    "::error file=a::b ##vso[task.complete]x ##[error]y ::add-path::/evil",
    "Z" + "\u0335\u0321" * 40,
    "\ufffe\uffff\ud800",
    "= 1+1 @SUM(A1) | `code` %0A ",
    "",
)


def infested(value: Any, text: str) -> Any:
    """Return the value with the text at the end of every string in it, however deep, names of mappings included."""
    if isinstance(value, str) and not isinstance(value, Enum):
        return value + text if value else value
    if isinstance(value, Mapping):
        return {infested(name, text): infested(item, text) for name, item in value.items()}
    if isinstance(value, tuple) and hasattr(value, "_fields"):
        return type(value)(*(infested(item, text) for item in value))
    if isinstance(value, tuple | list | frozenset | ListedFindings):
        return type(value)(infested(item, text) for item in value)
    if not is_dataclass(value) or isinstance(value, type):
        return value
    return replace(
        value, **{part.name: infested(getattr(value, part.name), text) for part in fields(value) if part.init}
    )
