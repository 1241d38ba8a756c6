"""Results that a store keeps: whole or not at all, for their owner alone, and what was changed since is refused."""

import stat
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from orglint.cli.keeping import read_kept
from orglint.errors import OutputError, ResultError
from orglint.model.result import Result
from orglint.results.kept import KeptResult, keep_result, list_kept
from support import results

AT = datetime(2026, 11, 1, 6, tzinfo=UTC)


def keep(store: Path, result: Result, *, hours: int = 0) -> KeptResult:
    return keep_result(store, result, AT + timedelta(hours=hours))


def of_snapshot(result: Result, identity: str) -> Result:
    return replace(result, snapshot=replace(result.snapshot, id=identity, files={}))


def test_a_kept_result_is_the_result(tmp_path: Path) -> None:
    kept = keep(tmp_path, results.mixed())
    assert kept.file.relative_to(tmp_path).parts[:2] == ("results", results.mixed().snapshot.id)
    assert kept.file.name.startswith("20261101T060000Z-")
    assert kept.read().counts == results.mixed().counts
    assert list_kept(tmp_path) == (kept,)


def test_only_its_owner_may_read_it(tmp_path: Path) -> None:
    kept = keep(tmp_path, results.clean())
    assert stat.S_IMODE(kept.file.stat().st_mode) == 0o600
    assert stat.S_IMODE(kept.file.parent.stat().st_mode) == 0o700


def test_what_was_changed_since_is_refused(tmp_path: Path) -> None:
    kept = keep(tmp_path, results.clean())
    kept.file.write_bytes(kept.file.read_bytes() + b" ")
    with pytest.raises(ResultError, match="is not what was kept: its digest differs"):
        kept.read()


def test_what_lies_among_the_results_of_another_snapshot_is_refused(tmp_path: Path) -> None:
    kept = keep(tmp_path, results.clean())
    kept.file.parent.rename(tmp_path / "results" / "20261101T060000Z-other")
    with pytest.raises(ResultError, match="is not where it was kept"):
        list_kept(tmp_path)[0].read()


def test_results_come_newest_first(tmp_path: Path) -> None:
    for hours, (result, identity) in enumerate(
        [(results.clean(), "20261101T060000Z-a"), (results.mixed(), "20261102T060000Z-b")]
    ):
        keep(tmp_path, of_snapshot(result, identity), hours=hours)
    keep(tmp_path, of_snapshot(results.clean(), "20261101T060000Z-a"), hours=9)
    assert [it.snapshot for it in list_kept(tmp_path)] == [
        "20261101T060000Z-a",
        "20261101T060000Z-a",
        "20261102T060000Z-b",
    ]
    assert next(read_kept(tmp_path, None)).snapshot.id == "20261102T060000Z-b"
    assert not list(read_kept(tmp_path, "another organization"))


def test_what_is_no_result_among_them_is_left_alone(tmp_path: Path) -> None:
    keep(tmp_path, results.clean())
    (tmp_path / "results" / "notes.txt").write_text("mine")
    (next((tmp_path / "results").glob("2*")) / "report.json").write_text("{}")
    assert len(list_kept(tmp_path)) == 1


def test_a_link_in_the_place_of_the_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "results").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(OutputError, match="is a symlink"):
        keep(tmp_path, results.clean())
    assert not list((tmp_path / "elsewhere").iterdir())
