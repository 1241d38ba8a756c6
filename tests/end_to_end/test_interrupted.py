"""A collector that is stopped keeps what it has, says so, and the next run goes on; two never share a store."""

import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from end_to_end.secret import leaks
from support.bundled import find_founding_rules
from support.command import orglint, running
from support.faults import SEARCH, fault
from support.local import Local, check, local

SLOW = 3


FOUNDING = ("--only-rules", str(find_founding_rules()))


@contextmanager
def stuck(folder: Path) -> Iterator[tuple[Local, subprocess.Popen[str]]]:
    """Serve an organization, and start a collector that waits for the third page of users."""
    with local(folder, "--users", "350", faults=[fault(SEARCH, "delay", [SLOW], seconds=8)]) as organization:
        words = ("snapshot", "--org", organization.org_id, "--base-url", organization.base_url, *FOUNDING)
        with running(*words, at=folder, ORGLINT_API_KEY=organization.api_key) as process:
            until = time.monotonic() + 60
            while len(organization.asked("/users/search", "POST")) < SLOW:
                assert process.poll() is None
                assert time.monotonic() < until
                time.sleep(0.05)
            yield organization, process


@pytest.fixture
def waiting(tmp_path: Path) -> Iterator[tuple[Local, subprocess.Popen[str]]]:
    with stuck(tmp_path) as both:
        yield both


Waiting = tuple[Local, subprocess.Popen[str]]


def end(process: subprocess.Popen[str], number: signal.Signals) -> tuple[int, str, str]:
    process.send_signal(number)
    out, err = process.communicate(timeout=30)
    return process.returncode, out, err


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_stopped_collector_says_that_its_progress_is_kept(
    number: signal.Signals, code: int, waiting: Waiting
) -> None:
    organization, process = waiting
    ended, out, err = end(process, number)
    assert ended in {code, -number}, err
    assert "kept" in err or "goes on" in err
    assert "Traceback" not in err
    assert leaks(organization.api_key, out, err, folder=organization.folder) == []


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_the_next_run_goes_on_where_the_last_one_was_stopped(number: signal.Signals, waiting: Waiting) -> None:
    organization, process = waiting
    end(process, number)
    assert organization.snapshot().code == 0
    cursors = [str(one["body"]) for one in organization.asked("/users/search", "POST")]
    assert len(cursors) - len(set(cursors)) == 1
    assert check(organization.folder)[1]["snapshot"]["tables"]["users"]["rows"] == len(organization.state()["users"])


def test_a_half_made_snapshot_is_not_there_to_be_checked(waiting: Waiting) -> None:
    organization, process = waiting
    end(process, signal.SIGKILL)
    ended = orglint("check", at=organization.folder)
    assert (ended.code, ended.out) == (3, "")
    assert "orglint-store" in ended.err
    assert "orglint snapshot" in ended.err


def test_a_half_made_snapshot_cannot_be_checked_by_its_folder(waiting: Waiting) -> None:
    organization, process = waiting
    end(process, signal.SIGKILL)
    folders = [path for path in (organization.folder / "orglint-store" / "collecting").rglob("*") if path.is_dir()]
    assert folders
    for folder in folders:
        ended = orglint("check", folder, at=organization.folder)
        assert (ended.code, ended.out, "Traceback" in ended.err) == (3, "", False)


def test_a_second_collector_on_the_same_store_is_told_that_it_is_busy(waiting: Waiting) -> None:
    organization, _ = waiting
    ended = organization.snapshot()
    assert ended.code == 4, ended
    assert "orglint-store" in ended.err
    assert len(organization.asked("/users/search", "POST")) == SLOW
