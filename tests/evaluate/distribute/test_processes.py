"""Snapshots judged in several processes: the same results in the same order, and what happens when a process dies."""

import multiprocessing
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from evaluate.distribute.histories import judged_in_turn, make_history, told
from orglint.errors import BugElsewhereError, JudgingError
from orglint.evaluate.distribute import parcels
from orglint.evaluate.distribute.judging import Judging
from orglint.evaluate.distribute.processes import judge_in_processes
from orglint.model.overview import SnapshotLine
from orglint.snapshots import SnapshotSummary
from support import stores
from support.dying import Buggy, Fatal, Stillborn, judging


@pytest.fixture(scope="module")
def rules(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return stores.rules(tmp_path_factory.mktemp("r"), active="high", employed="low")


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> Sequence[SnapshotSummary]:
    return make_history(tmp_path_factory.mktemp("store"))


def judged(found: Sequence[SnapshotSummary], by: Judging, jobs: int = 2) -> list[tuple[SnapshotLine, str]]:
    return [told(it) for it in judge_in_processes(found, by, jobs=jobs)]


@pytest.mark.parametrize("jobs", [1, 2, 9])
def test_the_same_comes_in_the_same_order_as_in_one_process(
    found: Sequence[SnapshotSummary], rules: Path, jobs: int
) -> None:
    by = judging(rules)
    expected = judged_in_turn(found, by)
    assert [bool(line.problem) for line, _ in expected] == [False, False, True, False, True]
    assert judged(found, by, jobs) == expected


def test_a_process_that_dies_costs_its_snapshot_and_no_other(found: Sequence[SnapshotSummary], rules: Path) -> None:
    plain = judging(rules)
    expected = judged_in_turn(found, plain)
    seen = judged(found, judging(rules, Fatal, ids=frozenset({found[1].id})))
    assert seen[:1] + seen[2:] == expected[:1] + expected[2:]
    line, text = seen[1]
    assert (line.exit_code, line.outcome, text) == (3, "unknown", "")
    assert f"{found[1].folder} could not be judged" in line.problem
    assert "SIGKILL" in line.problem


def test_a_process_that_cannot_start_is_an_error_and_nothing_is_judged(
    found: Sequence[SnapshotSummary], rules: Path
) -> None:
    with pytest.raises(JudgingError, match=r"could not be started \(exit code 7") as caught:
        judged(found, judging(rules, Stillborn))
    assert caught.value.exit_code == 3


def test_a_bug_in_a_process_says_where_it_is_and_nothing_of_the_data(
    found: Sequence[SnapshotSummary], rules: Path
) -> None:
    with pytest.raises(BugElsewhereError, match=r"^LookupError at tests/support/dying\.py:\d+$"):
        judged(found, judging(rules, Buggy))


def test_who_stops_asking_ends_the_processes(found: Sequence[SnapshotSummary], rules: Path) -> None:
    results = judge_in_processes(found, judging(rules), jobs=2)
    next(results)
    assert multiprocessing.active_children()
    results.close()
    assert not multiprocessing.active_children()


def test_what_to_judge_by_arrives_whole_but_for_what_only_explanations_need(rules: Path) -> None:
    by = judging(rules, threads=3, known={("users", "status"): ("paused",)})
    arrived = parcels.unpack_judging(parcels.pack_judging(by))
    bare = [replace(rule, examples=()) for rule in by.rules]
    assert arrived == replace(by, rules=tuple(bare))
    assert all(rule.where.scope is None for rule in arrived.rules)
