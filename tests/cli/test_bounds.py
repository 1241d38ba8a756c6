"""A rule that needs too much is unknown with that reason; the others still get their outcome, and Ctrl-C is heard."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from cli.conftest import ORGLINT, orglint, process
from orglint import rulebook
from support.stores import rules as made
from support.stores import sealed, user

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
MANY = "user.name.split('').map(x, user.name.split('').map(y, x + y + '" + "x" * 2000 + "')).size() > 3"
"""Per user half a megabyte of text, for thousands of users at once, of which DuckDB counts next to nothing."""
WIDE = "user.name.split('').map(x, user.name + x).size() > 3"
"""For a name of a million characters as many texts of that length: no row after it is ever reached."""
SLOW_ALONE = f"names.all(a, names.all(b, !(a + b).replace('', '{'x' * 200}').matches('(x.*){{20}}%')))"
NAMES = json.dumps({"names": [f"name {number}" for number in range(4_000)]})
GIB = 2**20
"""In the kilobytes that Linux gives."""
TOOK_LONG = "could not be evaluated: it took longer than 1 second (--rule-timeout)"


@pytest.fixture
def rules(tmp_path: Path) -> Path:
    folder = tmp_path / "rules"
    folder.mkdir()
    (folder / "fine.yaml").write_bytes(
        (rulebook.find_bundled_rules() / "admins" / "managed-accounts.yaml").read_bytes()
    )
    return folder


def checked(rules: Path, store: Path, *words: str) -> dict[str, Any]:
    ended = process("check", "--only-rules", str(rules), "--store", str(store), "--format", "json", *words)
    assert ended.stderr == ""
    report: dict[str, Any] = json.loads(ended.stdout)
    assert ended.returncode == report["exit_code"] == 3
    return {rule["id"]: rule for rule in report["rules"]}


def test_a_rule_that_needs_too_much_memory_is_unknown_and_the_others_are_judged(rules: Path, store: Path) -> None:
    (rules / "greedy.yaml").write_text(RULE.format(GREEDY))
    found = checked(rules, store)
    assert (found["greedy"]["outcome"], found["greedy"]["reason"]) == ("unknown", NEEDS_MEMORY)
    alone = json.loads(
        orglint("check", "--only-rules", str(rules), "--store", str(store), "--format", "json", "--only", "fine").stdout
    )
    assert found["fine"] == alone["rules"][0]


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere the system refuses no memory to a process")
@pytest.mark.parametrize(
    ("expression", "names"),
    [
        pytest.param(MANY, [f"User number {number}" for number in range(20_000)], id="thousands of rows"),
        pytest.param(WIDE, ["ab c" * 250_000, "Ann"], id="one row"),
    ],
)
def test_what_the_engine_does_not_count_is_bounded_too(expression: str, names: list[str], tmp_path: Path) -> None:
    sealed(tmp_path, "one", (user(f"u{number:05}", name=name) for number, name in enumerate(names)))
    rules = made(tmp_path, active="low")
    for number in range(2):
        (rules / f"greedy-{number}.yaml").write_text(RULE.format(f"\"{expression} || user.name == '{number}'\""))
    words = ("check", "--only-rules", str(rules), "--store", str(tmp_path), "--max-age", "9999d", "--format")
    report = tmp_path / "report.json"
    child = os.posix_spawn(sys.executable, [*ORGLINT, *words, f"json={report}"], os.environ)
    _, ended, used = os.wait4(child, 0)
    assert os.waitstatus_to_exitcode(ended) == 3
    found = {rule["id"]: (rule["outcome"], rule["reason"]) for rule in json.loads(report.read_text())["rules"]}
    assert found == {"users/active": ("pass", None), **{f"greedy-{it}": ("unknown", NEEDS_MEMORY) for it in range(2)}}
    assert used.ru_maxrss < 1.5 * GIB


def test_several_rules_that_take_too_long_leave_the_others_their_verdicts(rules: Path, store: Path) -> None:
    for number in range(2):
        (rules / f"slow-{number}.yaml").write_text(RULE.format(f"\"{SLOW} || user.name == '{number}'\""))
    found = checked(rules, store, "--rule-timeout", "1s")
    assert [found[f"slow-{it}"]["reason"] for it in range(2)] == [TOOK_LONG, TOOK_LONG]
    assert found["fine"]["outcome"] == "fail"


def test_an_explanation_that_runs_out_of_time_shows_what_it_reached(rules: Path, store: Path) -> None:
    (rules / "slow.yaml").write_text(RULE.format(f"\"{SLOW} && user.accountStatus == 'never'\""))
    ended = orglint(
        "check", "--only-rules", str(rules), "--store", str(store), "--explain", "slow", "--rule-timeout", "2s",
        "--format", "json",
    )  # fmt: skip
    assert (ended.returncode, ended.stderr) == (3, "")
    require = json.loads(ended.stdout)["require"]
    assert "could not be evaluated: " in require["reason"]
    assert "(--rule-timeout)" in require["reason"]
    last = require["parts"][-1]
    assert (last["text"], last["value"]) == ("user.accountStatus == 'never'", False)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("query", "users", SLOW), "the query could not be answered: it took longer than 1 second (--rule-timeout)"),
        (("eval", SLOW_ALONE, "--vars", NAMES), "it took longer than 1 second (--rule-timeout)"),
    ],
)
def test_other_commands_have_the_same_option(words: tuple[str, ...], said: str, store: Path) -> None:
    where = ("--store", str(store)) if words[0] == "query" else ()
    ended = orglint(*words, *where, "--rule-timeout", "1s")
    assert (ended.returncode, ended.stdout) == (3 if words[0] == "query" else 2, "")
    assert said in ended.stderr


def test_a_rule_that_takes_too_long_is_unknown_and_the_others_are_judged(rules: Path, store: Path) -> None:
    (rules / "slow.yaml").write_text(RULE.format(f'"{SLOW}"'))
    found = checked(rules, store, "--rule-timeout", "1s")
    assert (found["slow"]["outcome"], found["slow"]["reason"]) == ("unknown", TOOK_LONG)
    assert found["fine"]["outcome"] == "fail"


def test_what_cannot_be_evaluated_is_explained_as_such(rules: Path, store: Path) -> None:
    (rules / "greedy.yaml").write_text(RULE.format(GREEDY))
    ended = process("check", "--only-rules", str(rules), "--store", str(store), "--explain", "greedy")
    assert ended.returncode == 3
    assert "it needs more memory" in ended.stdout


def await_processor_time(pid: int, seconds: float) -> None:
    """Wait until a process has worked for so long, which takes longer on a busy machine."""
    clock = ~pid << 3 | 2  # what clock_getcpuclockid(3) gives on Linux
    while time.clock_gettime(clock) < seconds:
        time.sleep(0.02)


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_check_that_is_stopped_stops_and_leaves_nothing(
    rules: Path, store: Path, tmp_path: Path, number: signal.Signals, code: int
) -> None:
    (rules / "slow.yaml").write_text(RULE.format(f'"{SLOW}"'))
    words = ["check", "--only-rules", str(rules), "--store", str(store), "--format", f"json={tmp_path / 'report.json'}"]
    with subprocess.Popen(
        [*ORGLINT, *words],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        # a shell that starts tests in the background lets them ignore Ctrl-C, and so would what they start
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509 - nothing else runs in it
        env={**os.environ},
    ) as process:
        await_processor_time(process.pid, 2)
        process.send_signal(number)
        out, err = process.communicate(timeout=60)
    assert (process.returncode, out, err.strip()) == (code, "", "orglint: stopped.")
    assert not (tmp_path / "report.json").exists()


def test_a_timeout_of_no_time_is_a_mistake(store: Path) -> None:
    done = orglint("check", "--store", str(store), "--rule-timeout", "0s")
    assert done.returncode == 2
    assert "--rule-timeout must be longer than 0" in done.stderr
