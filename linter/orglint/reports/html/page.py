"""The content of the HTML page, in its order."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

from orglint.model.attestation_words import list_ending_attestations
from orglint.model.ordering import ORDER
from orglint.model.result import Outcome, Result, Verdict
from orglint.model.rule import Severity
from orglint.model.snapshot import TableLedger
from orglint.model.summaries import (
    describe_judging_time,
    describe_outcome,
    explain_exit_code,
    format_caveat,
    format_totals,
    format_verdict_counts,
    outcome_to_words,
)
from orglint.model.values import NewValues
from orglint.model.waiver_words import describe_use
from orglint.model.wording import format_time
from orglint.reports.advice import advise_next_steps
from orglint.reports.buckets import group_verdicts
from orglint.reports.facts import fact_to_text, list_facts
from orglint.reports.html.findings import Listing, list_findings
from orglint.reports.ledger_gaps import format_row_count, list_gaps, list_missing_tables
from orglint.reports.new_values import format_known_values, list_drifting_values
from orglint.reports.remarks import format_acceptances, list_table_remarks

_MOST_ROWS = 10_000  # of the whole page: what a phone still scrolls
_ROWS = range(50, 501)  # of one rule, at least and at most


@dataclass(frozen=True, slots=True)
class Section:
    """The rules of one outcome; those that are not set up are a section of their own, `name` tells it apart."""

    name: str
    outcome: Outcome
    title: str
    rules: tuple["Entry", ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """A rule, how its rows fared, and those of them that are shown."""

    verdict: Verdict
    counts: str
    caveat: str
    listings: tuple[Listing, ...]


@dataclass(frozen=True, slots=True)
class TableLine:
    """A table as the ledger tells it."""

    name: str
    ledger: TableLedger
    rows: str
    read: str
    notes: list[str]


def build_page(result: Result) -> Mapping[str, Any]:
    """Return the values that the template names."""
    return {
        "result": result,
        "name": result.snapshot.organization_name or result.snapshot.organization,
        "standing": describe_outcome(result),
        "taken": format_time(result.snapshot.taken_at),
        "as_of": format_time(result.as_of),
        "judged": describe_judging_time(result),
        "ending": explain_exit_code(result),
        "totals": format_totals(result),
        "severities": [
            (severity, severity.capitalize(), result.count_failed(severity)) for severity in reversed(Severity)
        ],
        "outcomes": [(outcome, outcome_to_words(outcome).capitalize(), result.counts[outcome]) for outcome in ORDER],
        "bar": _build_bar(result),
        "sections": _build_sections(result),
        "steps": advise_next_steps(result),
        "replaced": list(result.choice.list_replaced()),
        "known": [*format_known_values(result.known), *format_acceptances(result.acceptances, result.snapshot)],
        "waivers": [describe_use(use) for use in result.waivers if use.needs_attention],
        "attestations": [*list_ending_attestations(result)],
        "gaps": list_gaps(result),
        "whole": result.snapshot.complete and not list_missing_tables(result),
        "facts": {name: fact_to_text(fact) for name, fact in list_facts(result).items()},
        "tables": [_build_table_line(result, name, ledger) for name, ledger in sorted(result.snapshot.tables.items())],
    }


def _build_sections(result: Result) -> list[Section]:
    most = _limit_rows_per_rule(result)
    return [
        Section(
            bucket.value,
            verdicts[0].outcome,
            bucket.words.capitalize(),
            tuple(_build_entry(verdict, most) for verdict in verdicts),
        )
        for bucket, verdicts in group_verdicts(result).items()
    ]


def _limit_rows_per_rule(result: Result) -> int:
    sharers = sum(bool(verdict.findings) for verdict in result.verdicts) or 1
    return min(max(_MOST_ROWS // sharers, _ROWS[0]), _ROWS[-1])


def _build_entry(verdict: Verdict, most: int) -> Entry:
    return Entry(verdict, format_verdict_counts(verdict), format_caveat(verdict), tuple(list_findings(verdict, most)))


def _build_table_line(result: Result, name: str, ledger: TableLedger) -> TableLine:
    new_values = [new for new in result.new_values if new.table == name]
    read = format_time(ledger.read_at) if ledger.read_at else "never"
    return TableLine(name, ledger, format_row_count(ledger), read, _list_notes(ledger, new_values))


def _list_notes(ledger: TableLedger, new_values: Sequence[NewValues]) -> list[str]:
    """Return what else there is to tell of a table, also what is new to this version and decides nothing."""
    values = [f"{new.path}: {text}" for new, text in list_drifting_values(new_values)]
    return [
        *([f"expected by {ledger.expected_by}"] if ledger.expected_by else []),
        *list_table_remarks(ledger),
        *values,
    ]


def _build_bar(result: Result) -> list[tuple[Outcome, float, float]]:
    """Return where on a bar of length 100 each outcome starts and how long it is, by its share of the rules."""
    shares = [result.counts[outcome] * 100 / (len(result.verdicts) or 1) for outcome in ORDER]
    return [
        (outcome, round(start, 3), round(share, 3))
        for outcome, start, share in zip(ORDER, accumulate([0, *shares]), shares, strict=False)
        if share
    ]
