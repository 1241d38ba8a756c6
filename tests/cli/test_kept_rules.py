"""A command that finds its rules compiled says what one says that compiles them, and loads no large library."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import atlassian_admin
from orglint.cli.kept_rules import CACHE, find_cache
from support import stores
from support.command import orglint
from support.stores import sealed, user

_LARGE = ("cel_expr_python", "google.protobuf", "sqlglot")
_OF_OTHERS = (
    "concurrent.futures",
    "duckdb",
    "importlib.metadata",
    "jinja2",
    "logging",
    "multiprocessing",
    "orglint.history",
)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    sealed(tmp_path / "orglint-store", "org", [user("u1"), user("u2", status="suspended")])
    stores.rules(tmp_path, active="high")
    return tmp_path


def check(home: Path, cache: str, *, rules: str = "--only-rules") -> tuple[int, bytes, str]:
    words = ("check", rules, "rules", "--max-age", "9999d", "--format", "json=r.json")
    ended = orglint(*words, at=home, env={CACHE: cache})
    return ended.code, (home / "r.json").read_bytes(), ended.err


def test_cold_warm_and_without_a_cache_end_alike(home: Path) -> None:
    cache = str(home / "cache")
    cold, warm, without = (check(home, where, rules="--rules") for where in (cache, cache, ""))
    assert cold == warm == without
    assert (home / "cache" / "rules.bin").is_file()
    assert [it["id"] for it in json.loads(warm[1])["rules"] if it["outcome"] == "fail"] == ["users/active"]


def test_a_row_is_explained_beside_a_cache(home: Path) -> None:
    check(home, str(home / "cache"))
    words = ("check", "--only-rules", "rules", "--explain", "users/active:u2")
    told = orglint(*words, at=home, env={CACHE: str(home / "cache")})
    assert "suspended" in told.out, told.err


def test_a_rule_that_is_changed_is_judged_as_it_is_now(home: Path) -> None:
    cache = str(home / "cache")
    check(home, cache)
    rule = home / "rules" / "users" / "active.yaml"
    rule.write_text(rule.read_text().replace("'active'", "'suspended'"))
    assert check(home, cache)[:2] == check(home, "")[:2]


def test_a_warm_check_loads_no_library_of_expressions_and_nothing_that_only_other_commands_use(home: Path) -> None:
    program = (
        "import sys; from orglint.cli.run import run_command; run_command(sys.argv[1:]);"
        f"print(*[it for it in {_LARGE + _OF_OTHERS} if it in sys.modules], file=sys.stderr)"
    )
    cold, warm = (
        subprocess.run(
            [sys.executable, "-c", program, "check", "--rules", "rules"],
            cwd=home,
            env={**os.environ, CACHE: str(home / "cache")},
            capture_output=True,
            text=True,
            check=True,
        ).stderr.splitlines()[-1]
        for _ in range(2)
    )
    assert {*_LARGE} <= {*cold.split()}
    assert not warm.split()


@pytest.mark.parametrize(
    ("environment", "folder"),
    [
        ({CACHE: "/var/cache"}, "/var/cache"),
        ({CACHE: "", "XDG_CACHE_HOME": "/x"}, None),
        ({"XDG_CACHE_HOME": "/x"}, "/x/orglint"),
        ({"XDG_CACHE_HOME": "here"}, None),
    ],
)
def test_where_rules_are_kept(environment: dict[str, str], folder: str | None) -> None:
    assert find_cache(environment) == (Path(folder) if folder else None)


def test_what_regen_made_of_a_document_counts_and_not_the_document_alone(home: Path) -> None:
    """Two clients of one document, made by two versions of regen, know other columns: nothing of one is the other's."""
    clients = home / "clients"
    shutil.copytree(Path(atlassian_admin.__file__).parent, clients / "atlassian_admin")
    cache, path = str(home / "cache"), f"{clients}:{os.environ.get('PYTHONPATH', '')}"
    words = ("check", "--only-rules", "rules", "--max-age", "9999d")
    for _ in range(2):
        assert orglint(*words, at=home, env={CACHE: cache, "PYTHONPATH": path}).code == 1
    before = (home / "cache" / "rules.bin").read_bytes()
    schemas = clients / "atlassian_admin" / "schemas.json"
    schemas.write_text(f"{schemas.read_text()} ")
    assert orglint(*words, at=home, env={CACHE: cache, "PYTHONPATH": path}).code == 1
    assert len((home / "cache" / "rules.bin").read_bytes()) > 1.5 * len(before)
