"""`orglint eval` with what careful people and careless programs give it."""

import json
from pathlib import Path
from typing import Any

import pytest

from cli.conftest import orglint


@pytest.mark.parametrize(
    ("expression", "variables", "said"),
    [
        ("18446744073709551615u", "{}", "18446744073709551615"),
        ("x - 1", '{"x": -9223372036854775807}', "-9223372036854775808"),
        ("[duration('36h'), days(1)]", "{}", '["129600s", "86400s"]'),
        ("[now]", '{"now": "2026-01-31T01:00:00+01:00"}', '["2026-01-31T00:00:00Z"]'),
        ("x", r'{"x": "\u0000\ud83e\udd37"}', r'"\u0000\ud83e\udd37"'),
        ("has(x.a) || x.b == 1", '{"x": {"a": {"c": null}, "b": 1}}', "true"),
        ("user.groups.all(g, g.id == 'a')", '{"user": {"groups": [{"id": "a", "name": null}]}}', "true"),
    ],
)
def test_a_value_is_printed_as_it_is(expression: str, variables: str, said: str) -> None:
    ended = orglint("eval", expression, "--vars", variables)
    assert (ended.returncode, ended.stdout.strip(), ended.stderr) == (0, said, "")


@pytest.mark.parametrize(
    ("variables", "said"),
    [
        ('{"x": 9223372036854775808}', "x is no whole number of 64 bits"),
        (r'{"x": ["a", "\ud800"]}', "x[1] holds half a character"),
        ('{"x": 1, "x": 2}', "a name stands twice in one object"),
        ('{"x": NaN}', "NaN is no JSON"),
        ('{"x": [1, "a"]}', "these have int and string"),
        ('{"x": [{}]}', "records without a value say nothing of their fields"),
        ('{"user": {"lastActive": "soon"}}', "user.lastActive is no time such as 2026-01-31T00:00:00Z"),
        ('{"user": {"lastActive": "2026-01-31T00:00:00"}}', "user.lastActive is no time such as"),
        ('{"user": {"email": 3}}', "user.email must be of type string"),
        ('{"user": {"mfaEnabled": "yes"}}', "user.mfaEnabled must be of type bool"),
        ('{"user": {"groups": [{"nam": "a"}]}}', "user.groups[0] has no field nam"),
        ('{"users": [{}, {"email": false}]}', "users[1].email must be of type string"),
        ('{"now": 5}', "now: 5 is no time"),
        ("[1]", "--vars is not a JSON object"),
        ("{", "--vars is not JSON"),
        ("[" * 5000, "--vars is not JSON"),
    ],
)
def test_variables_that_cannot_be_used_are_named(variables: str, said: str) -> None:
    ended = orglint("eval", "true", "--vars", variables)
    assert (ended.returncode, ended.stdout) == (2, "")
    assert said in ended.stderr


def answers(tmp_path: Path, lines: list[str]) -> list[Any]:
    file = tmp_path / "cases.jsonl"
    file.write_text("".join(f"{line}\n" for line in lines))
    ended = orglint("eval", "--cases", str(file), "--now", "2026-01-01T00:00:00Z")
    assert (ended.returncode, ended.stderr) == (0, "")
    return [json.loads(line) for line in ended.stdout.splitlines()]


def test_cases_are_answered_in_their_order_whatever_is_wrong_with_some(tmp_path: Path) -> None:
    lines = [
        json.dumps({"expr": "n", "vars": {"n": 1}}),
        "{broken",
        json.dumps({"expr": "n", "vars": {"n": 2**64}}),
        json.dumps({"expr": "n +", "vars": {"n": 3}}),
        json.dumps({"expr": "user.lastActive < now", "vars": {"user": {"lastActive": "never"}}}),
        json.dumps({"expr": "n", "vars": {"now": [], "n": 1}}),
        json.dumps({"expr": "now", "vars": {"now": "2026-02-01T00:00:00Z"}}),
        json.dumps({"expr": "now"}),
        json.dumps({"expr": "n", "vars": {"n": None}}),
        json.dumps({"expr": "n", "vars": {"n": 9}}),
    ]
    found = answers(tmp_path, lines)
    assert found[0] == {"value": 1}
    assert ["error" in answer for answer in found] == [False, True, True, True, True, True, False, False, False, False]
    assert "line 2 of the cases" in found[1]["error"]
    assert found[6:] == [
        {"value": "2026-02-01T00:00:00Z"},
        {"value": "2026-01-01T00:00:00Z"},
        {"unknown": True},
        {"value": 9},
    ]


def test_a_case_leaves_nothing_behind_for_the_next(tmp_path: Path) -> None:
    lines = [
        json.dumps({"expr": "users.size()", "vars": {"users": [{"status": "a"}, {"status": "b"}]}}),
        json.dumps({"expr": "users.size()", "vars": {"users": []}}),
        json.dumps({"expr": "x", "vars": {"x": "text"}}),
        json.dumps({"expr": "x", "vars": {"x": 5}}),
        json.dumps({"expr": "x == 5"}),
    ]
    found = answers(tmp_path, lines)
    assert found[:4] == [{"value": 2}, {"value": 0}, {"value": "text"}, {"value": 5}]
    assert "there is nothing called x" in found[4]["error"]
