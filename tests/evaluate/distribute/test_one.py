"""One snapshot is compared with its ledger in the engine that judges it, which is then as if it had not been."""

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import NoReturn

import pytest

from orglint.engine.duckdb import Engine, open_engine
from orglint.engine.queries import EvaluationError, QueryTimeoutError, run_unwatched
from orglint.errors import SnapshotError
from orglint.evaluate.distribute.one import judge_snapshot
from orglint.model.acceptance import Acceptance
from orglint.model.reasons import ReasonCode
from orglint.model.result import Outcome
from orglint.model.snapshot import Doubt, DoubtKind, Snapshot, TableState
from orglint.snapshots import manifest, refuse_ledger_mismatch
from support import stores
from support.dying import judging


@pytest.fixture
def rules(tmp_path: Path) -> Path:
    return stores.rules(tmp_path / "r", active="high")


def seal(folder: Path) -> Snapshot:
    return stores.sealed(folder / "store", "org", [stores.user(f"u{number}") for number in range(9)])


def refuse_all(run: Callable[[], object], interrupt: Callable[[], None]) -> NoReturn:
    del run, interrupt
    raise QueryTimeoutError("it took longer than nothing")


def test_a_snapshot_that_is_not_what_its_ledger_says_is_not_judged(tmp_path: Path, rules: Path) -> None:
    snapshot = seal(tmp_path)
    assert judge_snapshot(snapshot.folder, judging(rules)).verdicts[0].outcome is Outcome.PASS
    users = replace(snapshot.tables["users"], rows=8)
    (snapshot.folder / manifest.NAME).write_bytes(manifest.render_manifest(replace(snapshot, tables={"users": users})))
    with pytest.raises(SnapshotError, match="users has 9 rows, the ledger says 8"):
        judge_snapshot(snapshot.folder, judging(rules))


def test_the_rows_of_another_snapshot_are_not_judged_although_the_ledger_fits_them(tmp_path: Path, rules: Path) -> None:
    good = seal(tmp_path)
    bad = stores.sealed(tmp_path / "other", "org", [stores.user(f"u{number}", status="gone") for number in range(9)])
    shutil.copy(*good.paths, *bad.paths)
    with pytest.raises(SnapshotError, match=r"users\.parquet has"):
        judge_snapshot(bad.folder, judging(rules))


def test_a_table_whose_doubt_is_accepted_is_not_called_complete_by_its_ledger(tmp_path: Path, rules: Path) -> None:
    snapshot = seal(tmp_path)
    doubt = Doubt(DoubtKind.COUNT, "10 expected, 9 read", 1)
    users = replace(snapshot.tables["users"], state=TableState.DOUBTFUL, expected=10, doubts=(doubt,))
    (snapshot.folder / manifest.NAME).write_bytes(manifest.render_manifest(replace(snapshot, tables={"users": users})))
    by = replace(judging(rules), acceptances=(Acceptance("users", difference=1),))
    assert judge_snapshot(snapshot.folder, by).verdicts[0].outcome is Outcome.PASS


def test_limits_of_rules_do_not_count_when_a_snapshot_is_compared_with_its_ledger(tmp_path: Path, rules: Path) -> None:
    snapshot = seal(tmp_path)
    verdict = judge_snapshot(snapshot.folder, replace(judging(rules), watch=refuse_all)).verdicts[0]
    assert (verdict.outcome, verdict.reason and verdict.reason.code) == (Outcome.UNKNOWN, ReasonCode.NOT_EVALUATED)


def test_an_engine_that_compared_has_no_table(tmp_path: Path) -> None:
    snapshot = seal(tmp_path)
    with open_engine(*snapshot.paths, watch=refuse_all) as engine:
        refuse_ledger_mismatch(snapshot, engine)
        with pytest.raises(EvaluationError, match="users does not exist"):
            Engine(engine.connection, run_unwatched).fetch("SELECT * FROM users", {})
