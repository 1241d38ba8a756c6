"""Text from elsewhere in Markdown: it makes no link, picture or heading, and mentions nobody."""

import re
from collections.abc import Iterable

from orglint.reports.inert import fit_text

# Letters of any script, digits and this punctuation mean nothing, unless they look like an address or a reference.
_PLAIN = re.compile(r"(?!\d+[.)] )[^\W_][^\W_](?:[^\W_]|[ ,.;'()?%/-](?![ ,.;'()?%/-]{3}))*")
_ACTS = re.compile(r"\bwww\.|//|\b[0-9a-f]{7,}\b|[A-Za-z]-\d", re.IGNORECASE)


def quote_text(text: str, longest: int) -> str:
    """Return a text as it may stand anywhere in a line: plain words as they are, all else as code, which is inert.

    A mention, a reference and an address act after Markdown is read, so a backslash before them does not help.
    """
    shown = fit_text(text, longest)
    return shown if _PLAIN.fullmatch(shown) and not _ACTS.search(shown) else quote_code(text, longest)


def quote_code(text: str, longest: int) -> str:
    """Return a text as a code span, whatever backticks it holds; in a table too."""
    shown = fit_text(text, longest)
    fence = "`" * (1 + max((len(run) for run in re.findall("`+", shown)), default=0))
    pad = " " if shown[:1] == "`" or shown[-1:] == "`" or not shown else ""
    return f"{fence}{pad}{shown or '(empty)'}{pad}{fence}"


def quote_cell(text: str, longest: int) -> str:
    """Return a text as a code span in a cell of a table, where a bar has to be escaped even in code."""
    return quote_code(text.replace("|", "\u00a6"), longest)


def fit_blocks(blocks: Iterable[str], room: int) -> list[str]:
    """Return the first blocks that fit into a number of bytes; those behind are not even made."""
    taken, used = list[str](), 0
    for block in blocks:
        used += len(block.encode())
        if used > room:
            break
        taken.append(block)
    return taken
