"""Killed at any moment, a collection goes on where it was: nothing lost, nothing twice, nothing half."""

import json
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path
from typing import Any

import duckdb
import pytest

from orglint import snapshots
from support.collect.world import DOMAINS, HERE, KEY, SEARCH, Place, environment, organization

USERS = 1500
MANY = 9000


def _start(place: Place, store: Path, **more: str) -> subprocess.Popen[str]:
    command = [sys.executable, str(HERE / "collector.py"), place.base_url, place.org_id, str(store)]
    child = environment(ORGLINT_API_KEY=place.api_key, **more)
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=child)


def _finish(process: subprocess.Popen[str]) -> tuple[int, str, str]:
    said, told = process.communicate(timeout=60)
    return process.returncode, said, told


def _asked(place: Place) -> Counter[str]:
    return Counter(json.dumps([one["path"], one["query"], one["body"]], sort_keys=True) for one in place.requests())


def _content(store: Path) -> dict[str, Any]:
    """Return the bytes of every sealed file; of some the rows, without the column that says when they were read."""
    snapshot = snapshots.read_newest_snapshot(store)
    found = {name: snapshot.folder / file.name for name, file in snapshot.files.items()}
    content: dict[str, Any] = {name: path.read_bytes() for name, path in found.items()}
    with duckdb.connect() as engine:
        for name in ("users", "policies"):
            rows = f"SELECT * EXCLUDE (\"statusSince\") FROM read_parquet('{found[name]}')"
            content[name] = engine.execute(rows).fetchall()
    return content


def test_S_1_ten_kills_cost_at_most_the_page_in_flight_each_and_change_nothing(tmp_path: Path) -> None:
    chance = random.Random(2)
    # Pages come slowly, so that no run can end before it is killed, however fast the machine.
    slow = {"endpoint": SEARCH, "kind": "delay", "seconds": 0.03}
    with organization(tmp_path, MANY, [slow]) as place:
        whole, killed = tmp_path / "whole", tmp_path / "killed"
        assert _finish(_start(place, whole))[0] == 0
        once = _asked(place)
        kills = 0
        while kills < 10:
            process = _start(place, killed)
            for _ in range(chance.randint(1, 4)):
                process.stderr.readline()
            time.sleep(chance.random() * 0.02)
            process.send_signal(signal.SIGKILL)
            code, said, _ = _finish(process)
            assert (code, said) == (-signal.SIGKILL, "")
            assert snapshots.list_snapshots(killed) == ()
            kills += 1
        assert _finish(_start(place, killed))[0] == 0
        twice = _asked(place) - once
    assert sum((twice - once).values()) <= kills
    assert max((twice - once).values()) <= kills
    assert _content(killed) == _content(whole)
    assert list((killed / "collecting").iterdir()) == []


@pytest.mark.parametrize("after", [0.0, 0.02, 0.05, 0.1])
def test_S_1_a_kill_while_sealing_leaves_either_no_snapshot_or_a_whole_one(tmp_path: Path, after: float) -> None:
    store = tmp_path / "store"
    with organization(tmp_path, USERS) as place:
        process = _start(place, store)
        while "sealing" not in process.stderr.readline():
            pass
        time.sleep(after)
        process.send_signal(signal.SIGKILL)
        _finish(process)
        for headline in snapshots.list_snapshots(store):
            assert snapshots.read_snapshot(headline.folder).complete
        before = len(place.requests())
        assert _finish(_start(place, store))[0] == 0
        again = len(place.requests()) - before
    assert snapshots.read_newest_snapshot(store).complete
    assert again in {0, before}


@pytest.mark.parametrize("limit", [60_000, 400_000])
def test_S_3_a_disk_that_is_full_ends_the_run_and_keeps_what_is_there(tmp_path: Path, limit: int) -> None:
    """The smaller limit strikes at a page, the larger one while sealing."""
    store = tmp_path / "store"
    with organization(tmp_path, USERS) as place:
        full = _start(place, store, LARGEST_FILE=str(limit))
        code, said, told = _finish(full)
        assert (code, said) == (5, "")
        assert "File too large" in told
        assert snapshots.list_snapshots(store) == ()
        before = _asked(place)
        assert _finish(_start(place, store))[0] == 0
        again = _asked(place) - before
    assert snapshots.read_newest_snapshot(store).complete
    assert ("sealing" in told) == (limit > 100_000)
    assert bool(again) == (limit < 100_000)


def test_TM_8_the_key_is_in_no_output_and_in_no_file_whatever_happens(tmp_path: Path) -> None:
    echo = {"message": f"what was sent: Bearer {KEY}"}
    broken = {"endpoint": DOMAINS, "kind": "status", "status": 500, "body": echo}
    with organization(tmp_path, 20, [{**broken, "calls": [1]}]) as place:
        outputs = [_finish(_start(place, tmp_path / "good"))]
    with organization(tmp_path, 20, [{**broken, "status": 401}]) as place:
        outputs.append(_finish(_start(place, tmp_path / "bad")))
    assert [code for code, _, _ in outputs] == [0, 4]
    (tmp_path / "faults.json").unlink()
    written = [path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()]
    assert len(written) > 10
    for part in (KEY[start : start + 8] for start in range(len(KEY) - 8)):
        assert not any(part in said or part in told for _, said, told in outputs)
        assert not any(part.encode() in content for content in written)


def test_TM_3_proxies_and_certificates_of_the_environment_are_ignored(tmp_path: Path) -> None:
    keys = tmp_path / "keys"
    hostile = {
        "HTTP_PROXY": "http://127.0.0.1:9",
        "http_proxy": "http://127.0.0.1:9",
        "ALL_PROXY": "http://127.0.0.1:9",
        "SSL_CERT_FILE": str(tmp_path / "none"),
        "SSLKEYLOGFILE": str(keys),
        "HOME": str(tmp_path),
    }
    (tmp_path / ".netrc").write_text("machine 127.0.0.1 login me password other\n")
    with organization(tmp_path, 5) as place:
        assert _finish(_start(place, tmp_path / "store", **hostile))[0] == 0
        assert {one["authorised"] for one in place.requests()} == {True}
    assert not keys.exists()
