"""Judge one snapshot: the function that a command, a process beside it and a worker of a cluster call alike."""

from collections.abc import Sequence
from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path
from typing import TypeAlias

from orglint import __version__, evaluate, snapshots, tables
from orglint.engine.duckdb import open_engine
from orglint.errors import SnapshotError
from orglint.evaluate.distribute.digests import digest_deciding, digest_settings
from orglint.evaluate.distribute.judging import Judging
from orglint.model.overview import SnapshotLine
from orglint.model.result import Result, Verdict
from orglint.snapshots import SnapshotSummary

Judged: TypeAlias = Result | SnapshotLine
"""What came of a snapshot: a result, or a line that says why there is none."""


def judge_snapshot(folder: Path, judging: Judging) -> Result:
    """Open the snapshot in a folder, verify it and judge it; its exit code is the result's.

    Raises `SnapshotError` if it cannot be trusted.
    """
    sealed = snapshots.read_sealed(folder)
    with open_engine(*sealed.paths, watch=judging.watch, threads=judging.threads) as engine:
        snapshots.refuse_ledger_mismatch(sealed, engine)
        snapshot, accepted = judging.apply_acceptances(sealed)
        now = judging.now(snapshot)
        judged = evaluate.judge_rules(
            judging.rules,
            snapshot,
            tables.known_tables(),
            now=now,
            open_engine=lambda *_: nullcontext(engine),  # it is open already, and opening one takes as long as a rule
            known=judging.known,
        )
        followed = evaluate.follow_keys(engine, snapshot, tables.known_tables(), judging.follow)
    at = judging.today_of(snapshot)
    judged = evaluate.apply_attestations(judged, judging.attestations, snapshot.organization, at)
    verdicts, uses = evaluate.apply_waivers(judged, judging.waivers, snapshot.organization, at)
    return Result(
        snapshot,
        now,
        judging.fail_on,
        _sign_rules(verdicts, judging),
        (*judging.doubts(snapshot), *judging.unused_doubts(uses)),
        __version__,
        judging.left_out,
        judging.packs,
        judging.known,
        evaluate.new_values(snapshot, judging.known),
        accepted,
        judging.off,
        uses,
        digest_settings(judging),
        judging.choice,
        followed=followed,
        judged_by=judging.judged_by,
    )


def _sign_rules(verdicts: Sequence[Verdict], judging: Judging) -> tuple[Verdict, ...]:
    """Return the verdicts with what decided by each rule as a digest, so that a later run can tell that it differs."""
    return tuple(
        replace(it, rule=replace(it.rule, deciding_sha256=digest_deciding(it.rule, judging.settings, judging.known)))
        for it in verdicts
    )


def judge_listed(summary: SnapshotSummary, judging: Judging) -> Judged:
    """Judge one of the snapshots that a store lists; a line with the reason if it cannot be judged."""
    if summary.problem:
        return build_problem_line(summary, summary.problem)
    try:
        return judge_snapshot(summary.folder, judging)
    except SnapshotError as error:
        return build_problem_line(summary, error.message)


def build_problem_line(summary: SnapshotSummary, problem: str) -> SnapshotLine:
    """Return the line of a snapshot that could not be judged, which makes a run undecided."""
    about = (summary.folder, summary.organization, summary.organization_name, summary.taken_at)
    return SnapshotLine(*about, problem=problem)
