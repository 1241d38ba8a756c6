"""What changed in an organization, as Markdown: for a comment, or a summary."""

from collections.abc import Iterator

from orglint.model.organization_changes import OrganizationChanges, TableChanges
from orglint.reports.markdown.text import quote_text
from orglint.reports.organization_changes.words import (
    describe_change,
    describe_comparison,
    list_kinds,
    list_unknown,
)

_LONGEST = 400


def list_blocks(changes: OrganizationChanges, limit: int) -> Iterator[str]:
    """Yield the blocks of the text, with at most so many changes of a kind: table by table, then what is not known."""
    yield f"### Organization: {describe_comparison(changes)}\n"
    for table in changes.tables:
        if table.number:
            yield _render_table(table, limit)
    if unknown := list(list_unknown(changes)):
        yield "\n".join(["**Not known**\n", *(f"- {quote_text(it, _LONGEST)}" for it in unknown)]) + "\n"


def _render_table(table: TableChanges, limit: int) -> str:
    lines = [f"**{table.table}**\n"]
    for kind, column, number in list_kinds(table):
        shown = table.changes.select_first(kind, column, limit)
        lines += [f"- {quote_text(describe_change(it), _LONGEST)}" for it in shown]
        if number > limit:
            lines.append(f"- and {number - limit:,} more")
    return "\n".join(lines) + "\n"
