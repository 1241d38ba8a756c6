"""A message about somebody whose e-mail address is hidden calls them by name, nickname or key: never by nothing."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from cli.conftest import orglint
from orglint import evaluate, results, rulebook, tables
from orglint.model.result import Result
from orglint.model.rule import Severity
from orglint.model.snapshot import Snapshot
from orglint.rulebook.rule import CompiledRule
from support import stores

USERS: list[tuple[dict[str, Any], str, str]] = [
    ({"email": "a@a.example", "name": "Ann", "nickname": "an"}, "a@a.example", "Ann"),
    ({"email": None, "name": "Ann", "nickname": "an"}, "Ann", "Ann"),
    ({"email": "", "name": "Ann"}, "Ann", "Ann"),
    ({"email": None, "name": None, "nickname": "an"}, "an", "an"),
    ({"email": None, "name": "", "nickname": "an"}, "an", "an"),
    ({"email": None, "name": "Ann", "_bad": ["email"]}, "Ann", "Ann"),
    ({"email": None}, "k6", "k6"),
    ({"email": "b@a.example", "name": None}, "b@a.example", "k7"),
]
"""Cells of users, and how a placeholder for the e-mail address and one for the name are to be filled."""


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    store = tmp_path_factory.mktemp("store")
    rows = [stores.user(f"k{number}", status="suspended") | cells for number, (cells, _, _) in enumerate(USERS)]
    return stores.sealed(store, "acme", rows)


def rules(folder: Path, message: str, let: str = "{}") -> Path:
    found = stores.rules(folder, active="low")
    file = found / "users/active.yaml"
    text = file.read_text().replace("{user.accountId} is {user.status}", message)
    file.write_text(text.replace('where: "true"\n', f'where: "true"\nlet: {let}\n'))
    return found


def report(rules: Sequence[CompiledRule], snapshot: Snapshot) -> str:
    now = snapshot.taken_at
    return results.write_result(
        Result(snapshot, now, Severity.LOW, evaluate.judge_rules(rules, snapshot, tables.known_tables(), now=now))
    )


def messages(text: str) -> list[str]:
    return [finding["message"] for finding in json.loads(text)["rules"][0]["findings"]]


def test_a_hidden_address_falls_back_to_what_else_the_row_is_called(snapshot: Snapshot, tmp_path: Path) -> None:
    for number, (column, place) in enumerate((("email", 1), ("name", 2))):
        folder = rules(tmp_path / str(number), f"{{ user.{column} }} is gone", "{asked: users.size() > 0}")
        found = report(rulebook.load(folder, tables.known_tables()), snapshot)
        assert messages(found) == [f"{called[place]} is gone" for called in USERS]


def test_the_evidence_is_what_it_was(snapshot: Snapshot, tmp_path: Path) -> None:
    loaded = rulebook.load(rules(tmp_path, "{user.email} is gone"), tables.known_tables())
    found = json.loads(report(loaded, snapshot))
    assert {json.dumps(it["evidence"]) for it in found["rules"][0]["findings"]} == {'{"user.status": "suspended"}'}
    names = {("users", name) for name in ("email", "name", "nickname", "accountId")}
    assert loaded[0].reads == {("users", "status"), *names}


def test_anything_but_the_bare_column_says_what_it_says(snapshot: Snapshot, tmp_path: Path) -> None:
    asked = "{has(user.email) ? user.email : 'hidden'} {[user.nickname][0]} {user.email + '!'}"
    loaded = rulebook.load(rules(tmp_path, asked), tables.known_tables())
    found = messages(report(loaded, snapshot))
    nothing = "\N{EN DASH}"
    assert found[1] == f"hidden an {nothing}"
    assert found[6] == f"hidden {nothing} {nothing}"
    assert found[7] == f"b@a.example {nothing} b@a.example!"


def test_an_explanation_calls_the_row_as_the_report_does(snapshot: Snapshot, tmp_path: Path) -> None:
    folder = rules(tmp_path, "{user.email} is gone")
    for key, (_, called, _) in (("k1", USERS[1]), ("k6", USERS[6])):
        words = ("--only-rules", str(folder), "--format", "json", "--explain", f"users/active:{key}")
        ended = orglint("check", str(snapshot.folder), *words)
        assert json.loads(ended.stdout)["message"] == f"{called} is gone", ended.stderr


def test_a_table_whose_rows_are_called_otherwise_falls_back_to_what_it_has(tmp_path: Path) -> None:
    text = (tmp_path / "r").joinpath("users/active.yaml")
    text.parent.mkdir(parents=True)
    named = stores.RULE.format(severity="low").replace("table: users", "table: domains").replace("user.", "domain.")
    named = named.replace("{domain.accountId} is {domain.status}", "{domain.name}").replace(
        "domain.status", "domain.name"
    )
    text.write_text(named.replace("{status: ", "{name: "))
    (rule,) = rulebook.load(tmp_path / "r", tables.known_tables())
    assert rule.message.values[0].reads == {("domains", "name"), ("domains", tables.known_tables()["domains"].key)}
