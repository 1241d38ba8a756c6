"""A collector that is stopped while it seals says so, and the next run ends what it began."""

import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from support.bundled import find_founding_rules
from support.command import running
from support.faults import POLICIES, fault
from support.local import Local, check, local

MANY = 12_000
"""Enough for sealing to take longer than the latest signal."""


FOUNDING = ("--only-rules", str(find_founding_rules()))


@contextmanager
def sealing(organization: Local, folder: Path) -> Iterator[subprocess.Popen[str]]:
    """Start a collector that has just begun to seal its users."""
    words = ("snapshot", "--org", organization.org_id, "--base-url", organization.base_url, *FOUNDING)
    with running(*words, at=folder, ORGLINT_API_KEY=organization.api_key) as process:
        until = time.monotonic() + 60
        while not list(folder.glob("orglint-store/collecting/*/spill/1.jsonl")):
            assert process.poll() is None
            assert time.monotonic() < until
            time.sleep(0.002)
        yield process


def stop(process: subprocess.Popen[str], number: signal.Signals) -> tuple[int, str]:
    """Send a signal; return the exit code and what was told."""
    process.send_signal(number)
    _, told = process.communicate(timeout=30)
    return process.returncode, told


@pytest.fixture(scope="module")
def unsealed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Local]:
    """An organization that was collected whole, and not sealed: the collector was stopped when it began to."""
    folder = tmp_path_factory.mktemp("unsealed")
    with local(folder, "--users", str(MANY)) as organization:
        with sealing(organization, folder) as process:
            assert stop(process, signal.SIGTERM)[0] == 143
        yield organization


@pytest.fixture(scope="module")
def counted(unsealed: Local) -> tuple[Local, int]:
    """The organization, and how many people it has by its own account, which takes it as long as a collection."""
    return unsealed, len(unsealed.state()["users"])


@pytest.mark.parametrize(
    ("number", "code", "after"),
    [(signal.SIGINT, 130, 0.0), (signal.SIGTERM, 143, 0.0), (signal.SIGINT, 130, 0.05), (signal.SIGTERM, 143, 0.1)],
)
def test_a_collector_that_is_stopped_while_it_seals_keeps_what_it_has(
    number: signal.Signals, code: int, after: float, counted: tuple[Local, int], tmp_path: Path
) -> None:
    unsealed, people = counted
    shutil.copytree(unsealed.folder / "orglint-store", tmp_path / "orglint-store")
    shutil.rmtree(next(tmp_path.glob("orglint-store/collecting/*/spill")))
    before = len(unsealed.requests())
    with sealing(unsealed, tmp_path) as process:
        time.sleep(after)
        ended, told = stop(process, number)
        assert (ended, "What was collected is kept" in told, "a bug" in told) == (code, True, False), told
    assert unsealed.snapshot("--store", tmp_path / "orglint-store").code == 0
    assert len(unsealed.requests()) == before
    assert check(tmp_path)[1]["snapshot"]["tables"]["users"]["rows"] == people


@contextmanager
def not_cleaned_up(folder: Path) -> Iterator[tuple[Local, Path]]:
    """Serve an organization whose snapshot is there, and beside it what it was made of."""
    store = folder / "orglint-store"
    with local(folder, "--users", "50", faults=[fault(POLICIES, "status", [1], status=401)]) as organization:
        assert organization.snapshot().code == 4
        shutil.copytree(store / "collecting", folder / "copy")
        assert organization.snapshot().code == 0
        shutil.copytree(folder / "copy", store / "collecting", dirs_exist_ok=True)
        yield organization, next((store / "snapshots").iterdir())


def test_a_snapshot_that_appeared_before_the_run_was_stopped_is_the_one(tmp_path: Path) -> None:
    with not_cleaned_up(tmp_path) as (organization, sealed):
        before = len(organization.requests())
        ended = organization.snapshot()
        assert (ended.code, ended.out) == (0, f"{sealed}\n")
        assert len(organization.requests()) == before
        assert list((tmp_path / "orglint-store" / "collecting").iterdir()) == []
        ended = organization.snapshot()
    assert (ended.code, len(list(sealed.parent.iterdir()))) == (0, 2)


def test_a_snapshot_that_is_damaged_is_not_the_one(tmp_path: Path) -> None:
    with not_cleaned_up(tmp_path) as (organization, sealed):
        (sealed / "users.parquet").write_bytes(b"PAR1")
        ended = organization.snapshot()
    assert (ended.code, "users.parquet" in ended.err) == (0, True), ended
    assert check(tmp_path)[1]["snapshot"]["id"] != sealed.name
