"""A table of a snapshot in one line, as its ledger tells it."""

from orglint.model.snapshot import TableLedger


def format_ledger_line(name: str, ledger: TableLedger) -> str:
    """Return the name, the number of rows and the state of a table, with the reason if there is one."""
    reason = f" ({ledger.reason})" if ledger.reason else ""
    return f"  {name:<18} {ledger.rows:>9,} {'row' if ledger.rows == 1 else 'rows':<4}  {ledger.state}{reason}"
