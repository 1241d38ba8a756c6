"""`orglint query`: what is printed is what holds, and what is not printed is told."""

import csv
import json
from dataclasses import replace
from io import StringIO
from pathlib import Path

import pytest

from cli.conftest import orglint, process
from orglint import tables
from orglint.snapshots import manifest
from support.stores import sealed, user

SUSPENDED = "user.status == 'suspended'"


def test_rows_that_are_cut_off_are_told(store: Path) -> None:
    cut = orglint("query", "users", SUSPENDED, "--store", str(store), "--limit", "2")
    whole = orglint("query", "users", SUSPENDED, "--store", str(store), "--limit", "1000")
    assert cut.stdout.splitlines() == whole.stdout.splitlines()[:2]
    assert "true (the first 2 are shown: --limit), " in cut.stderr
    assert "--limit" not in whole.stderr


def test_the_answers_add_up_to_all_rows(store: Path) -> None:
    ended = orglint("query", "users", "user.jobTitle == 'x' || has(user.lastActive)", "--store", str(store))
    counts = [int(word) for word in ended.stderr.replace(",", "").split() if word.isdigit()]
    rows = json.loads(orglint("check", "--store", str(store), "--format", "json").stdout)["snapshot"]["tables"]["users"]
    assert sum(counts[:1] + counts[-2:]) == rows["rows"]


@pytest.mark.parametrize(
    ("table", "expression", "said"),
    [
        ("usrs", "true", "Did you mean users?"),
        ("user", "true", "Did you mean users?"),
        ("users", "status == 'a'", "did you mean user.status?"),
        ("users", "user.status", "this must be true or false"),
        ("groups", "user.status == 'a'", "user is a row of users, and this is about group"),
    ],
)
def test_a_question_that_cannot_be_asked_gets_the_nearest(store: Path, table: str, expression: str, said: str) -> None:
    ended = orglint("query", table, expression, "--store", str(store))
    assert (ended.returncode, ended.stdout) == (2, "")
    assert said in ended.stderr


def test_a_question_that_needs_too_much_is_undecided(store: Path) -> None:
    greedy = "users.exists(a, users.exists(b, users.exists(c, a.name + b.name + c.name == user.name)))"
    ended = process("query", "users", greedy, "--store", str(store))
    assert (ended.returncode, ended.stdout) == (3, "")
    assert "the query could not be answered: it needs more memory than there is for it" in ended.stderr


ALL = "  `orglint snapshot --all` collects every table, and every column that can be asked for.\n"


@pytest.mark.parametrize(
    ("table", "expression", "said"),
    [
        ("groups", "true", f"groups: not collected into this snapshot\n{ALL}"),
        ("users", "groups.exists(g, g.name == user.email)", f"groups: not collected into this snapshot\n{ALL}"),
        ("users", "user.name == 'a'", "users.name: absent in every row\n"),
        ("users", "user.groups.size() == 1", f"users.groups: not asked for\n{ALL}"),
    ],
)
def test_what_the_snapshot_has_not_is_told_where_it_matters(
    tmp_path: Path, table: str, expression: str, said: str
) -> None:
    sealed(tmp_path, "one", [user("a")])
    ended = orglint("query", table, expression, "--store", str(tmp_path))
    assert ended.returncode == 3
    assert ended.stderr.partition("\n")[2] == f"  {said}"


def test_a_column_that_an_older_snapshot_does_not_have_is_told(tmp_path: Path) -> None:
    snapshot = sealed(tmp_path, "one", [user("a")])
    columns = {name: it for name, it in snapshot.tables["users"].columns.items() if name != "email"}
    older = replace(snapshot, tables={"users": replace(snapshot.tables["users"], columns=columns)})
    (snapshot.folder / manifest.NAME).write_bytes(manifest.render_manifest(older))
    ended = orglint("query", "users", "user.email == 'a@a.example'", "--store", str(tmp_path))
    assert (ended.returncode, ended.stdout) == (3, "")
    assert ended.stderr.partition("\n")[2] == f"  users.email: not collected into this snapshot\n{ALL}"


def test_what_the_snapshot_has_not_is_not_told_where_everything_is_known(tmp_path: Path) -> None:
    sealed(tmp_path, "one", [user("a")])
    ended = orglint("query", "users", "user.status == 'active' || user.name == 'a'", "--store", str(tmp_path))
    assert (ended.returncode, ended.stderr) == (0, "1 true, 0 false, 0 unknown\n")


def test_an_expression_that_is_no_text_is_refused(store: Path) -> None:
    ended = orglint("query", "users", "user.email == '\udcff'", "--store", str(store))
    assert (ended.returncode, ended.stdout) == (2, "")
    assert ended.stderr == "orglint: nothing was evaluated: the expression is not UTF-8 text\n"


STRANGE = [
    user("ann", name="=1+1", jobTitle="unknown"),
    {"accountId": "bob", "status": "active", "email": None, "name": "Bo", "_left": ("jobTitle",)},
]


def asked(tmp_path: Path, *words: str) -> str:
    if not (tmp_path / "orglint-store").exists():
        sealed(tmp_path / "orglint-store", "abc123", STRANGE)
    ended = orglint("query", "users", "user.status == 'active'", *words, cwd=tmp_path, COLUMNS="60")
    assert ended.returncode == 0, ended.stderr
    return ended.stdout


def test_columns_that_are_named_are_printed_in_their_order(tmp_path: Path) -> None:
    lines = [
        json.loads(line) for line in asked(tmp_path, "--columns", "name, email", "--columns", "status").splitlines()
    ]
    assert [list(line) for line in lines] == [["name", "email", "status"]] * 2
    assert lines[0] == {"name": "=1+1", "email": "ann@a.example", "status": "active"}


def test_what_is_unknown_is_never_mistaken_for_absent(tmp_path: Path) -> None:
    words = ("--columns", "accountId,email,mfaEnabled,jobTitle")
    _, bob = (json.loads(line) for line in asked(tmp_path, *words).splitlines())
    assert bob == {"accountId": "bob", "email": None, "mfaEnabled": None, "jobTitle": None, "_unknown": ["mfaEnabled"]}
    table = asked(tmp_path, *words, "--format", "table").splitlines()
    assert [line.split() for line in table] == [
        ["accountId", "email", "mfaEnabled", "jobTitle"],
        ["ann", "ann@a.example", "unknown", "'unknown'"],
        ["bob", "-", "unknown", "-"],
    ]
    _, ann, bob = csv.reader(StringIO(asked(tmp_path, *words, "--format", "csv").removeprefix("\ufeff")))
    assert (ann, bob) == (["ann", "ann@a.example", "unknown", "'unknown'"], ["bob", "", "unknown", ""])


def test_csv_holds_no_formula_and_a_table_is_no_wider_than_the_terminal(tmp_path: Path) -> None:
    text = asked(tmp_path, "--columns", "name", "--format", "csv")
    assert list(csv.reader(StringIO(text.removeprefix("\ufeff")))) == [["name"], ["'=1+1"], ["Bo"]]
    wide = asked(tmp_path, "--columns", ",".join(tables.known_tables()["users"].columns), "--format", "table")
    assert (
        max(
            map(len, asked(tmp_path, "--columns", "name,email,status,avatar,picture", "--format", "table").splitlines())
        )
        <= 60
    )
    assert wide.count("\n") == 3


def test_a_column_that_is_not_there_gets_the_nearest(tmp_path: Path) -> None:
    ended = orglint("query", "users", "true", "--columns", "emial", cwd=tmp_path)
    assert (ended.returncode, ended.stdout) == (2, "")
    assert "users has no column emial\n  Did you mean email?" in ended.stderr
