"""What was left out of a snapshot when somebody was forgotten in it, in words."""

from orglint.model.snapshot import Forgetting
from orglint.model.wording import format_count


def describe_forgetting(done: Forgetting) -> str:
    """Return in words what was left out of a snapshot."""
    rows = [f"{format_count(number, 'row')} of {name}" for name, number in done.rows.items() if number]
    cells = [f"{format_count(number, 'cell')} of {name}" for name, number in done.cells.items() if number]
    return "; ".join(f"{', '.join(it)} {what}" for it, what in ((rows, "left out"), (cells, "struck")) if it) or "a key"
