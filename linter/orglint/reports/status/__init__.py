"""How old the newest results are, in the formats that it is told in."""

from collections.abc import Callable, Mapping, Sequence

from orglint.model.status import RunStatus
from orglint.reports.status import json, terminal

STATUS_FORMATS: Mapping[str, Callable[[Sequence[RunStatus]], str]] = {"terminal": terminal.render, "json": json.render}
"""What renders them, by the name of the format."""
