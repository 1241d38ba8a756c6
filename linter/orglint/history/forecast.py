"""What will fail if nothing happens but that time passes: the snapshot is judged as of the days to come.

No rule is special: whatever looks at the time (dormancy, expiry, a time of grace) is judged on each day, and all rules
are on a day after something written has ended.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from orglint.evaluate.distribute.judging import Judging
from orglint.evaluate.distribute.one import judge_snapshot
from orglint.model.findings import Finding, Outcome
from orglint.model.forecast import Coming, ComingFinding, EndingStatement, Forecast
from orglint.model.result import Result
from orglint.model.statement import to_day
from orglint.model.waiver import WaiverState
from orglint.model.wording import format_count
from orglint.rulebook.rule import CompiledRule

_NOW = "$now"
_DAY = timedelta(days=1)
_Seen = set[tuple[str, str | None]]


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
    failed, waived, unknown = (_list_keys(shown, it) for it in (Outcome.FAIL, Outcome.WAIVED, Outcome.UNKNOWN))
    coming: list[ComingFinding] = []
    undecided = _list_undecided(shown)
    for number in range(days + 1):  # since the snapshot some may have begun to fail today already
        at = judging.today + number * _DAY
        rules = judging.rules if to_day(at) in after_end else timed
        if not rules:
            continue
        later = conceal(judge_snapshot(folder, replace(judging, rules=rules, as_of=at, max_age=None)))
        coming += _find_new(later, to_day(at), failed, waived, unknown)
        undecided = {**_list_undecided(later, of_rows=False), **undecided}
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


def _find_new(later: Result, on: date, failed: _Seen, waived: _Seen, unknown: _Seen) -> Iterator[ComingFinding]:
    """Yield the findings that no day before had, and note them."""
    for verdict in later.verdicts:
        for finding in verdict.findings.select_outcome(Outcome.FAIL):
            if (row := _name_row(finding)) not in failed:
                failed.add(row)
                yield ComingFinding(Coming.WAIVER_ENDS if row in waived else Coming.FAILS, on, verdict.rule, finding)
        for finding in verdict.findings.select_outcome(Outcome.UNKNOWN):
            if (row := _name_row(finding)) not in unknown:
                unknown.add(row)
                yield ComingFinding(Coming.UNDECIDED, on, verdict.rule, finding)


def _list_undecided(result: Result, *, of_rows: bool = True) -> dict[str, str]:
    """Return the rules that are not decided as a whole or, with `of_rows`, of which a row is not, with the reason."""
    return {
        it.rule.id: str(it.reason) if it.reason else f"{format_count(it.unknown, 'row')} not known"
        for it in result.verdicts
        if (it.outcome is Outcome.UNKNOWN and not it.unknown) or (of_rows and it.unknown)
    }


def _list_keys(result: Result, outcome: Outcome) -> _Seen:
    return {_name_row(it) for verdict in result.verdicts for it in verdict.findings.select_outcome(outcome)}


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
