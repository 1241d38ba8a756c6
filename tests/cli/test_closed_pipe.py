"""A reader that goes away: exit code 5 whatever the outcome, and one line that names it."""

import subprocess
import sys
from pathlib import Path

import pytest

from orglint.model.snapshot import TableState
from support import stores
from support.stores import sealed, user


def piped(at: Path, *words: str) -> tuple[int, str]:
    """Run a command whose reader has gone before the first byte; return its exit code and standard error."""
    reader = subprocess.Popen(["true"], stdin=subprocess.PIPE)
    assert reader.stdin
    reader.wait()
    ended = subprocess.run(
        [sys.executable, "-m", "orglint", *words],
        stdout=reader.stdin,
        stderr=subprocess.PIPE,
        text=True,
        check=False,
        cwd=at,
    )
    reader.stdin.close()
    return ended.returncode, ended.stderr


@pytest.fixture
def store(tmp_path: Path) -> Path:
    stores.rules(tmp_path, active="high")
    return tmp_path


CHECK = ("check", "--store", ".", "--only-rules", "rules", "--max-age", "9999d")


@pytest.mark.parametrize(
    ("status", "state", "outcome"),
    [
        ("active", TableState.COMPLETE, "the outcome is pass (exit code 0)"),
        ("suspended", TableState.COMPLETE, "the outcome is fail (exit code 1)"),
        ("active", TableState.PARTIAL, "the outcome is unknown (exit code 3)"),
    ],
)
@pytest.mark.parametrize("words", [(), ("--format", "json"), ("--across", "history")])
def test_a_check_names_its_outcome(
    words: tuple[str, ...], status: str, state: TableState, outcome: str, store: Path
) -> None:
    sealed(store, "org", [user("u1", status=status)], state=state)
    code, err = piped(store, *CHECK, *words)
    assert code == 5
    assert err.count("\n") == 1
    assert err.startswith("orglint: the ")
    assert err.endswith(f"report could not be written to standard output: nobody reads it any more; {outcome}\n")


def test_the_other_reports_are_written_all_the_same(store: Path) -> None:
    sealed(store, "org", [user("u1")])
    assert piped(store, *CHECK, "--format", "terminal", "--format", "json=r.json")[0] == 5
    assert (store / "r.json").read_text().endswith("}\n")


@pytest.mark.parametrize(
    ("words", "would"),
    [
        ("rules list", 0),
        ("tables", 0),
        ("tables users", 0),
        ("verify {snapshot}", 0),
        ("rules show admins/count", 0),
        ("query users true --store .", 0),
        ("query users user.accountId=='u1'||user.jobTitle=='x' --store .", 3),
    ],
)
def test_other_commands_name_the_exit_code_that_they_would_have_had(words: str, would: int, store: Path) -> None:
    snapshot = sealed(store, "org", [user(f"u{number}") for number in range(3000)])
    many = ("--limit", "3000") if words.startswith("query") else ()
    code, err = piped(store, *words.format(snapshot=snapshot.folder).split(), *many)
    assert code == 5
    told = f"orglint: standard output was closed before everything was written; the exit code would have been {would}"
    assert err.splitlines()[-1] == told


def test_cases_end_when_nobody_reads_the_answers(store: Path) -> None:
    (store / "cases").write_text('{"expr": "1"}\n' * 3)
    told = "orglint: standard output was closed before every case was answered\n"
    assert piped(store, "eval", "--cases", "cases") == (5, told)


def test_an_organization_that_nobody_hears_of_is_not_served(store: Path) -> None:
    told = "orglint: nothing was served: standard output was closed before the address could be printed\n"
    assert piped(store, "simulate", "--users", "3") == (5, told)
