"""What will fail if nothing happens but that time passes: the snapshot is judged as of the days to come.

No rule is special: whatever looks at the time (dormancy, expiry, a time of grace) is judged on each day, and all rules
are on a day after something written has ended.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from pathlib import Path

from orglint.evaluate.distribute.judging import Judging
from orglint.evaluate.distribute.one import judge_snapshot
from orglint.model.findings import Finding, ListedFindings, Outcome
from orglint.model.forecast import Coming, ComingFinding, EndingStatement, Forecast
from orglint.model.result import Result, Verdict
from orglint.model.statement import to_day
from orglint.model.waiver import WaiverState
from orglint.model.wording import format_count
from orglint.rulebook.rule import CompiledRule

_NOW = "$now"
_DAY = timedelta(days=1)
_Seen = set[tuple[str, str | None]]
_FOUND = {Outcome.FAIL: Coming.FAILS, Outcome.UNKNOWN: Coming.UNDECIDED}
_ANY = "*"
_NewKeys = Mapping[Outcome, set[str]]


def forecast_findings(
    folder: Path, judging: Judging, days: int, *, conceal: Callable[[Result], Result] = lambda it: it
) -> Forecast:
    """Return what comes within some days after the present of `judging`, in the snapshot of a folder.

    `conceal` returns a result as it may be shown; equal keys must stay equal.
    """
    judged = judge_snapshot(folder, judging)
    timed = tuple(rule for rule in judging.rules if looks_at_time(rule))
    after_end = {it + _DAY for it in _list_ends(judging, judged.snapshot.organization)}
    shown = conceal(judged)
    seen = _SeenRows()
    seen.note(judged)
    waived = _list_waived(judged)
    coming: list[ComingFinding] = []
    undecided = _list_undecided(shown)
    for number in range(days + 1):  # since the snapshot some may have begun to fail today already
        at = judging.today + number * _DAY
        rules = judging.rules if to_day(at) in after_end else timed
        if not rules:
            continue
        later = judge_snapshot(folder, replace(judging, rules=rules, as_of=at, max_age=None))
        new = _select_new(later, seen.note(later))
        coming += _describe_new(conceal(new), new, to_day(at), waived)
        undecided = {**_list_undecided(conceal(later), of_rows=False), **undecided}
    return Forecast(
        shown,
        judging.today,
        days,
        tuple(coming),
        tuple(_list_ending(shown, days)),
        undecided,
        len(timed),
    )


def looks_at_time(rule: CompiledRule) -> bool:
    """Return whether what a rule decides may depend on the time that it is judged at."""
    return any(_NOW in part.sql for part in (*rule.expressions, *rule.let.values()))


@dataclass(frozen=True, slots=True)
class _SeenRows:
    """The rows that failed, or were unknown, on a day until now, by outcome and rule: a finding is read when it is new.

    There may be hundreds of thousands of them on each day.
    """

    keys: Mapping[tuple[Outcome, str], set[str]] = field(default_factory=lambda: defaultdict(set))

    def note(self, result: Result) -> list[_NewKeys]:
        """Note the rows that a result finds; return by outcome the keys of those that are new, for each verdict."""
        return [self._note_verdict(it) for it in result.verdicts]

    def _note_verdict(self, verdict: Verdict) -> _NewKeys:
        new: dict[Outcome, set[str]] = {outcome: set() for outcome in _FOUND}
        for key, outcome in verdict.findings.list_keys(_ANY):
            if outcome in new and key not in self.keys[outcome, verdict.rule.id]:
                new[outcome].add(key)
        for outcome, keys in new.items():
            self.keys[outcome, verdict.rule.id].update(keys)
        return new


def _select_new(result: Result, new: Sequence[_NewKeys]) -> Result:
    """Return a result with the findings alone that are new."""
    narrowed = (replace(it, findings=_select_findings(it, keys)) for it, keys in zip(result.verdicts, new, strict=True))
    return replace(result, verdicts=tuple(narrowed))


def _select_findings(verdict: Verdict, keys: _NewKeys) -> ListedFindings:
    found = verdict.findings.select_keys(frozenset[str]().union(*keys.values())) if any(keys.values()) else ()
    return ListedFindings(it for it in found if it.key in keys.get(it.outcome, ()))


def _describe_new(shown: Result, new: Result, on: date, waived: _Seen) -> Iterator[ComingFinding]:
    """Yield the findings that no day before had as they may be shown; `new` has the same as they are."""
    for verdict, before in zip(shown.verdicts, new.verdicts, strict=True):
        pairs = [*zip(verdict.findings, before.findings, strict=True)]
        for outcome, kind in _FOUND.items():
            for finding, found in pairs:
                if found.outcome is outcome:
                    ends = kind is Coming.FAILS and _name_row(found) in waived
                    yield ComingFinding(Coming.WAIVER_ENDS if ends else kind, on, verdict.rule, finding)


def _list_undecided(result: Result, *, of_rows: bool = True) -> dict[str, str]:
    """Return the rules that are not decided as a whole or, with `of_rows`, of which a row is not, with the reason."""
    return {
        it.rule.id: str(it.reason) if it.reason else f"{format_count(it.unknown, 'row')} not known"
        for it in result.verdicts
        if (it.outcome is Outcome.UNKNOWN and not it.unknown) or (of_rows and it.unknown)
    }


def _list_waived(result: Result) -> _Seen:
    found = (it for verdict in result.verdicts for it in verdict.findings.select_outcome(Outcome.WAIVED))
    return {_name_row(it) for it in found}


def _name_row(finding: Finding) -> tuple[str, str | None]:
    return (finding.rule, finding.key)


def _list_ends(judging: Judging, organization: str) -> Iterator[date]:
    """Yield the last days of everything written that is for an organization."""
    statements = [it.statement for it in judging.waivers]
    statements += [it.statement for it in judging.attestations]
    statements += [it.statement for it in judging.acceptances if it.statement]
    yield from (it.until for it in statements if it.is_for(organization))


def _list_ending(result: Result, days: int) -> Iterable[EndingStatement]:
    """Return the waivers that excuse something, and the attestations that decide, whose last day comes; first first."""
    waivers = (
        EndingStatement("waiver", it.waiver.rule, it.waiver.subject, said.owner, said.until, it.days_left, it.findings)
        for it in result.waivers
        if (said := it.waiver.statement) and it.state is WaiverState.APPLIED
    )
    attested = (
        EndingStatement("attestation", it.rule.id, "", said.owner, said.until, it.attestation.days_left, 0)
        for it in result.verdicts
        if it.attestation and (said := it.attestation.attestation.statement)
    )
    found = (it for it in (*waivers, *attested) if 0 <= it.days_left < days)
    return sorted(found, key=lambda it: (it.until, it.kind, it.rule, it.subject))
