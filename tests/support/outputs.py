"""What a report is written as, as text."""

from collections.abc import Iterable
from typing import cast

from orglint.reports import Output


def join_text(output: Output) -> str:
    """Return the text of one file of a report; of one that is bytes it raises `TypeError`."""
    return "".join(cast("Iterable[str]", output.content))
