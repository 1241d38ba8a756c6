"""Apply waivers to verdicts: failed rows are excused, never unknown ones, and what comes of each waiver is told."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from orglint.evaluate.judge.verdicts import choose_common_reason
from orglint.model.findings import Finding, Outcome
from orglint.model.result import Verdict
from orglint.model.waived_findings import WaivedFindings
from orglint.model.waiver import Waiver, WaiverState, WaiverUse
from orglint.model.waiver_words import describe_excuse


@dataclass(frozen=True, slots=True)
class _Match:
    """What a waiver matches: failed rows by key, the number of unknown ones, whether the evidence is what it pins."""

    failed: Counter[str] = field(default_factory=Counter)
    unknown: int = 0
    agrees: bool = True


def apply_waivers(
    verdicts: Sequence[Verdict], waivers: Sequence[Waiver], organization: str, at: datetime
) -> tuple[tuple[Verdict, ...], tuple[WaiverUse, ...]]:
    """Return the verdicts on an organization with what waivers excuse at a time, and what came of each waiver."""
    uses: dict[int, WaiverUse] = {}
    by_rule: dict[str, list[int]] = defaultdict(list)
    for number, waiver in enumerate(waivers):
        uses[number] = _make_use(waiver, WaiverState.NOT_JUDGED, _Match(), at)
        if waiver.statement.is_for(organization):
            by_rule[waiver.rule].append(number)
        else:
            uses[number] = _make_use(waiver, WaiverState.ELSEWHERE, _Match(), at)
    judged = []
    for verdict in verdicts:
        numbers = by_rule.get(verdict.rule.id, [])
        matches = dict(zip(numbers, _match_waivers(verdict, [waivers[it] for it in numbers]), strict=True))
        for number, match in matches.items():
            uses[number] = _make_use(waivers[number], _find_state(verdict, waivers[number], match, at), match, at)
        applied = {number: match for number, match in matches.items() if uses[number].state is WaiverState.APPLIED}
        judged.append(_excuse_rows(verdict, [(waivers[number], match) for number, match in applied.items()]))
    return tuple(judged), tuple(uses[number] for number in range(len(waivers)))


def _make_use(waiver: Waiver, state: WaiverState, match: _Match, at: datetime) -> WaiverUse:
    return WaiverUse(waiver, state, match.failed.total(), match.unknown, waiver.statement.count_days(at))


def _match_waivers(verdict: Verdict, waivers: Sequence[Waiver]) -> Iterator[_Match]:
    """Yield what each waiver matches; rows with a key are asked for all at once."""
    keys = {waiver.subject for waiver in waivers if not waiver.is_pattern}
    named: dict[str, list[Finding]] = defaultdict(list)
    for finding in verdict.findings.select_keys(keys) if keys and verdict.findings else ():
        named[finding.key].append(finding)
    for waiver in waivers:
        yield _match_pattern(verdict, waiver) if waiver.is_pattern else _match_key(waiver, named[waiver.subject])


def _match_key(waiver: Waiver, found: Sequence[Finding]) -> _Match:
    failed = [it for it in found if it.outcome is Outcome.FAIL]
    agrees = all(waiver.agrees(it.evidence) for it in failed)
    return _Match(Counter(it.key for it in failed), len(found) - len(failed), agrees)


def _match_pattern(verdict: Verdict, waiver: Waiver) -> _Match:
    failed: Counter[str] = Counter()
    unknown = 0
    for key, outcome in verdict.findings.list_keys(waiver.subject):
        if outcome is Outcome.FAIL:
            failed[key] += 1
        else:
            unknown += 1
    return _Match(failed, unknown)


def _find_state(verdict: Verdict, waiver: Waiver, match: _Match, at: datetime) -> WaiverState:
    number = match.failed.total()
    if not waiver.statement.holds(at):
        return WaiverState.EXPIRED
    # Rows of unknown outcome may fail too: losing what is known of them must not make a waiver fit.
    if waiver.most is not None and number + match.unknown > waiver.most:
        return WaiverState.OVER_MAX
    if not match.agrees:
        return WaiverState.CHANGED
    if number:
        return WaiverState.APPLIED
    undecided = verdict.outcome is Outcome.UNKNOWN or verdict.unknown or (verdict.reason and not verdict.attested)
    return WaiverState.UNDECIDED if undecided else WaiverState.UNUSED


def _excuse_rows(verdict: Verdict, applied: Sequence[tuple[Waiver, _Match]]) -> Verdict:
    """Return the verdict with the failed rows excused that waivers match: by any of them, and all are named."""
    excuses: dict[str, list[str]] = defaultdict(list)
    rows: Counter[str] = Counter()
    for waiver, match in applied:
        words = describe_excuse(waiver)
        rows |= match.failed
        for key in match.failed:
            excuses[key].append(words)
    number = rows.total()
    if not number:
        return verdict
    findings = WaivedFindings(verdict.findings, _join_excuses(excuses), number)
    waived = replace(verdict, failed=verdict.failed - number, waived=verdict.waived + number, findings=findings)
    if waived.failed:
        return waived
    if waived.reason or waived.unknown:
        reason = waived.reason or choose_common_reason(findings)
        return replace(waived, outcome=Outcome.UNKNOWN, reason=reason)
    return replace(waived, outcome=Outcome.WAIVED)


def _join_excuses(excuses: Mapping[str, Sequence[str]]) -> Mapping[str, str]:
    return {key: "; also ".join(words) for key, words in excuses.items()}
