"""Days of a small organization that is made up, the results that are had of them, and what a person would say changed.

The truth of a day is a table of rows; a result sees only a part of it. `tell_change` compares two days naively, row by
row, from the truth and from what could be seen of it.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from hypothesis import strategies as st

from orglint.model.changes import Change
from orglint.model.choice import Choice
from orglint.model.findings import Finding, ListedFindings, Outcome
from orglint.model.followed import Followed
from orglint.model.reasons import Reason, ReasonCode
from orglint.model.result import Result, Verdict
from orglint.model.rule import Rule, Severity
from orglint.model.snapshot import Snapshot, TableLedger, TableState

FIRST = datetime(2026, 11, 1, 6, tzinfo=UTC)
RULES = ("accounts/dormant", "admins/managed-accounts")
KEYS = ("ada", "bo", "cy")


@dataclass(frozen=True)
class Row:
    """One row on one day: whether it is there, and under each rule whether it fails, is waived, can be known."""

    there: bool
    fails: tuple[bool, bool]
    waived: tuple[bool, bool]
    known: tuple[bool, bool]
    read: bool


@dataclass(frozen=True)
class Day:
    """The rows, and how much of them was seen; `looks_up` says whether subjects of earlier findings were looked up."""

    rows: Mapping[str, Row]
    whole: bool
    runs: tuple[bool, bool]
    set_up: tuple[bool, bool]
    looks_up: bool

    def is_read(self, key: str) -> bool:
        return self.rows[key].there and (self.whole or self.rows[key].read)


pairs = st.tuples(st.booleans(), st.booleans())
mostly = st.sampled_from([True, True, True, False])
mostly_pairs = st.tuples(mostly, mostly)
rows = st.builds(
    Row, mostly, pairs, st.tuples(mostly, mostly).map(lambda it: (not it[0], not it[1])), mostly_pairs, pairs.map(all)
)
days = st.builds(Day, st.fixed_dictionaries(dict.fromkeys(KEYS, rows)), mostly, mostly_pairs, mostly_pairs, mostly)


def find_outcome(day: Day, number: int, key: str) -> Outcome | None:
    """Return the outcome of a row, if it is a finding of a rule."""
    if not (day.runs[number] and day.set_up[number] and day.is_read(key)):
        return None
    row = day.rows[key]
    if not row.known[number]:
        return Outcome.UNKNOWN
    if not row.fails[number]:
        return None
    return Outcome.WAIVED if row.waived[number] else Outcome.FAIL


def build_result(day: Day, number: int, names: Sequence[str] = RULES) -> Result:
    """Return what `check` would conclude on the day of that number, if its rules are called so."""
    at = FIRST + timedelta(days=number)
    state = TableState.COMPLETE if day.whole else TableState.PARTIAL
    seen = sum(day.is_read(key) for key in KEYS)
    ledger = TableLedger(state, seen, None, 1, 1, "" if day.whole else "the walk ended early")
    snapshot = Snapshot(
        f"2026110{number + 1}T060000Z", "acme", "Acme", at, at, "", "", "1", "", Path(), {"users": ledger}, {}
    )
    verdicts = tuple(_build_verdict(day, it, names[it], seen) for it in (0, 1) if day.runs[it])
    followed = {}
    if day.looks_up:
        there = frozenset(key for key in KEYS if day.is_read(key))
        followed["users"] = Followed(there, frozenset(KEYS) - there if day.whole else frozenset())
    return Result(snapshot, at, Severity.LOW, verdicts, choice=Choice(), followed=followed)


def _build_verdict(day: Day, number: int, name: str, seen: int) -> Verdict:
    rule = Rule(name, f"Rule {number}", Severity.HIGH, "users", "true", "false", "", "", sha256=f"file {number}")
    if not day.set_up[number]:
        waits = Reason(ReasonCode.NOT_SET_UP, values=("settings.domains",))
        return Verdict(rule, Outcome.NOT_APPLICABLE, 0, 0, 0, 0, reason=waits)
    outcomes = {key: find_outcome(day, number, key) for key in KEYS}
    found = ListedFindings(
        Finding(name, "users", key, it, f"{key} is wrong", {}) for key, it in outcomes.items() if it is not None
    )
    failed, unknown, waived = (found.count_outcome(it) for it in (Outcome.FAIL, Outcome.UNKNOWN, Outcome.WAIVED))
    gap = None if day.whole else Reason(ReasonCode.PARTIAL, table="users", said="the walk ended early")
    outcome = Outcome.WAIVED if waived else Outcome.PASS
    outcome = Outcome.UNKNOWN if unknown or gap else outcome
    outcome = Outcome.FAIL if failed else outcome
    return Verdict(rule, outcome, seen, seen - len(found), failed, unknown, waived, gap, found)


@dataclass(frozen=True)
class Told:
    """What is expected to be told of one row."""

    kind: Change
    before: Outcome | None
    after: Outcome | None


def tell_change(days: Sequence[Day], number: int, key: str) -> Told | None:
    """Return what a person says who knows the truth of all days, and tells no more than the results can."""
    before, after = days[-2], days[-1]
    one, other = find_outcome(before, number, key), find_outcome(after, number, key)
    if one is other and one is not None:
        return None
    if other is not None:
        return Told(_tell_there(days, number, key, one, other), one, other)
    away = _tell_away(after, number, key)
    last = _recall(days[:-2], number, key)
    if one is Outcome.UNKNOWN and last != "found":
        away = {Change.FIXED: Change.DECIDED_AGAIN, Change.NO_LONGER_DECIDED: Change.UNDECIDED}.get(away, away)
    if one is not None:
        return Told(away, one, None)
    certain = away in {Change.FIXED, Change.GONE, Change.NO_LONGER_FOUND}
    return Told(away, None, None) if last == "found" and certain and not _is_clear(before, number, key) else None


def _tell_there(days: Sequence[Day], number: int, key: str, one: Outcome | None, other: Outcome) -> Change:
    if other is Outcome.UNKNOWN:
        return Change.NO_LONGER_DECIDED if one else Change.UNDECIDED
    if one is Outcome.FAIL:
        return Change.NEWLY_WAIVED
    if one is Outcome.WAIVED:
        return Change.WAIVER_ENDED
    if one is Outcome.UNKNOWN or not _is_clear(days[-2], number, key):
        then = _recall_finding(days[:-2], number, key)
        if then is not None:
            changed = Change.NEWLY_WAIVED if other is Outcome.WAIVED else Change.WAIVER_ENDED
            return Change.DECIDED_AGAIN if then is other else changed
    if one is None and other is Outcome.WAIVED:
        return Change.NEWLY_WAIVED
    ever = any(find_outcome(day, number, key) in {Outcome.FAIL, Outcome.WAIVED} for day in days[:-2])
    new = Change.REOPENED if ever else Change.NEW
    last = _recall(days[:-2], number, key)
    if one is Outcome.UNKNOWN:
        return new if last == "clear" and other is Outcome.FAIL else Change.DECIDED_AGAIN
    if _is_clear(days[-2], number, key):
        return new
    if last == "found":
        return Change.DECIDED_AGAIN
    looked = days[-2].runs[number] and days[-2].set_up[number]
    return Change.DECIDED_AGAIN if looked and not last else new


def _tell_away(day: Day, number: int, key: str) -> Change:
    """Return what a day says of a row that is no finding on it."""
    if not day.runs[number]:
        return Change.NOT_LOOKED_FOR
    if day.looks_up and day.whole and not day.rows[key].there:
        return Change.GONE
    if not day.set_up[number] or not day.whole:
        return Change.NO_LONGER_DECIDED
    elsewhere = find_outcome(day, 1 - number, key) in {Outcome.FAIL, Outcome.WAIVED}
    return Change.FIXED if day.looks_up or elsewhere else Change.NO_LONGER_FOUND


def _is_clear(day: Day, number: int, key: str) -> bool:
    """Return whether a day says that a row, which is no finding on it, does not break the rule."""
    return _tell_away(day, number, key) in {Change.FIXED, Change.GONE, Change.NO_LONGER_FOUND}


def _recall_finding(days: Sequence[Day], number: int, key: str) -> Outcome | None:
    """Return the outcome of a row when it was last known to break the rule, unless it was clear after that."""
    known = [day for day in days if find_outcome(day, number, key) in {Outcome.FAIL, Outcome.WAIVED}]
    found = _recall(days, number, key) == "found"
    return find_outcome(known[-1], number, key) if found else None


def _recall(days: Sequence[Day], number: int, key: str) -> str:
    """Return what was known last: found, clear, or nothing."""
    for day in reversed(days):
        outcome = find_outcome(day, number, key)
        if outcome in {Outcome.FAIL, Outcome.WAIVED}:
            return "found"
        if outcome is None and _is_clear(day, number, key):
            return "clear"
    return ""


def tell_since(days: Sequence[Day], number: int, key: str) -> tuple[int, int | None] | None:
    """Return the day on which a row was found first and never otherwise since, and the last one on which it was not."""
    first = None
    for at in reversed(range(len(days))):
        outcome = find_outcome(days[at], number, key)
        if outcome in {Outcome.FAIL, Outcome.WAIVED}:
            first = at
        elif outcome is None and _is_clear(days[at], number, key):
            return None if first is None else (first, at)
    return None if first is None else (first, None)


def lose(day: Day) -> Iterator[Day]:
    """Yield days of which less is known."""
    yield replace(day, whole=False)
    yield replace(day, looks_up=False)
    for number in (0, 1):
        off = tuple(it and at != number for at, it in enumerate(day.set_up))
        yield replace(day, set_up=off)
        for key, row in day.rows.items():
            known = tuple(it and at != number for at, it in enumerate(row.known))
            yield replace(day, rows={**day.rows, key: replace(row, known=known)})
