"""What stands on the page, in its order, in plain words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

from orglint.model.result import Outcome, Result, Verdict
from orglint.model.rule import Severity
from orglint.model.snapshot import TableLedger
from orglint.model.values import NewValues
from orglint.reports.advice import advice
from orglint.reports.attention import ORDER, by_outcome
from orglint.reports.gaps import gaps, missing, rows
from orglint.reports.html.findings import Listing, listing
from orglint.reports.news import declared, drifting
from orglint.reports.remarks import accepted, of_table
from orglint.reports.wording import (
    caveat,
    counts,
    ending,
    failed_at,
    heading,
    judged,
    moment,
    standing,
    totals,
)

_MOST_ROWS = 10_000  # of the whole page: what a phone still scrolls
_ROWS = range(50, 501)  # of one rule, at least and at most


@dataclass(frozen=True, slots=True)
class Section:
    """The rules of one outcome."""

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


def page(result: Result) -> Mapping[str, Any]:
    """Return the values that the template names."""
    return {
        "result": result,
        "name": result.snapshot.organization_name or result.snapshot.organization,
        "standing": standing(result),
        "taken": moment(result.snapshot.taken_at),
        "as_of": moment(result.as_of),
        "judged": judged(result),
        "ending": ending(result),
        "totals": totals(result),
        "severities": [
            (severity, severity.capitalize(), failed_at(result, severity)) for severity in reversed(Severity)
        ],
        "outcomes": [(outcome, heading(outcome).capitalize(), result.counts[outcome]) for outcome in ORDER],
        "bar": _bar(result),
        "sections": _sections(result),
        "steps": advice(result),
        "known": [*declared(result.known), *accepted(result.acceptances, result.snapshot)],
        "gaps": gaps(result),
        "whole": result.snapshot.complete and not missing(result),
        "tables": [_table(result, name, ledger) for name, ledger in sorted(result.snapshot.tables.items())],
    }


def _sections(result: Result) -> list[Section]:
    most = _rows_a_rule(result)
    return [
        Section(outcome, heading(outcome).capitalize(), tuple(_entry(verdict, most) for verdict in verdicts))
        for outcome, verdicts in by_outcome(result).items()
        if verdicts
    ]


def _rows_a_rule(result: Result) -> int:
    sharers = sum(bool(verdict.findings) for verdict in result.verdicts) or 1
    return min(max(_MOST_ROWS // sharers, _ROWS[0]), _ROWS[-1])


def _entry(verdict: Verdict, most: int) -> Entry:
    return Entry(verdict, counts(verdict), caveat(verdict), tuple(listing(verdict, most)))


def _table(result: Result, name: str, ledger: TableLedger) -> TableLine:
    news = [new for new in result.news if new.table == name]
    read = moment(ledger.read_at) if ledger.read_at else "never"
    return TableLine(name, ledger, rows(ledger), read, _notes(ledger, news))


def _notes(ledger: TableLedger, news: Sequence[NewValues]) -> list[str]:
    """Return what else there is to tell of a table, also what is new to this version and decides nothing."""
    values = [f"{new.path}: {told}" for new, told in drifting(news)]
    return [*([f"expected by {ledger.expected_by}"] if ledger.expected_by else []), *of_table(ledger), *values]


def _bar(result: Result) -> list[tuple[Outcome, float, float]]:
    """Return where on a bar of length 100 each outcome starts and how long it is, by its share of the rules."""
    shares = [result.counts[outcome] * 100 / (len(result.verdicts) or 1) for outcome in ORDER]
    return [
        (outcome, round(start, 3), round(share, 3))
        for outcome, start, share in zip(ORDER, accumulate([0, *shares]), shares, strict=False)
        if share
    ]
