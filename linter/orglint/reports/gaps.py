"""What the snapshot does not hold, told by its ledger: what rules read comes first, one line each."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from orglint.model.result import Result
from orglint.model.snapshot import ColumnLedger, TableLedger
from orglint.reports.news import doubtful
from orglint.reports.remarks import doubted
from orglint.reports.wording import counted

_NAMED = 3  # columns that no rule reads, of one table and reason; all of them are in the JSON report


@dataclass(frozen=True, slots=True)
class Gap:
    """A table or a column of which something is missing: what, how, and why."""

    place: str
    state: str
    reason: str


def gaps(result: Result) -> tuple[Gap, ...]:
    """Return every gap: tables, then columns that rules read, then the other columns, many to a line."""
    tables = sorted(result.snapshot.tables.items())
    read = frozenset().union(*(verdict.rule.reads for verdict in result.verdicts))
    return (
        *(Gap(name, "missing", "rules read it, and it was not collected") for name in missing(result)),
        *(gap for name, ledger in tables for gap in _whole(name, ledger)),
        *(Gap(new.place, "unlisted", told) for new, told in doubtful(result.news)),
        *(gap for name, ledger in tables for gap in _read(name, ledger, read)),
        *(gap for name, ledger in tables for gap in _unread(name, ledger, read)),
    )


def missing(result: Result) -> list[str]:
    """Return the tables that rules need and the snapshot does not know."""
    rules = [verdict.rule for verdict in result.verdicts]
    needed = {name for rule in rules for name in (rule.table, *rule.counts, *(table for table, _ in rule.reads))}
    return sorted(needed - set(result.snapshot.tables))


def unasked(result: Result) -> list[str]:
    """Return the columns that rules read and that the snapshot was not asked for."""
    read = frozenset().union(*(verdict.rule.reads for verdict in result.verdicts))
    tables = result.snapshot.tables
    columns = {(name, column): seen for name in tables for column, seen in tables[name].columns.items()}
    return [f"{name}.{column}" for name, column in sorted(read & set(columns)) if columns[name, column].unasked]


def rows(ledger: TableLedger) -> str:
    """Return how many rows were read, of how many."""
    expected = f" of {ledger.expected:,}" if ledger.expected is not None else ""
    return f"{ledger.rows:,}{expected} {'row' if ledger.rows == 1 and not expected else 'rows'}"


def _whole(name: str, ledger: TableLedger) -> Iterator[Gap]:
    if not ledger.complete:
        yield Gap(name, ledger.state.value, f"{rows(ledger)} read: {doubted(ledger) or 'no reason was recorded'}")


def _read(name: str, ledger: TableLedger, read: frozenset[tuple[str, str]]) -> Iterator[Gap]:
    for column, seen in sorted(ledger.columns.items()):
        if (name, column) in read:
            yield from (Gap(f"{name}.{column}", state, reason) for state, reason in _column(seen))


def _unread(name: str, ledger: TableLedger, read: frozenset[tuple[str, str]]) -> Iterator[Gap]:
    alike: dict[str, list[str]] = defaultdict(list)
    for column, seen in sorted(ledger.columns.items()):
        if (name, column) not in read and seen.unknown:
            alike[seen.unknown].append(column)
    for reason, columns in sorted(alike.items()):
        more = f" and {len(columns) - _NAMED} more" if len(columns) > _NAMED else ""
        number = f"{counted(len(columns), 'column')} that no rule reads"
        yield Gap(name, "unread", f"{number}: {', '.join(columns[:_NAMED])}{more}: {reason}")


def _column(seen: ColumnLedger) -> Iterator[tuple[str, str]]:
    if seen.unknown:
        yield "unknown", seen.unknown
    if seen.invalid:
        yield "invalid", f"{counted(seen.invalid, 'value')} that cannot be used, read as unknown"
    if seen.note:
        yield "in part", seen.note
