"""What was seen of the organization, and what was not; what is not set up, and what is off."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from orglint.model.result import OffRule, Outcome, Result
from orglint.model.snapshot import TableLedger, TableState
from orglint.model.wording import format_count, format_time
from orglint.reports.html.sections.rules import RuleEntry
from orglint.reports.ledger_gaps import Gap, format_row_count, list_gaps, list_missing_tables
from orglint.reports.new_values import list_drifting_values
from orglint.reports.remarks import list_table_remarks


@dataclass(frozen=True, slots=True)
class TableLine:
    """A table of the snapshot as its ledger tells it, and the rules about it that are undecided."""

    name: str
    outcome: Outcome
    state: str
    told: str
    notes: tuple[str, ...]
    undecided: tuple[RuleEntry, ...]


@dataclass(frozen=True, slots=True)
class Seen:
    """What was asked and answered, and what no rule was asked about."""

    whole: bool
    gaps: tuple[Gap, ...]
    tables: tuple[TableLine, ...]
    not_set_up: tuple[RuleEntry, ...]
    not_in_plan: tuple[RuleEntry, ...]
    off: tuple[OffRule, ...]
    left_out: int
    profile: str
    beyond: tuple[str, ...]


def build_seen(result: Result, rules: Sequence[RuleEntry]) -> Seen:
    """Return what was seen: tables with gaps first."""
    tables = [_build_line(result, name, it, rules) for name, it in sorted(result.snapshot.tables.items())]
    tables.sort(key=lambda it: it.outcome is Outcome.PASS)
    choice = result.choice
    return Seen(
        result.snapshot.complete and not list_missing_tables(result),
        list_gaps(result),
        tuple(tables),
        tuple(it for it in rules if it.verdict.not_set_up),
        tuple(it for it in rules if it.verdict.not_in_plan),
        result.off,
        result.left_out,
        choice.profile.value if choice.profile else "",
        choice.beyond,
    )


def _build_line(result: Result, name: str, ledger: TableLedger, rules: Sequence[RuleEntry]) -> TableLine:
    undecided = tuple(it for it in rules if it.rule.table == name and it.verdict.outcome is Outcome.UNKNOWN)
    outcome = Outcome.PASS if ledger.as_asked else Outcome.UNKNOWN
    notes = (*list_table_remarks(ledger), *_list_drift(result, name))
    waiting = () if ledger.as_asked else undecided
    return TableLine(name, outcome, _describe_state(ledger), "; ".join(_describe_reading(ledger)), notes, waiting)


def _describe_state(ledger: TableLedger) -> str:
    if ledger.state is TableState.COMPLETE:
        return "seen whole"
    if ledger.state is TableState.BY_KEY:
        return "seen by key"
    if ledger.state is TableState.DENIED:
        return "not seen: denied"
    return {TableState.PARTIAL: "seen in part", TableState.DOUBTFUL: "doubtful"}.get(ledger.state, ledger.state.value)


def _describe_reading(ledger: TableLedger) -> Iterator[str]:
    requests = format_count(ledger.requests, "request")
    yield f"{format_row_count(ledger)} in {format_count(ledger.pages, 'page')}, {requests}"
    if ledger.expected_by:
        yield f"expected by {ledger.expected_by}"
    if ledger.keys:
        yield f"asked for {ledger.keys.chosen:,} keys, {ledger.keys.answered:,} answered"
    yield f"read {format_time(ledger.read_at)}" if ledger.read_at else "never read"


def _list_drift(result: Result, name: str) -> Iterator[str]:
    mine = [new for new in result.new_values if new.table == name]
    yield from (f"{new.path}: {text}" for new, text in list_drifting_values(mine))
