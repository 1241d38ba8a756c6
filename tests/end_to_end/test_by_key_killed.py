"""Tables that are asked row by row, collected by runs that are killed: each costs at most what is under way."""

import random
import signal
import time
from collections import Counter
from pathlib import Path
from typing import Any

from end_to_end.test_by_key import EVERYBODY, ROLES, list_asked, read_rows, write_rules
from support.command import running
from support.faults import fault
from support.local import local, orglint


def _read_content(folder: Path) -> dict[str, Any]:
    return {table: read_rows(folder, table) for table in ("users", "user_roles", "user_roles.keys")}


def test_ten_kills_cost_at_most_what_is_under_way_each_and_change_nothing(tmp_path: Path) -> None:
    chance, kills = random.Random(12), 10
    killed, whole = tmp_path / "killed", tmp_path / "whole"
    rules = write_rules(tmp_path, everybody=EVERYBODY)
    with local(killed, "--users", "120", faults=[fault(ROLES, "delay", "all", seconds=0.04)]) as organization:
        words = ("snapshot", "--org", organization.org_id, "--base-url", organization.base_url, "--only-rules", rules)
        for _ in range(kills):
            before = len(organization.asked("/role-assignments"))
            with running(*words, at=killed, ORGLINT_API_KEY=organization.api_key) as process:
                until = time.monotonic() + 60
                while len(organization.asked("/role-assignments")) - before < chance.randint(1, 9):
                    assert process.poll() is None
                    assert time.monotonic() < until
                    time.sleep(chance.random() * 0.02)
                process.send_signal(signal.SIGKILL)
                process.wait()
        assert organization.snapshot("--only-rules", rules).code == 0
        asked = Counter(list_asked(organization))
        whole.mkdir()
        again = orglint(*words, at=whole, env={"ORGLINT_API_KEY": organization.api_key})
        assert again.code == 0, again.err
        assert set(asked) == {user["accountId"] for user in organization.state()["users"]}
    assert sum(asked.values()) - len(asked) <= 4 * kills
    ours, theirs = _read_content(killed), _read_content(whole)
    for row in (*ours["users"], *theirs["users"]):
        del row["statusSince"]
    assert ours == theirs
