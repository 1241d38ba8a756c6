"""A rule that needs too much is unknown with that reason; the others still get their outcome, and Ctrl-C is heard."""

import json
import os
import signal
import subprocess
import time
from pathlib import Path
from typing import Any

import pytest

from cli.conftest import ORGLINT, orglint
from orglint import rulebook

RULE = """\
title: A rule
severity: low
table: users
require: {}
message: "{{user.name}}"
why: Because.
fix: Do it.
examples:
  pass: [{{claimStatus: managed}}]
  fail: [{{claimStatus: unmanaged}}]
"""
GREEDY = "users.exists(a, users.exists(b, users.exists(c, a.name + b.name + c.name == user.name)))"
SLOW = f"users.all(a, users.all(b, !(a.name + b.name + user.name).replace('', '{'x' * 200}').matches('(x.*){{20}}%')))"
"""Sixteen million texts of several thousand characters each: minutes on any machine, in little memory."""
NEEDS_MEMORY = "could not be evaluated: it needs more memory than there is for it"
TOOK_LONG = "could not be evaluated: it took longer than 2 seconds (--rule-timeout)"


@pytest.fixture
def rules(tmp_path: Path) -> Path:
    folder = tmp_path / "rules"
    folder.mkdir()
    (folder / "fine.yaml").write_bytes((rulebook.bundled() / "admins" / "managed-accounts.yaml").read_bytes())
    return folder


def checked(rules: Path, store: Path, *words: str) -> dict[str, Any]:
    ended = orglint("check", "--rules", str(rules), "--store", str(store), "--format", "json", *words)
    assert ended.stderr == ""
    report: dict[str, Any] = json.loads(ended.stdout)
    assert ended.returncode == report["exit_code"] == 3
    return {rule["id"]: rule for rule in report["rules"]}


def test_a_rule_that_needs_too_much_memory_is_unknown_and_the_others_are_judged(rules: Path, store: Path) -> None:
    (rules / "greedy.yaml").write_text(RULE.format(GREEDY))
    found = checked(rules, store)
    assert (found["greedy"]["outcome"], found["greedy"]["reason"]) == ("unknown", NEEDS_MEMORY)
    alone = json.loads(
        orglint("check", "--rules", str(rules), "--store", str(store), "--format", "json", "--only", "fine").stdout
    )
    assert found["fine"] == alone["rules"][0]


def test_a_rule_that_takes_too_long_is_unknown_and_the_others_are_judged(rules: Path, store: Path) -> None:
    (rules / "slow.yaml").write_text(RULE.format(f'"{SLOW}"'))
    found = checked(rules, store, "--rule-timeout", "2s")
    assert (found["slow"]["outcome"], found["slow"]["reason"]) == ("unknown", TOOK_LONG)
    assert found["fine"]["outcome"] == "fail"


def test_what_cannot_be_evaluated_is_explained_as_such(rules: Path, store: Path) -> None:
    (rules / "greedy.yaml").write_text(RULE.format(GREEDY))
    ended = orglint("check", "--rules", str(rules), "--store", str(store), "--explain", "greedy")
    assert ended.returncode == 3
    assert "it needs more memory" in ended.stdout


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_check_that_is_stopped_stops_and_leaves_nothing(
    rules: Path, store: Path, tmp_path: Path, number: signal.Signals, code: int
) -> None:
    (rules / "slow.yaml").write_text(RULE.format(f'"{SLOW}"'))
    words = ["check", "--rules", str(rules), "--store", str(store), "--format", f"json={tmp_path / 'report.json'}"]
    with subprocess.Popen(
        [*ORGLINT, *words],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        # a shell that starts tests in the background lets them ignore Ctrl-C, and so would what they start
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509 - nothing else runs in it
        env={**os.environ},
    ) as process:
        time.sleep(4)  # by now it evaluates; before that it would stop just as well
        process.send_signal(number)
        out, err = process.communicate(timeout=60)
    assert (process.returncode, out, err.strip()) == (code, "", "orglint: stopped.")
    assert not (tmp_path / "report.json").exists()


def test_a_timeout_is_not_for_an_engine_that_has_limits_of_its_own(rules: Path, store: Path) -> None:
    words = ("check", "--rules", str(rules), "--store", str(store), "--engine", "spark", "--rule-timeout", "5s")
    ended = orglint(*words)
    assert (ended.returncode, ended.stdout) == (2, "")
    assert "--rule-timeout is not for the engine spark" in ended.stderr


def test_a_timeout_of_no_time_is_a_mistake(store: Path) -> None:
    done = orglint("check", "--store", str(store), "--rule-timeout", "0s")
    assert done.returncode == 2
    assert "--rule-timeout leaves rules no time" in done.stderr
