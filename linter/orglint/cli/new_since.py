"""`orglint check --keep --new-since RESULT`: the baseline that findings are new since, and what is said of it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial
from pathlib import Path

import click

from orglint.cli.choose import LATEST
from orglint.cli.keeping import find_trials, judge_and_keep, read_newest_kept
from orglint.cli.output.stored import read_result_file
from orglint.cli.privacy import PrivacyChoice
from orglint.errors import ResultError
from orglint.evaluate.distribute.judging import Judging
from orglint.evaluate.distribute.one import judge_snapshot
from orglint.history.gate import Gate, compare_with_baseline, list_flaws
from orglint.history.subjects import list_subjects
from orglint.model.changes import ChangedFinding
from orglint.model.findings import ListedFindings
from orglint.model.neutralize import neutralize
from orglint.model.privacy import Privacy
from orglint.model.result import Result
from orglint.model.snapshot import Snapshot
from orglint.model.wording import format_count, format_time
from orglint.reports.changes.words import describe_finding
from orglint.reports.privacy import conceal_verdict
from orglint.snapshots.manifest import parse_manifest

_NOTHING = "nothing was judged"


def judge_since(
    store: Path, folder: Path, judging: Judging, *, keep: bool, new_since: str | None
) -> tuple[Result, Gate | None]:
    """Return the result of a snapshot, which the store may `keep`, and what is new in it since another result."""
    baseline = _find_baseline(store, parse_manifest(folder), judging, new_since) if new_since else None
    if keep:
        result = judge_and_keep(store, folder, judging).result
    else:
        follow = list_subjects([baseline]) if baseline else judging.follow
        result = judge_snapshot(folder, replace(judging, follow=follow))
    return result, compare_with_baseline(baseline, result) if baseline else None


def _find_baseline(store: Path, snapshot: Snapshot, judging: Judging, named: str) -> Result:
    """Return the result since which findings of a snapshot are new; raises `ResultError` if it cannot tell that."""
    now = judging.now(snapshot)
    if named == str(LATEST):
        return _find_latest(store, snapshot, now)
    stored = read_result_file(Path(named), _NOTHING)
    _refuse_flawed(stored, named, snapshot.organization, now)
    return stored


def _find_latest(store: Path, snapshot: Snapshot, now: datetime) -> Result:
    """Return the newest complete kept result about an earlier snapshot, else the oldest one about this snapshot.

    Only those that count are meant: what a trial does not find would all be new. A newer one about this snapshot is
    what an earlier try kept: compared with it, what made that one fail is not new.
    """
    read = partial(read_newest_kept, store, snapshot.organization, _NOTHING, trials=find_trials(store))
    earlier = read(is_meant=lambda id_: id_ < snapshot.id)
    for result in earlier:
        if result.snapshot.taken_at < snapshot.taken_at and not any(list_flaws(result, now)):
            return result
    same: Result | None = None
    for result in read(is_meant=lambda id_: id_ == snapshot.id):
        same = same if any(list_flaws(result, now)) else result
    if same is None:
        whose = f"{snapshot.organization} about {snapshot.id} or an earlier snapshot"
        hint = "`orglint check --keep` keeps one; it has to be complete, and without --only and --skip."
        raise ResultError(f"{_NOTHING}: {store} keeps no complete result of {whose}", hint)
    return same


def _refuse_flawed(baseline: Result, name: str, organization: str, now: datetime) -> None:
    again = "Make another one with `orglint check --format json=FILE`."
    if baseline.snapshot.organization != organization:
        whose = f"it is of organization {baseline.snapshot.organization}, and the snapshot of {organization}"
        raise ResultError(f"{_NOTHING}: {name} cannot tell what is new: {whose}", again)
    if baseline.privacy is Privacy.PSEUDONYMS:
        hint = "Make one without --privacy pseudonyms; --privacy ids names nobody either."
        raise ResultError(f"{_NOTHING}: {name} cannot tell what is new: it has pseudonyms", hint)
    if flaws := list(list_flaws(baseline, now)):
        raise ResultError(f"{_NOTHING}: {name} cannot tell what is new: {'; '.join(flaws)}", again)


def echo_gate(gate: Gate, limit: int, privacy: PrivacyChoice) -> None:
    """Say on standard error what is new, and what nobody knows to be."""
    snapshot = gate.changes.before.snapshot
    since = f"since the snapshot of {format_time(snapshot.taken_at)} ({snapshot.id})"
    threshold = f" at or above {gate.changes.after.fail_on}" if gate.below else ""
    below = f"{gate.below:,} below, " if gate.below else ""
    count = format_count(len(gate.new), "finding")
    _echo(f"orglint: {count} new{threshold} {since}, {below}{gate.known:,} there before")
    _echo_findings(gate, gate.new, limit, privacy)
    if gate.count_unsure:
        count = format_count(gate.count_unsure, "finding")
        _echo(f"orglint: of {count} nobody knows whether they are new: {_EXPLAINED}")
        for rule in gate.others:
            _echo(f"  {rule.id}: {rule.why}; {format_count(rule.findings, 'finding')}")
        _echo_findings(gate, gate.unsure, limit, privacy)


_EXPLAINED = "the baseline was judged by other rules, without theirs, or does not show their evidence"


def _echo_findings(gate: Gate, found: Sequence[ChangedFinding], limit: int, privacy: PrivacyChoice) -> None:
    verdicts = {it.rule.id: it for it in gate.changes.after.verdicts}
    shown = privacy.choose(Privacy.NAMES, stream=True)
    for changed in found[:limit]:
        verdict = verdicts[changed.finding.rule]
        one = replace(verdict, findings=ListedFindings([changed.finding]))
        told = conceal_verdict(one, shown, privacy.key, organization=gate.changes.after.snapshot.organization)
        _echo(f"  {describe_finding(changed._replace(finding=next(iter(told.findings))))}")
    if len(found) > limit:
        _echo(f"  and {len(found) - limit:,} more")


def _echo(line: str) -> None:
    click.echo(neutralize(line), err=True)
