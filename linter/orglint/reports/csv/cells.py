"""Tables of comma-separated values as spreadsheets read them, with nothing in them that a spreadsheet would run."""

import csv
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from io import StringIO
from itertools import islice
from typing import Any, TypeAlias

from orglint.documents.json_text import encode_line
from orglint.model.neutralize import shorten_text

LONGEST = 2000
"""Characters of a text that a cell holds: a spreadsheet takes 32,767, and each may become an escape of ten."""
_TOGETHER = 500
"""Rows that one piece of a table holds."""
_BOM = "\ufeff"  # without it a spreadsheet takes UTF-8 for another encoding

Cell: TypeAlias = str | int

# What begins a formula, in other widths too, at the start of a cell (behind blanks and quotes) or behind a character at
# which somebody else's separator starts another cell: https://owasp.org/www-community/attacks/CSV_Injection
_FORMULA = re.compile(
    "(^|[;|])([\\s\"'`]*)"
    "(?=[=+\\-@\uff1d\uff0b\uff0d\uff20\u207a\u207c\u208a\u208c\u2212\u2a75\u2a76\ufb29\ufe62\ufe63\ufe66\ufe6b])"
)


def guard_text(text: str) -> str:
    """Return a text as a cell shows it: in one line, without controls, cut where it is long, and never a formula."""
    return _FORMULA.sub(r"\1'\2", shorten_text(text, LONGEST))


def guard_values(values: Mapping[str, Any]) -> str:
    """Return named values as a cell shows them: JSON; nothing where there are none."""
    return guard_text(encode_line(values)) if values else ""


def write_table(names: Sequence[str], rows: Iterable[Sequence[Cell]]) -> Iterator[str]:
    """Yield a table in pieces: every field in quotes, lines as RFC 4180 ends them; its texts are guarded already."""
    lines = iter(rows)
    yield _BOM + _write_rows([names])
    while some := list(islice(lines, _TOGETHER)):
        yield _write_rows(some)


def _write_rows(rows: Iterable[Sequence[Cell]]) -> str:
    made = StringIO()
    csv.writer(made, quoting=csv.QUOTE_ALL).writerows(rows)
    return made.getvalue()
