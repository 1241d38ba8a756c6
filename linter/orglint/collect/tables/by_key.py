"""Read a table that is asked row by row: once for each chosen key of its parent."""

from orglint.collect.tables.call import OperationCalls
from orglint.tables import Declaration


def list_calls_by_key(declaration: Declaration) -> tuple[OperationCalls, ...]:
    """Return the calls that reading the table takes."""
    assert declaration.parent is not None
    return (OperationCalls(declaration.endpoint, f"1 for each of the {declaration.parent.table} that a rule reaches"),)
