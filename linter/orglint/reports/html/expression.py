"""Expressions laid out for readers: a line for each part of a long condition."""

import re

from orglint.model.wording import join_lines

_PARTS = re.compile(r"""'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*"|&&|\|\||[()]|[^'"()&|]+|.""")
_WIDE = 72
"""Characters of an expression that stays in one line."""


def lay_out_expression(text: str) -> str:
    """Return an expression with a line before each && and ||, indented by depth; text in quotes is left alone."""
    flat = join_lines(text)
    if len(flat) <= _WIDE:
        return flat
    laid, depth = [], 0
    for part in _PARTS.findall(flat):
        if part in {"&&", "||"}:
            laid.append("\n" + "  " * max(depth, 0))
        depth += {"(": 1, ")": -1}.get(part, 0)
        laid.append(part)
    return "\n".join(line.rstrip() for line in "".join(laid).split("\n"))
