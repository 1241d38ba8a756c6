"""Compare two results of an organization, finding by finding."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from orglint.errors import ResultError
from orglint.history.past import Past, fold_ordered, read_last, sort_key
from orglint.history.rules import compare_judged_rules, name_rules
from orglint.history.standing import ABSENT, Row, Standing, Standings
from orglint.model.changes import Change, ChangedFinding, ResultChanges, RuleEvent
from orglint.model.findings import Finding, Outcome
from orglint.model.privacy import Privacy
from orglint.model.result import Result

_RANKS = {kind: rank for rank, kind in enumerate(Change)}
_PERHAPS_OLDER = (Change.NEW, Change.DECIDED_AGAIN)
"""Kinds of change about which results from before both may know more."""


def compare_results(before: Result, after: Result, earlier: Iterable[Result] = ()) -> ResultChanges:
    """Return what differs between two results of an organization; `earlier` are results from before both.

    With these, what was found before, fixed and found again is reopened, and what was not decided in `before` is
    compared with what was known last. Raises `ResultError` if the results cannot be compared.
    """
    ordered = sorted(earlier, key=sort_key)
    return _compare_with_past(before, after, lambda: ordered)


def compare_with_earlier(before: Result, after: Result, read_earlier: Callable[[], Iterable[Result]]) -> ResultChanges:
    """Return what differs between two results; those from before both are read only where they may know more.

    They come in their order, the oldest first: of many, one is in memory at a time.
    """
    changes = compare_results(before, after)
    return _compare_with_past(before, after, read_earlier) if _may_earlier_know_more(changes) else changes


def _compare_with_past(before: Result, after: Result, read_in_order: Callable[[], Iterable[Result]]) -> ResultChanges:
    refuse_incomparable(before, after)
    names = name_rules(before, after)
    one, other = Standings(before, names.before), Standings(after, names.after)
    rules = compare_judged_rules(one.verdicts, other.verdicts, (before, after))
    changed = frozenset(names.after.get(it, it) for it in ResultChanges(before, after, rules).changed_rules)
    otherwise = frozenset(it.after for it in rules if it.event is RuleEvent.CHANGED and it.decides)
    otherwise = frozenset(names.after.get(it, it) for it in otherwise)

    def read_earlier() -> Iterator[Result]:
        return (it for it in read_in_order() if sort_key(it) < sort_key(before))

    comparison = _Comparison(one, other, fold_ordered(read_earlier(), names.before), changed, otherwise)
    ids = sorted({*one.verdicts, *other.verdicts})
    fixed = {rule: kinds for rule in ids if (kinds := comparison.find_fixed_since(rule))}
    last = read_last(read_earlier(), fixed, names.before) if fixed else {}
    found: list[ChangedFinding] = []
    unchanged: dict[str, Counter[Outcome]] = {}
    for rule in ids:
        unchanged[rule] = Counter()
        found += comparison.compare_rule(rule, unchanged[rule])
        found += (comparison.build_fixed(rule, it, last[rule, row]) for row, it in fixed.get(rule, {}).items())
    found.sort(key=lambda it: _RANKS[it.kind])
    return ResultChanges(before, after, rules, tuple(found), {rule: it for rule, it in unchanged.items() if it})


def _may_earlier_know_more(changes: ResultChanges) -> bool:
    """Return whether what came may have been there earlier, or a rule may have found rows that `before` does not see.

    These are told where the later result knows what became of them.
    """
    if not changes.before.decided or any(changes.counts[it] for it in _PERHAPS_OLDER):
        return True
    names = name_rules(changes.before, changes.after)
    one, other = Standings(changes.before, names.before), Standings(changes.after, names.after)
    told = (it for it, verdict in other.verdicts.items() if verdict.was_judged or other.list_gone(it))
    return not all(one.knows_all(rule, other.verdicts[rule].rule.table) for rule in told)


def refuse_incomparable(before: Result, after: Result) -> None:
    """Raise `ResultError` if two results are not about the same rows: nothing could be said of any finding."""
    nothing = "nothing was compared"
    one, other = before.snapshot, after.snapshot
    if one.organization != other.organization:
        message = f"{nothing}: the results are of different organizations, {one.organization} and {other.organization}"
        raise ResultError(message, "Name two results of one organization.")
    if (before.privacy is Privacy.PSEUDONYMS) != (after.privacy is Privacy.PSEUDONYMS):
        message = f"{nothing}: one of the results has pseudonyms, and the other does not"
        raise ResultError(message, "--privacy pseudonyms gives the other the same ones, with the same key.")
    if one.taken_at > other.taken_at:
        message = f"{nothing}: the later result is about an older snapshot ({other.id}) than the earlier one ({one.id})"
        raise ResultError(message, "Name the older result first.")


@dataclass(frozen=True, slots=True)
class _Comparison:
    """Two results, what was known before them, and the rules that may find something else than before.

    Those that ran before, and decide `otherwise`, are among these: what they do not find any more may be there still.
    """

    before: Standings
    after: Standings
    past: Past
    changed: frozenset[str]
    otherwise: frozenset[str]

    def compare_rule(self, rule: str, unchanged: Counter[Outcome]) -> Iterator[ChangedFinding]:
        """Yield what changed in the findings of a rule, and count those that did not."""
        were, are = self.before.list_outcomes(rule), self.after.list_outcomes(rule)
        for row in (it for it in are if were.get(it) == are[it]):
            unchanged.update(are[row])
        others = [it for it in are if were.get(it) != are[it]] + [it for it in were if it not in are]
        earlier, later = (it.read_rows(rule, frozenset(others)) for it in (self.before, self.after))
        for row in others:
            yield from self._compare_row(rule, row, earlier.get(row, ()), later.get(row, ()), unchanged)

    def _compare_row(
        self, rule: str, row: Row, earlier: Sequence[Finding], later: Sequence[Finding], unchanged: Counter[Outcome]
    ) -> Iterator[ChangedFinding]:
        """Yield what changed in the findings of one row: there is one, unless it cannot be told from others."""
        same = Counter(it.outcome for it in earlier) & Counter(it.outcome for it in later)
        unchanged.update(same)
        left, came = _leave_out(earlier, same), _leave_out(later, same)
        for one, other in zip(left, came, strict=False):
            yield self._build(rule, self._place_both(rule, row, one, other), one, other)
        for one in left[len(came) :]:
            # another row with this key is there, and nobody can tell which of them it is
            kind = Change.NO_LONGER_FOUND if later else self._place_left(rule, row, one)
            yield self._build(rule, kind, one, None)
        for other in came[len(left) :]:
            yield self._build(rule, self._place_came(rule, row, other, known=bool(earlier)), None, other)

    def _place_both(self, rule: str, row: Row, one: Finding, other: Finding) -> Change:
        """Return what happened to a finding whose outcome differs."""
        if other.outcome is Outcome.UNKNOWN:
            return Change.NO_LONGER_DECIDED
        if one.outcome is Outcome.UNKNOWN:
            was_clear = self.past.recall(rule, row) is False
            new = self._name_new(rule, row) if was_clear and other.outcome is Outcome.FAIL else Change.DECIDED_AGAIN
            return self._compare_with_last(rule, row, other) or new
        return Change.NEWLY_WAIVED if other.outcome is Outcome.WAIVED else Change.WAIVER_ENDED

    def _place_left(self, rule: str, row: Row, finding: Finding) -> Change:
        """Return what happened to a finding of the earlier result that the later one does not have."""
        kind = _LEFT[self.after.place_row(rule, row)]
        unknown = finding.outcome is Outcome.UNKNOWN and not self.past.recall(rule, row)
        return _LEFT_UNKNOWN.get(kind, kind) if unknown else kind

    def _place_came(self, rule: str, row: Row, finding: Finding, *, known: bool) -> Change:
        """Return what happened to a finding of the later result that the earlier one does not have.

        That another one of its row is there is `known` where the row cannot be told from others.
        """
        if finding.outcome is Outcome.UNKNOWN:
            return Change.UNDECIDED
        waived = finding.outcome is Outcome.WAIVED
        standing = self.before.place_row(rule, row)
        if known or standing in ABSENT:
            return Change.NEWLY_WAIVED if waived else self._name_new(rule, row)
        last = self._compare_with_last(rule, row, finding)
        if last or waived:
            return last or Change.NEWLY_WAIVED
        if self.past.recall(rule, row) is False:
            return self._name_new(rule, row)
        return Change.DECIDED_AGAIN if standing is Standing.OPEN else Change.NEW

    def _compare_with_last(self, rule: str, row: Row, finding: Finding) -> Change | None:
        """Return what happened to a finding since it was decided last, before the earlier result; None if it was not.

        A waiver that was there all the time is not told as a new one.
        """
        last = self.past.found.get(rule, {}).get(row)
        if last is None:
            return None
        if last.outcome is finding.outcome:
            return Change.DECIDED_AGAIN
        return Change.NEWLY_WAIVED if finding.outcome is Outcome.WAIVED else Change.WAIVER_ENDED

    def _name_new(self, rule: str, row: Row) -> Change:
        return Change.REOPENED if self.past.was_found(rule, row) else Change.NEW

    def find_fixed_since(self, rule: str) -> Mapping[Row, Change]:
        """Return what was found last, was not decided in the earlier result, and is not there in the later one."""
        rows = self.past.found.get(rule, {})
        listed = {*self.before.list_outcomes(rule), *self.after.list_outcomes(rule)} if rows else frozenset[Row]()
        left = (it for it in rows if it not in listed and self.before.place_row(rule, it) not in ABSENT)
        now = ((row, self.after.place_row(rule, row)) for row in left)
        return {row: _LEFT[standing] for row, standing in now if standing in ABSENT}

    def build_fixed(self, rule: str, kind: Change, last: Finding) -> ChangedFinding:
        """Return what is told of a finding that was there last before the earlier result, which did not decide it."""
        return self._build(rule, kind, last, None, seen=False)

    def _build(
        self, rule: str, kind: Change, one: Finding | None, other: Finding | None, *, seen: bool = True
    ) -> ChangedFinding:
        finding = other or one
        assert finding is not None
        before = one.outcome if one and seen else None
        if rule in self.otherwise and kind in _BY_RULE:
            kind = Change.OTHER_RULE
        return ChangedFinding(
            kind,
            finding._replace(rule=self.after.verdicts[rule].rule.id if rule in self.after.verdicts else rule),
            before,
            other.outcome if other else None,
            self._explain(rule, kind, other),
            rule in self.changed,
        )

    def _explain(self, rule: str, kind: Change, finding: Finding | None) -> str:
        """Return why nothing is known of a finding; empty where something is."""
        if kind not in {Change.NO_LONGER_DECIDED, Change.UNDECIDED}:
            return ""
        doubts = self.after.result.snapshot.doubts
        verdict = self.after.verdicts.get(rule)
        reasons = (finding and finding.reason, verdict and verdict.reason)
        return next((str(it) for it in (*reasons, *doubts) if it), "")


_LEFT: Mapping[Standing, Change] = {
    Standing.CLEAR: Change.FIXED,
    Standing.GONE: Change.GONE,
    Standing.CLEAR_OR_GONE: Change.NO_LONGER_FOUND,
    Standing.OPEN: Change.NO_LONGER_DECIDED,
    Standing.NOT_JUDGED: Change.NO_LONGER_DECIDED,
    Standing.NOT_LOOKED_FOR: Change.NOT_LOOKED_FOR,
}
_LEFT_UNKNOWN: Mapping[Change, Change] = {
    Change.FIXED: Change.DECIDED_AGAIN,
    Change.NO_LONGER_DECIDED: Change.UNDECIDED,
}
"""The same for a row that was unknown."""
_BY_RULE = (Change.FIXED, Change.NO_LONGER_FOUND)
"""What nobody can say where another rule was asked."""


def _leave_out(findings: Iterable[Finding], same: Counter[Outcome]) -> list[Finding]:
    """Return findings without so many of each outcome."""
    left, kept = Counter(same), list[Finding]()
    for finding in findings:
        if left[finding.outcome]:
            left[finding.outcome] -= 1
        else:
            kept.append(finding)
    return kept
