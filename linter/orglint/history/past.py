"""What was known before: the results of an organization, folded into one, the oldest first."""

from collections.abc import Collection, Container, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple, TypeAlias

from orglint.history.standing import ABSENT, FOUND, Row, Standings
from orglint.model.findings import Finding, Outcome
from orglint.model.result import Result
from orglint.model.since import Since


class Known(NamedTuple):
    """The outcome of a finding as it was seen last, and since when it is there."""

    outcome: Outcome
    since: Since


Rows: TypeAlias = dict[Row, Known]


@dataclass(slots=True)
class Past:
    """What results that were added say together: each of them is newer than those before it.

    `found` are the rows that break a rule as far as is known, `ever` those that did at any time, `clear` says when a
    rule was last decided, and `hazy` has rows that are unknown and were never found, with the time at which they were
    clear. All are by the present ids of rules, as the packs of the newest result have `renamed` them. `carried` are
    rows that were found in results that were not added, as the unknown ones of those that were say themselves.
    """

    renamed: Mapping[str, str]
    found: dict[str, Rows] = field(default_factory=dict)
    ever: dict[str, set[Row]] = field(default_factory=dict)
    clear: dict[str, datetime] = field(default_factory=dict)
    hazy: dict[str, dict[Row, datetime | None]] = field(default_factory=dict)
    carried: dict[str, dict[Row, Since]] = field(default_factory=dict)

    def add(self, result: Result, rules: Container[str] | None = None) -> None:
        """Add a result, which is newer than those before it, or what it says by some rules, by their ids then."""
        standings = Standings(result, self.renamed)
        for rule, verdict in standings.verdicts.items():
            if rules is None or verdict.rule.id in rules:
                self._add_rule(rule, standings, result.snapshot.taken_at)

    def _add_rule(self, rule: str, standings: Standings, at: datetime) -> None:
        rows, hazy = self.found.setdefault(rule, {}), self.hazy.setdefault(rule, {})
        found, carried = standings.list_first(rule), self.carried.setdefault(rule, {})
        for row in [it for it in rows if it not in found]:
            if standings.place_row(rule, row) in ABSENT:
                del rows[row]
        for row in [it for it in carried if it not in found and standings.place_row(rule, it) in ABSENT]:
            del carried[row]
        hazy |= dict.fromkeys(standings.list_gone(rule) - found.keys(), at)
        for row, it in found.items():
            if it.outcome in FOUND:
                since = rows[row].since if row in rows else Since(at, hazy.pop(row, self.clear.get(rule)))
                since = it.since if row not in rows and it.since else since
                rows[row] = Known(it.outcome, since)
                self.ever.setdefault(rule, set()).add(row)
            elif row not in rows:
                hazy.setdefault(row, self.clear.get(rule))
                carried |= {row: it.since} if it.since else {}
        if standings.is_decided(rule):
            self.clear[rule] = at
            self.hazy[rule] = {row: before for row, before in hazy.items() if row in found}

    def date_finding(self, rule: str, at: datetime, finding: Finding) -> Since | None:
        """Return since when a finding of a newer result is there, taken at a time; None if it was never certain."""
        row = Row(finding.table, finding.key)
        known = self.found.get(rule, {}).get(row)
        if known is not None:
            return known.since
        if carried := self.carried.get(rule, {}).get(row):
            return carried
        if finding.outcome not in FOUND:
            return None
        return finding.since or Since(at, self.hazy.get(rule, {}).get(row, self.clear.get(rule)))

    def was_found(self, rule: str, row: Row) -> bool:
        """Return whether a row was found at any time."""
        return row in self.ever.get(rule, ())

    def recall(self, rule: str, row: Row) -> bool | None:
        """Return whether a row was found when it was decided last; None if it never was."""
        if row in self.found.get(rule, {}):
            return True
        return None if self.hazy.get(rule, {}).get(row, self.clear.get(rule)) is None else False


def fold_results(results: Iterable[Result], renamed: Mapping[str, str]) -> Past:
    """Return what results say together, whatever their order."""
    return fold_ordered(sorted(results, key=sort_key), renamed)


def fold_ordered(results: Iterable[Result], renamed: Mapping[str, str]) -> Past:
    """Return what results say together that come in their order, the oldest first: one is needed at a time."""
    past = Past(renamed)
    for result in results:
        past.add(result)
    return past


def fold_parts(parts: Iterable[tuple[Result, Container[str]]], renamed: Mapping[str, str]) -> Past:
    """Return what results say together by some of their rules, which come with them; the oldest comes first."""
    past = Past(renamed)
    for result, rules in parts:
        past.add(result, rules)
    return past


def read_last(
    results: Iterable[Result], wanted: Mapping[str, Collection[Row]], renamed: Mapping[str, str]
) -> Mapping[tuple[str, Row], Finding]:
    """Return the wanted rows' findings, by rule and row, as results that come in their order have them last."""
    last: dict[tuple[str, Row], Finding] = {}
    for standings in (Standings(it, renamed) for it in results):
        for rule, rows in wanted.items():
            for row, findings in standings.read_rows(rule, rows).items():
                if certain := next((it for it in findings if it.outcome in FOUND), None):
                    last[rule, row] = certain
    return last


def sort_key(result: Result) -> tuple[datetime, datetime]:
    """Return what puts results in the order of what they are about."""
    return result.snapshot.taken_at, result.as_of
