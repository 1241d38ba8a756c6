"""Snapshots judged on a Spark: the same results in the same order, and what happens when something is not right."""

import os
import shutil
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

import orglint
from evaluate.distribute.histories import judged_in_turn, make_history, told
from orglint.errors import BugElsewhereError, UnreachableError, UsageError
from orglint.evaluate.distribute.judging import Judging
from orglint.evaluate.distribute.spark.jobs import Jobs
from orglint.evaluate.distribute.spark.reached import Spark
from orglint.evaluate.distribute.spark.start import judge_in_jobs, judge_on_spark
from orglint.model.overview import SnapshotLine
from orglint.snapshots import SnapshotSummary
from support import stores
from support.dying import Buggy, Fatal, judging
from support.spark_servers import serving_connect

pytestmark = pytest.mark.java
TESTS = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def rules(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return stores.rules(tmp_path_factory.mktemp("r"), active="high", employed="low")


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> Sequence[SnapshotSummary]:
    return make_history(tmp_path_factory.mktemp("store"))


@pytest.fixture(scope="module")
def spark() -> Iterator[Spark]:
    """Yield a Spark of two processors in this process."""
    from orglint.evaluate.distribute.spark.classic import open_spark  # noqa: PLC0415 - it takes a second

    with open_spark("local[2]") as reached:
        yield reached


def judged(spark: Spark, found: Sequence[SnapshotSummary], by: Judging) -> list[tuple[SnapshotLine, str]]:
    with ThreadPoolExecutor(2) as pool:
        return [told(it) for it in judge_in_jobs(Jobs(spark, found, by), len(found), pool, tell=silent)]


def silent(note: str) -> None:
    """Say nothing: a slow machine may make one wait."""


@pytest.fixture
def python(spark: Spark, tmp_path: Path) -> Path:
    """Return a folder into which the Python of the workers looks first, and then among the tests."""
    program = tmp_path / "python-of-a-worker"
    program.write_text(f'#!/bin/sh\nPYTHONPATH="{tmp_path}/first:{TESTS}" exec "{sys.executable}" "$@"\n')
    program.chmod(0o700)
    spark.session.sparkContext.pythonExec = str(program)
    (tmp_path / "first").mkdir()
    return tmp_path / "first"


def test_the_same_comes_in_the_same_order_as_in_one_process(
    spark: Spark, found: Sequence[SnapshotSummary], rules: Path
) -> None:
    by, many = judging(rules, threads=1), [*found, *found, *found, *found]  # more than one job has
    assert judged(spark, many, by) == judged_in_turn(found, by) * 4


@pytest.mark.usefixtures("python")
def test_a_task_that_dies_costs_its_snapshot_and_no_other(
    spark: Spark, found: Sequence[SnapshotSummary], rules: Path
) -> None:
    expected = judged_in_turn(found, judging(rules))
    seen = judged(spark, found, judging(rules, Fatal, ids=frozenset({found[1].id})))
    assert seen[:1] + seen[2:] == expected[:1] + expected[2:]
    line, text = seen[1]
    assert (line.exit_code, line.outcome, text) == (3, "unknown", "")
    assert f"{found[1].folder} could not be judged: the task of Spark that judged it failed (" in line.problem


def test_a_task_that_dies_once_costs_nothing(
    spark: Spark, found: Sequence[SnapshotSummary], rules: Path, python: Path
) -> None:
    by = judging(rules, Fatal, ids=frozenset({found[1].id}), once=python)
    assert judged(spark, found, by) == judged_in_turn(found, judging(rules))
    assert (python / found[1].id).exists()


@pytest.mark.usefixtures("python")
def test_a_bug_in_a_worker_says_where_it_is(spark: Spark, found: Sequence[SnapshotSummary], rules: Path) -> None:
    with pytest.raises(BugElsewhereError, match=r"^LookupError at tests/support/dying\.py:\d+$"):
        judged(spark, found, judging(rules, Buggy))


@pytest.mark.parametrize("module", ["orglint", "duckdb", "pyarrow"])
def test_a_worker_without_a_library_is_an_error(
    spark: Spark, found: Sequence[SnapshotSummary], rules: Path, python: Path, module: str
) -> None:
    for name in (module, f"_{module}"):  # DuckDB is a package with its engine beside it
        (python / f"{name}.py").write_text(f"raise ModuleNotFoundError(\"No module named '{name}'\", name='{name}')")
    with pytest.raises(UsageError, match=rf"nothing is reported: .* does not have {module}\n") as caught:
        judged(spark, found, judging(rules))
    assert caught.value.exit_code == 2


def test_a_worker_with_another_orglint_is_an_error(
    spark: Spark, found: Sequence[SnapshotSummary], rules: Path, python: Path
) -> None:
    other = python / "orglint"
    shutil.copytree(Path(orglint.__file__).parent, other)
    (other / "__init__.py").write_text((other / "__init__.py").read_text().replace("0.1.0", "0.0.9"))
    with pytest.raises(UsageError, match=r"has another orglint: orglint 0\.0\.9 in place of 0\.1\.0, code ") as caught:
        judged(spark, found, judging(rules))
    assert caught.value.exit_code == 2


def test_a_worker_whose_python_cannot_be_started_is_an_error(
    spark: Spark, found: Sequence[SnapshotSummary], rules: Path, python: Path
) -> None:
    spark.session.sparkContext.pythonExec = str(python / "nothing")
    with pytest.raises(UsageError, match=r"cannot start .*/nothing"):
        judged(spark, found, judging(rules))


@pytest.mark.usefixtures("python")
def test_a_store_that_the_workers_do_not_see_is_an_error(
    spark: Spark, found: Sequence[SnapshotSummary], rules: Path
) -> None:
    opened = os.open(found[0].folder.parent, os.O_PATH)
    try:  # a path that leads to the store in this process, and to nothing in any other
        hidden = [replace(it, folder=Path(f"/proc/self/fd/{opened}", it.id)) for it in found]
        with pytest.raises(UsageError, match=f"does not see /proc/self/fd/{opened}/{found[0].id}, which is there"):
            judged(spark, hidden, judging(rules))
    finally:
        os.close(opened)


@pytest.mark.usefixtures("python")
def test_a_snapshot_that_has_gone_since_it_was_listed_is_what_it_is_in_one_process(
    spark: Spark, found: Sequence[SnapshotSummary], rules: Path
) -> None:
    gone = [found[0], replace(found[0], folder=found[0].folder.parent / "gone"), found[1]]
    assert judged(spark, gone, judging(rules)) == judged_in_turn(gone, judging(rules))


def test_a_connect_server_gives_the_same_and_its_loss_is_an_error(
    found: Sequence[SnapshotSummary], rules: Path, tmp_path: Path
) -> None:
    by = judging(rules)
    with serving_connect(tmp_path) as (url, server):
        seen = [told(it) for it in judge_on_spark(found, by, url, tell=silent)]
        assert seen == judged_in_turn(found, by)
        begun = judge_on_spark(found * 20, by, url, tell=silent)
        next(begun)
        server.kill()
        with pytest.raises(UnreachableError, match=f"Spark at {url} was lost") as caught:
            list(begun)
    assert caught.value.exit_code == 4
