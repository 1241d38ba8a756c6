"""The gaps of a snapshot according to its ledger, those that rules read first."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from orglint.model.reasons import Reason, ReasonCode
from orglint.model.result import Result, Verdict
from orglint.model.snapshot import ColumnLedger, TableLedger
from orglint.model.wording import format_count
from orglint.reports.new_values import list_doubtful_values
from orglint.reports.remarks import format_doubts

_NOT_SPECIFIED = Reason(ReasonCode.NOT_SPECIFIED)
UNREAD = "unread"
"""The state of a gap in columns that no rule reads."""
_NAMED = 3  # columns that no rule reads, of one table and reason; all of them are in the JSON report


@dataclass(frozen=True, slots=True)
class Gap:
    """A table or a column of which something is missing: what, how, and why."""

    place: str
    state: str
    reason: str


def list_gaps(result: Result) -> tuple[Gap, ...]:
    """Return every gap: tables, then columns that rules read, then the other columns, many to a line."""
    tables = sorted(result.snapshot.tables.items())
    read = frozenset().union(*(verdict.rule.reads for verdict in result.verdicts))
    return (
        *(Gap(name, "missing", "rules read it, and it was not collected") for name in list_missing_tables(result)),
        *(Gap(name, "missing", f"rules read it, and {_NOT_SPECIFIED}") for name in list_unspecified_tables(result)),
        *(gap for name, ledger in tables for gap in _find_table_gaps(name, ledger)),
        *(Gap(new.place, "unlisted", advice) for new, advice in list_doubtful_values(result.new_values)),
        *(gap for name, ledger in tables for gap in _find_read_gaps(name, ledger, read)),
        *(gap for name, ledger in tables for gap in _find_unread_gaps(name, ledger, read)),
    )


def list_missing_tables(result: Result) -> list[str]:
    """Return the tables that rules need and the snapshot does not know, though they can be collected."""
    return sorted(_list_absent_tables(result) - set(list_unspecified_tables(result)))


def list_unspecified_tables(result: Result) -> list[str]:
    """Return the tables that rules need and nobody can collect, since the specification does not have them."""
    absent = _list_absent_tables(result)
    if not absent:  # findings may be very many
        return []
    reasons = (reason for verdict in result.verdicts for reason in _list_reasons(verdict))
    return sorted(absent & {reason.table for reason in reasons if reason.code is ReasonCode.NOT_SPECIFIED})


def _list_absent_tables(result: Result) -> set[str]:
    rules = [verdict.rule for verdict in result.verdicts if not verdict.rule.attest]
    needed = {name for rule in rules for name in (rule.table, *rule.counts, *(table for table, _ in rule.reads))}
    return needed - set(result.snapshot.tables)


def _list_reasons(verdict: Verdict) -> Iterator[Reason]:
    waiting = [reason for reason in (verdict.reason, *verdict.findings.reasons) if reason]
    for reason in waiting:
        waiting += reason.causes
        yield reason


def list_unasked_columns(result: Result) -> list[str]:
    """Return the columns that rules read and that the snapshot was not asked for."""
    read = frozenset().union(*(verdict.rule.reads for verdict in result.verdicts))
    tables = result.snapshot.tables
    columns = {(name, column): seen for name in tables for column, seen in tables[name].columns.items()}
    return [f"{name}.{column}" for name, column in sorted(read & set(columns)) if columns[name, column].is_unasked]


def list_unknown_columns(result: Result) -> list[str]:
    """Return the columns that rules read, of tables that are there whole, and of which nothing is known."""
    read = frozenset().union(*(verdict.rule.reads for verdict in result.verdicts))
    whole = ((name, ledger) for name, ledger in sorted(result.snapshot.tables.items()) if ledger.as_asked)
    return [
        f"{name}.{column}"
        for name, ledger in whole
        for column, seen in sorted(ledger.columns.items())
        if seen.unknown and (name, column) in read
    ]


def format_row_count(ledger: TableLedger) -> str:
    """Return how many rows were read, of how many."""
    expected = f" of {ledger.expected:,}" if ledger.expected is not None else ""
    return f"{ledger.rows:,}{expected} {'row' if ledger.rows == 1 and not expected else 'rows'}"


def _find_table_gaps(name: str, ledger: TableLedger) -> Iterator[Gap]:
    if not ledger.as_asked:
        yield Gap(
            name,
            ledger.state.value,
            f"{format_row_count(ledger)} read: {format_doubts(ledger) or 'no reason was recorded'}",
        )


def _find_read_gaps(name: str, ledger: TableLedger, read: frozenset[tuple[str, str]]) -> Iterator[Gap]:
    for column, seen in sorted(ledger.columns.items()):
        if (name, column) in read:
            yield from (Gap(f"{name}.{column}", state, reason) for state, reason in _find_column_gaps(seen))


def _find_unread_gaps(name: str, ledger: TableLedger, read: frozenset[tuple[str, str]]) -> Iterator[Gap]:
    alike: dict[str, list[str]] = defaultdict(list)
    for column, seen in sorted(ledger.columns.items()):
        if (name, column) not in read and seen.unknown:
            alike[seen.unknown].append(column)
    for reason, columns in sorted(alike.items()):
        more = f" and {len(columns) - _NAMED} more" if len(columns) > _NAMED else ""
        number = f"{format_count(len(columns), 'column')} that no rule reads"
        yield Gap(name, UNREAD, f"{number}: {', '.join(columns[:_NAMED])}{more}: {reason}")


def _find_column_gaps(ledger: ColumnLedger) -> Iterator[tuple[str, str]]:
    if ledger.unknown:
        yield "unknown", ledger.unknown
    if ledger.invalid:
        yield "invalid", f"{format_count(ledger.invalid, 'value')} that cannot be used, read as unknown"
    if ledger.note:
        yield "in part", ledger.note
