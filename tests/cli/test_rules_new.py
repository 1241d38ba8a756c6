"""`orglint rules new` writes a rule that lints and tests, for every table."""

from pathlib import Path

import pytest

from cli.conftest import orglint
from orglint import tables


def test_a_new_rule_about_any_table_lints_and_tests(tmp_path: Path) -> None:
    for table in tables.known_tables():
        ended = orglint("rules", "new", f"mine/{table.replace('_', '-')}", "--table", table, "--in", str(tmp_path))
        assert ended.returncode == 0, ended.stderr
    linted = orglint("rules", "lint", "--only-rules", str(tmp_path), "--fail-on", "info")
    assert (linted.returncode, linted.stderr) == (0, "")
    tested = orglint("rules", "test", "--only-rules", str(tmp_path))
    assert (tested.returncode, tested.stderr) == (0, "")
    assert f"in {len(tables.known_tables())} rules come out as stated" in tested.stdout


def test_what_is_printed_is_what_to_do_next(tmp_path: Path) -> None:
    ended = orglint("rules", "new", "accounts/mine", "--table", "users", "--severity", "high", cwd=tmp_path)
    assert ended.returncode == 0
    assert "severity: high\n" in (tmp_path / "rules/accounts/mine.yaml").read_text()
    for line in ended.stdout.splitlines()[-2:]:
        words = line.split("orglint ")[1].split()
        assert orglint(*words, cwd=tmp_path).returncode == 0


def test_the_folder_of_the_settings_is_the_one_that_is_meant(tmp_path: Path) -> None:
    (tmp_path / "orglint.yaml").write_text("rules: [bundled, ./ours]\n")
    (tmp_path / "ours").mkdir()
    assert orglint("rules", "new", "accounts/mine", "--table", "users", cwd=tmp_path).returncode == 0
    assert (tmp_path / "ours/accounts/mine.yaml").is_file()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("../mine", "--table", "users"), "../mine cannot be the id of a rule"),
        (("mine", "--table", "users"), "mine cannot be the id of a rule"),
        (("a/Mine", "--table", "users"), "a/Mine cannot be the id of a rule"),
        (("a/mine", "--table", "usrs"), "Did you mean users?"),
        (("accounts/dormant", "--table", "users"), "`orglint rules export rules accounts/dormant` copies it"),
        (("a/mine",), "Missing option '--table'"),
    ],
)
def test_what_cannot_be_written_is_refused(tmp_path: Path, words: tuple[str, ...], said: str) -> None:
    ended = orglint("rules", "new", *words, cwd=tmp_path)
    assert (ended.returncode, ended.stdout) == (2, "")
    assert said in ended.stderr
    assert list(tmp_path.rglob("*.yaml")) == []


def test_a_rule_that_is_there_is_never_overwritten(tmp_path: Path) -> None:
    for code in (0, 2):
        ended = orglint("rules", "new", "a/mine", "--table", "users", cwd=tmp_path)
        assert ended.returncode == code
    assert "there is rules/a/mine.yaml already" in ended.stderr
    (tmp_path / "file").write_text("")
    ended = orglint("rules", "new", "a/b", "--table", "users", "--in", "file/x", cwd=tmp_path)
    assert (ended.returncode, "could not be written: Not a directory" in ended.stderr) == (5, True)
