"""The first findings of a rule as tables: those that fail, those that are unknown, those that are waived."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from orglint.history.standing import Row
from orglint.model.changes import Change
from orglint.model.ordering import group_unknown, select_worst
from orglint.model.result import Finding, Outcome, Verdict
from orglint.model.rule import Rule, ShownColumn
from orglint.model.shown_values import describe_shown_cell
from orglint.model.since import Since
from orglint.model.wording import format_count
from orglint.reports.html.past import Past
from orglint.reports.html.values import make_inert, to_raw

WRONG = "what is wrong"
"""The title of the column of messages."""
NO_REASON = "no reason was recorded"
_REASONS = 5
"""Reasons of unknown rows that a card names."""


@dataclass(frozen=True, slots=True)
class FindingRow:
    """A finding: what people call its row, its cells, what else there is to say of it, and its values as they are."""

    subject: str
    cells: tuple[str, ...]
    note: str
    raw: Mapping[str, str]
    change: Change | None
    since: Since | None


@dataclass(frozen=True, slots=True)
class FindingTable:
    """Findings of one outcome: the first of `number`; columns that are the same in all of them are said once.

    `remarks` stand above the table, and `note` is the title of a last column. A `dated` one says since when each is
    there.
    """

    outcome: Outcome
    title: str
    number: int
    labels: tuple[str, ...]
    same: tuple[tuple[str, str], ...]
    note: str
    rows: tuple[FindingRow, ...]
    remarks: tuple[str, ...] = ()
    dated: bool = False


class _Listing(NamedTuple):
    """The first findings of one outcome, of `number`, with what is said of them."""

    outcome: Outcome
    title: str
    number: int
    found: Sequence[Finding]
    note: str = ""
    remarks: Sequence[str] = ()


def build_tables(verdict: Verdict, as_of: datetime, most: int, past: Past) -> Iterator[FindingTable]:
    """Yield a table for each outcome that findings of the rule have, of at most so many rows."""
    return (_build_table(listing, verdict.rule, as_of, past) for listing in _list_findings(verdict, most))


def _list_findings(verdict: Verdict, most: int) -> Iterator[_Listing]:
    found = verdict.findings
    if failed := found.count_outcome(Outcome.FAIL):
        worst = list(select_worst(verdict, Outcome.FAIL, most))
        yield _Listing(Outcome.FAIL, format_count(failed, "finding"), failed, worst)
    if unknown := found.count_outcome(Outcome.UNKNOWN):
        groups = group_unknown(found, most)
        told = [f"{format_count(it.number, 'row')}: {it.words}" for it in groups[:_REASONS]]
        told += [f"and {format_count(len(groups) - _REASONS, 'more reason')}"] if len(groups) > _REASONS else []
        first = [finding for group in groups for finding in group.shown]
        title = f"{format_count(unknown, 'row')} of unknown outcome"
        yield _Listing(Outcome.UNKNOWN, title, unknown, first, "Why", told)
    if waived := found.count_outcome(Outcome.WAIVED):
        first = list(found.select_outcome(Outcome.WAIVED, most))
        yield _Listing(Outcome.WAIVED, f"{waived:,} waived", waived, first, "Waived")


def name_subject(finding: Finding) -> str:
    """Return what people call the row of a finding; an older result says it in the message."""
    return finding.subject or finding.message or finding.key or ""


def choose_columns(rule: Rule) -> tuple[ShownColumn, ...]:
    """Return what the findings of a rule show; what an organization has as a whole is told in the message."""
    return () if rule.table == "organization" else rule.columns


def tells_messages(rule: Rule) -> bool:
    """Return whether the findings of a rule show what is wrong in a sentence, as they have no columns."""
    return not choose_columns(rule)


def label_column(column: ShownColumn, rule: Rule) -> str:
    """Return the title of a column; one that is called as the row is has its own name."""
    return column.name if column.label == rule.variable else column.label


def _build_table(listing: _Listing, rule: Rule, as_of: datetime, past: Past) -> FindingTable:
    found = listing.found
    subjects = [name_subject(it) for it in found]
    columns = [it for it in choose_columns(rule) if [one.evidence.get(it.name) for one in found] != subjects]
    cells = {it.name: [describe_shown_cell(it, one, as_of) for one in found] for it in columns}
    same = [it for it in columns if len(found) > 1 and len(set(cells[it.name])) == 1]
    varying = [it for it in columns if it not in same]
    told = [one.message for one in found] if tells_messages(rule) else []
    messages = told if told != subjects else []
    rows = tuple(
        FindingRow(
            subjects[at],
            (*messages[at : at + 1], *(cells[it.name][at] for it in varying)),
            str(one.reason or NO_REASON) if listing.outcome is Outcome.UNKNOWN else one.waiver or "",
            list_raw_values(one),
            past.find_change(one.rule, Row(one.table, one.key)),
            past.find_since(one.rule, Row(one.table, one.key), one.since),
        )
        for at, one in enumerate(found)
    )
    labels = (*([WRONG] if messages else []), *(label_column(it, rule) for it in varying))
    equal = tuple((label_column(it, rule), cells[it.name][0]) for it in same)
    dated = listing.outcome is not Outcome.UNKNOWN and past.knows_since
    about = (listing.outcome, listing.title, listing.number)
    return FindingTable(*about, labels, equal, listing.note, rows, tuple(listing.remarks), dated)


def list_raw_values(finding: Finding) -> Mapping[str, str]:
    """Return the evidence of a finding as JSON by name, its key, and its message."""
    inert = make_inert(finding.evidence)
    values = {name: "unknown" if name in finding.unknown_values else to_raw(value) for name, value in inert.items()}
    return {**values, "key": f"{finding.table} {finding.key}", "message": finding.message}
