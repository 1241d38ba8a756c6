"""The run of a result as a table: every fact under its name, and notes."""

from collections.abc import Iterator, Sequence

from orglint.model.result import Result
from orglint.reports.csv.cells import Cell, guard_text, write_table
from orglint.reports.facts import fact_to_text, list_facts, list_notes

COLUMNS = ("name", "value")


def write_run(result: Result) -> Iterator[str]:
    """Yield the table in pieces; a note has the name `note`."""
    return write_table(COLUMNS, _list_rows(result))


def _list_rows(result: Result) -> Iterator[Sequence[Cell]]:
    yield from ([name, guard_text(fact_to_text(fact))] for name, fact in list_facts(result).items())
    yield from (["note", guard_text(note)] for note in list_notes(result))
