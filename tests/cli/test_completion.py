"""What a shell is told when somebody presses Tab: as click asks it for bash, zsh and fish."""

import subprocess
import sys
from pathlib import Path

import pytest

from cli.conftest import orglint
from orglint import rulebook, tables
from orglint.cli.commands.rules import SUBCOMMANDS
from orglint.cli.group import COMMANDS, main
from orglint.reports import FORMATS
from support.specification import PACKAGES
from support.stores import sealed, user


def offered(line: str, cwd: Path | None = None) -> list[str]:
    """Return the words that bash is offered for the last word of a line."""
    words = line.split(" ")
    asked = {"_ORGLINT_COMPLETE": "bash_complete", "COMP_WORDS": line, "COMP_CWORD": str(len(words) - 1)}
    ended = orglint(cwd=cwd, **asked)
    assert (ended.returncode, ended.stderr) == (0, "")
    return [word.partition(",")[2] for word in ended.stdout.splitlines() if word]


BUNDLED = list(rulebook.list_ids([rulebook.find_bundled_rules()]))


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("orglint ", list(COMMANDS)),
        ("orglint sn", ["snapshot"]),
        ("orglint rules ", list(SUBCOMMANDS)),
        ("orglint rules show ", BUNDLED),
        ("orglint rules lint --only domains/", [it for it in BUNDLED if it.startswith("domains/")]),
        ("orglint rules lint --fail-on ", ["info", "low", "medium", "high", "critical"]),
        ("orglint check --explain domains/ver", ["domains/verified"]),
        ("orglint check --format ", list(FORMATS)),
        ("orglint tables user", ["users", "user_roles"]),
        ("orglint rules new a/b --table dom", ["domains"]),
        ("orglint query us", ["users", "user_roles"]),
        ("orglint query users true --columns email", ["email", "emailVerified", "emailDomain"]),
        ("orglint query users true --columns email,stat", ["email,status", "email,statusSince"]),
        ("orglint nonsense ", []),
        ("orglint query nonsense true --columns ", []),
    ],
)
def test_words_that_are_offered(line: str, expected: list[str]) -> None:
    found = offered(line)
    assert found[: len(expected)] == expected or set(expected) <= set(found)
    assert all(word.startswith(line.rpartition(" ")[2]) for word in found)


def test_rules_of_the_folders_of_the_line_or_of_the_settings_are_offered(tmp_path: Path) -> None:
    for name in ("mine/own/one.yaml", "mine/pack.yaml", "mine/.hidden.yaml", "ours/own/two.yaml"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("")
    assert offered("orglint check --only-rules mine --only ", tmp_path) == ["own/one"]
    assert offered("orglint check --rules mine --only own", tmp_path) == ["own/one"]
    assert offered("orglint check --only own", tmp_path) == []
    (tmp_path / "orglint.yaml").write_text("rules: [./ours]\n")
    assert offered("orglint rules show ", tmp_path) == ["own/two"]
    (tmp_path / "orglint.yaml").write_text("rules: [./ours\n")
    assert offered("orglint rules show domains/ver", tmp_path) == ["domains/verified"]


def test_snapshots_of_the_store_are_offered_the_newest_first(tmp_path: Path) -> None:
    assert offered("orglint check ", tmp_path) == [""]  # a folder, which the shell completes
    sealed(tmp_path / "orglint-store", "abc123", [user("ann")])
    assert offered("orglint check ", tmp_path) == ["latest", "20261101T120000Z-abc123"]
    assert offered("orglint rules diff one two 2026", tmp_path) == ["20261101T120000Z-abc123"]


def test_every_command_of_rules_says_of_itself_what_the_list_says() -> None:
    group = main.get_command(None, "rules")  # type: ignore[arg-type]
    assert group is not None
    for name, purpose in SUBCOMMANDS.items():
        found = group.get_command(None, name)  # type: ignore[attr-defined]
        assert (found.help or "").splitlines()[0] == purpose or found.short_help == purpose


def test_the_names_of_commands_are_offered_without_importing_one() -> None:
    code = (
        "import os, sys; os.environ.update(_ORGLINT_COMPLETE='bash_complete', COMP_WORDS='orglint rules l');"
        "os.environ['COMP_CWORD'] = '2'; from orglint.cli.run import run_command; run_command([]);"
        "print(sorted(sys.modules))"
    )
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    *words, modules = ended.stdout.splitlines()
    assert words == ["plain,list", "plain,lint"]
    for name in (*PACKAGES.values(), "duckdb", "sqlglot", "cel_expr_python", "rich", "jsonschema", "yaml"):
        assert f"'{name}'" not in modules


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_manual_shows_the_line_of_each_shell(shell: str) -> None:
    page = (Path(__file__).parents[2] / "docs" / "completion.md").read_text("utf-8")
    assert f"_ORGLINT_COMPLETE={shell}_source orglint" in page
    assert "orglint" in orglint(_ORGLINT_COMPLETE=f"{shell}_source").stdout


def test_all_tables_are_offered() -> None:
    assert offered("orglint tables ")[: len(tables.known_tables())] == list(tables.known_tables())
