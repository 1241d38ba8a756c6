"""What one result says about one row and one rule, whether the row is a finding or not."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import cached_property
from typing import NamedTuple, TypeAlias

from orglint.model.findings import Finding, FoundRow, Outcome
from orglint.model.followed import Followed
from orglint.model.reasons import ReasonCode
from orglint.model.result import Result, Verdict
from orglint.model.snapshot import TableState

FOUND = frozenset({Outcome.FAIL, Outcome.WAIVED})
"""The outcomes of rows that break a rule."""
_ORGANIZATION = "organization"
_NOBODY = Followed()
_ALONE = {outcome: (outcome,) for outcome in Outcome}  # there may be a million rows


class Row(NamedTuple):
    """A row of a table; one without a key cannot be told from others."""

    table: str
    key: str | None


Found: TypeAlias = Mapping[Row, Sequence[Finding]]
Outcomes: TypeAlias = Mapping[Row, tuple[Outcome, ...]]
"""The outcomes of rows that are findings; there are several of a row that has no key of its own."""


class Standing(Enum):
    """What a result says about a row that is not among the findings of a rule."""

    CLEAR = "clear"  # the rule was decided for it, and does not find it
    GONE = "gone"  # it is not in its table any more, which was seen whole
    CLEAR_OR_GONE = "clear or gone"
    OPEN = "open"  # it may fail
    NOT_JUDGED = "not judged"  # the rule waits for something
    NOT_LOOKED_FOR = "not looked for"  # the rule did not run, or is about another table


ABSENT = frozenset({Standing.CLEAR, Standing.GONE, Standing.CLEAR_OR_GONE})
"""What a result says of a row that it knows not to break the rule."""


@dataclass(frozen=True)
class Standings:
    """What a result says about rows, by the present ids of rules."""

    result: Result
    renamed: Mapping[str, str]

    @cached_property
    def verdicts(self) -> Mapping[str, Verdict]:
        """The verdicts by the present ids of their rules; what ran under a present id itself counts."""
        by_age = sorted(self.result.verdicts, key=lambda it: it.rule.id not in self.renamed)
        return {self.renamed.get(it.rule.id, it.rule.id): it for it in by_age}

    def list_outcomes(self, rule: str) -> Outcomes:
        """Return the outcomes of a rule's findings by their rows, which takes much less than the findings."""
        verdict, listed = self.verdicts.get(rule), dict[Row, tuple[Outcome, ...]]()
        for table, key, outcome, _ in verdict.findings.list_rows() if verdict else ():
            row = Row(table, key)
            listed[row] = (*listed[row], outcome) if row in listed else _ALONE[outcome]
        return listed

    def read_rows(self, rule: str, rows: Collection[Row]) -> Found:
        """Return the findings of a rule that are about rows."""
        verdict = self.verdicts.get(rule)
        if verdict is None or not rows:
            return {}
        keys = [it.key for it in rows if it.key is not None]
        # what has no key is selected by none
        findings = verdict.findings if len(keys) < len(rows) else verdict.findings.select_keys(frozenset(keys))
        return _group_rows(it for it in findings if Row(it.table, it.key) in rows)

    def list_first(self, rule: str) -> Mapping[Row, FoundRow]:
        """Return the rows of a rule's findings, each as the first that breaks the rule, else as the first unknown."""
        verdict = self.verdicts.get(rule)
        first: dict[Row, FoundRow] = {}
        for found in verdict.findings.list_rows() if verdict else ():
            row = Row(found.table, found.key)
            if row not in first or (found.outcome in FOUND and first[row].outcome not in FOUND):
                first[row] = found
        return first

    def is_judged(self, rule: str) -> bool:
        """Whether rows were looked at by a rule."""
        return rule in self.verdicts and self.verdicts[rule].was_judged

    def is_decided(self, rule: str) -> bool:
        """Whether every row that is no finding of a rule passes, or is out of its scope."""
        return (
            self.is_judged(rule) and not self.result.snapshot.doubts and _is_decided(self.verdicts[rule], self.result)
        )

    def knows_all(self, rule: str, table: str) -> bool:
        """Whether it is known of every row of a table whether it breaks a rule, also of one that is not there."""
        return self.is_decided(rule) and self.verdicts[rule].rule.table == table and self._is_whole(table)

    def place_row(self, rule: str, row: Row) -> Standing:
        """Return what the result says about a row that is not among the findings of a rule."""
        verdict = self.verdicts.get(rule)
        if verdict is None or verdict.rule.table != row.table:
            return Standing.NOT_LOOKED_FOR
        if self._is_gone(row):
            return Standing.GONE
        if not verdict.was_judged:
            return Standing.NOT_JUDGED
        if not self.is_decided(rule):
            return Standing.OPEN
        if self._is_there(row):
            return Standing.CLEAR
        # what somebody accepts to be missing is missing still: the row may be one of those
        return Standing.CLEAR_OR_GONE if self._is_whole(row.table) else Standing.OPEN

    def list_gone(self, rule: str) -> frozenset[Row]:
        """Return the rows of a rule's table that are known not to be there any more."""
        table = self.verdicts[rule].rule.table
        return frozenset(row for key in self._follow(table).gone if self._is_gone(row := Row(table, key)))

    def _is_gone(self, row: Row) -> bool:
        whole = self._is_whole(row.table) and not self.result.snapshot.doubts
        return whole and row.key in self._follow(row.table).gone

    def _is_there(self, row: Row) -> bool:
        if row.table == _ORGANIZATION:
            return True
        return row.key is not None and (
            row.key in self._follow(row.table).there or row.key in self._seen.get(row.table, ())
        )

    def _is_whole(self, table: str) -> bool:
        ledger = self.result.snapshot.tables.get(table)
        return ledger is not None and ledger.state is TableState.COMPLETE

    def _follow(self, table: str) -> Followed:
        return self.result.followed.get(table, _NOBODY)

    @cached_property
    def _seen(self) -> Mapping[str, set[str | None]]:
        """The keys, by their table, of the rows that break a rule: each is there, whatever another rule says of it."""
        seen: dict[str, set[str | None]] = {}
        for found in (it for verdict in self.result.verdicts for it in verdict.findings.list_rows()):
            if found.outcome in FOUND:
                seen.setdefault(found.table, set()).add(found.key)
        return seen


def _group_rows(findings: Iterable[Finding]) -> dict[Row, list[Finding]]:
    grouped: dict[Row, list[Finding]] = {}
    for finding in findings:
        grouped.setdefault(Row(finding.table, finding.key), []).append(finding)
    return grouped


def _is_decided(verdict: Verdict, result: Result) -> bool:
    if verdict.outcome is Outcome.FAIL:
        return verdict.reason is None
    if verdict.outcome is not Outcome.UNKNOWN:
        return True
    if not verdict.unknown or (verdict.reason and verdict.reason.code is ReasonCode.NOT_EVALUATED):
        return False
    return not any(_list_gaps(verdict, result))


def _list_gaps(verdict: Verdict, result: Result) -> Iterator[str]:
    """Yield the tables that a rule needs whole and that are not; of those asked by key, rows say what they lack."""
    for name in (verdict.rule.table, *verdict.rule.counts):
        ledger = result.snapshot.tables.get(name)
        by_key = ledger is not None and ledger.keys is not None and name != verdict.rule.table
        if ledger is None or not (ledger.complete or by_key):
            yield name
