"""An example states the outcome of its own row; the other rows that it gives are there to be asked."""

from pathlib import Path

import pytest

from cli.conftest import orglint

RULE = """\
title: Names are x, and nobody else has one
severity: low
table: users
require: user.name == 'x' && users.all(u, u.name != 'w')
message: "{user.name}"
why: Because.
fix: Do it.
examples:
  pass: [{example}]
  fail: [{example}]
  unknown: [{example}]
"""
STATED = ("pass", "fail", "unknown")


def told(folder: Path, example: str) -> list[str]:
    """Return what is said of an example that states each of the three outcomes."""
    (folder / "names.yaml").write_text(RULE.replace("{example}", example))
    ended = orglint("rules", "test", "--only-rules", str(folder))
    assert ended.returncode == 2
    return [line.partition(": names: this example ")[2] for line in ended.stderr.splitlines()]


@pytest.mark.parametrize(
    ("example", "outcome"),
    [
        ("{name: x, tables: {users: [{name: y}, {name: z}]}}", "pass"),
        ("{name: x, tables: {users: [{name: y, email: null}]}}", "pass"),
        ("{name: y, tables: {users: [{name: x}]}}", "fail"),
        ("{email: e, tables: {users: [{name: x}, {name: y}]}}", "unknown"),
        ("{name: x, tables: {users: [{name: w}]}}", "fail"),
        ("{name: x, tables: {users: [{email: e}]}}", "unknown"),
        ("{name: w, tables: {users: []}}", "fail"),
        ("{name: x, accountId: a, tables: {users: [{accountId: b, name: y}]}}", "pass"),
        ("{name: x, accountId: null, tables: {users: [{accountId: b, name: y}]}}", "pass"),
    ],
)
def test_an_example_has_the_outcome_of_its_own_row(example: str, outcome: str, tmp_path: Path) -> None:
    said = [line.partition(" (")[0] for line in told(tmp_path, example)]
    assert said == [f"should be {stated}, it is {outcome}" for stated in STATED if stated != outcome]


@pytest.mark.parametrize("key", ["example", "a"])
def test_an_example_with_its_key_twice_states_nothing(key: str, tmp_path: Path) -> None:
    own = "" if key == "example" else f"accountId: {key}, "
    example = f"{{{own}name: x, tables: {{users: [{{accountId: {key}, name: x}}]}}}}"
    why = "two of its rows have the same accountId"
    assert told(tmp_path, example) == [f"should be {stated}, it is unclear ({why})" for stated in STATED]
