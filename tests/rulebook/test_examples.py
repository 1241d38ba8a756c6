"""Examples in a rule file: what is wrong with them is told where it stands, and what they set holds for them alone."""

import re
from pathlib import Path
from typing import Any

import pytest

from orglint import evaluate, rulebook, tables
from orglint.errors import RuleError
from orglint.rulebook.rule import CompiledRule

RULE = """\
title: Names are short
severity: low
table: users
require: user.name.size() <= params.max && !(user.name in params.but)
params:
  max: {type: int, default: 3, meaning: The most letters}
  but: {type: list(string), default: [], meaning: Names that nobody has}
message: "{user.name} has more than {params.max}"
why: Because.
fix: Do it.
examples:
  pass:
    - {name: abc}
    - PASS
  fail:
    - {name: abcd}
"""


def file_with(folder: Path, example: str, old: str = "", new: str = "") -> Path:
    (folder / "names.yaml").write_text(RULE.replace("PASS", example).replace(old, new))
    return folder


def told(folder: Path, example: str) -> list[str]:
    with pytest.raises(RuleError) as caught:
        rulebook.load(file_with(folder, example), tables.known_tables())
    return [str(mistake).removeprefix(f"{folder / 'names.yaml'}:") for mistake in caught.value.mistakes]


@pytest.mark.parametrize(
    ("example", "message"),
    [
        ("{nme: abc}", "14:13: users has no column nme; did you mean name?"),
        ("{NAME: abc}", "14:14: users has no column NAME; did you mean name?"),
        ("{name: 3}", "14:14: user.name must be text, it is 3"),
        ("{name: true}", "14:14: user.name must be text, it is true"),
        ("{name: [a]}", '14:14: user.name must be text, it is ["a"]'),
        ("{emailVerified: yes}", '14:23: user.emailVerified must be true or false, it is "yes"'),
        ("{platformRoles: a}", '14:23: user.platformRoles must be a list, it is "a"'),
        ("{platformRoles: [a, 1]}", "14:27: user.platformRoles[1] must be text, it is 1"),
        ("{groups: [{nme: a}]}", "14:23: user.groups[0] has no field nme; did you mean name?"),
        ("{groups: [{xyz: a}]}", "14:23: user.groups[0] has no field xyz; it has description, id, name"),
        ("{groups: [{id: 4}]}", "14:22: user.groups[0].id must be text, it is 4"),
        ("{groups: [4]}", "14:17: user.groups[0] must have the fields description, id, name, it is 4"),
        ("{lastActive: soon}", '14:20: user.lastActive is not a time such as 2026-01-31T00:00:00Z: "soon"'),
        ("{lastActive: 5}", "14:20: user.lastActive must be a time such as 2026-01-31T00:00:00Z, it is 5"),
        ("{now: soon}", '14:13: now is not a time such as 2026-01-31T00:00:00Z: "soon"'),
        (
            "{now: 2026-W47-1T00:00:00Z}",
            '14:13: now is not a time such as 2026-01-31T00:00:00Z: "2026-W47-1T00:00:00Z"',
        ),
        ("{now: 20261122T000000Z}", '14:13: now is not a time such as 2026-01-31T00:00:00Z: "20261122T000000Z"'),
        ("{now: 5}", "14:13: examples.pass.1.now must be text, it is 5"),
        ("{tables: {groupz: []}}", "14:25: there is no table groupz; did you mean groups?"),
        ("{tables: {groups: [{nme: a}]}}", "14:32: groups has no column nme; did you mean name?"),
        ("{tables: {groups: [{}, {name: 3}]}}", "14:37: groups[1].name must be text, it is 3"),
        ("{params: {mx: 4}}", "14:21: there is no parameter mx; did you mean max?"),
        ("{params: {qqq: 4}}", "14:22: there is no parameter qqq; there are max, but"),
        ("{params: {max: many}}", '14:22: params.max must be a whole number, it is "many"'),
        ("{params: {max: 4.0}}", "14:22: params.max must be a whole number, it is 4.0"),
        ("{params: {but: a}}", '14:22: params.but must be a list, it is "a"'),
        ("{params: {but: [a, 3]}}", "14:26: params.but[1] must be text, it is 3"),
        ("{params: {but: [a, null]}}", "14:26: params.but[1] is null, and a list of a parameter holds none"),
        ("{params: 4}", "14:16: examples.pass.1.params must be keys with values, it is 4"),
        (
            "{params: {max: null}}",
            "14:22: examples.pass.1.params.max must be true or false, a number, text or a list, it is null",
        ),
        (
            '{lastActive: "2026-01-31T00:00:00"}',
            '14:21: user.lastActive has no time zone: "2026-01-31T00:00:00"; end it with Z',
        ),
        (
            '{lastActive: "0001-01-01T00:00:00+01:00"}',
            '14:21: user.lastActive is not a time such as 2026-01-31T00:00:00Z: "0001-01-01T00:00:00+01:00"',
        ),
        (
            '{lastActive: "2026-01-01T00:00:00.1234567Z"}',
            '14:21: user.lastActive is finer than a microsecond: "2026-01-01T00:00:00.1234567Z"',
        ),
    ],
)
def test_a_mistake_in_an_example_is_told_at_its_place(tmp_path: Path, example: str, message: str) -> None:
    assert told(tmp_path, example) == [message]


def test_all_mistakes_of_an_example_are_told_at_once(tmp_path: Path) -> None:
    example = "{nme: a, email: 3, groups: [{nme: b}, 4], now: soon, params: {mx: 1, max: no}}"
    wrong = [
        example.index(part) + len(part) for part in ("nme: ", "email: ", "[{nme: ", "}, ", "now: ", "mx: ", "max: ")
    ]
    assert [int(line.split(":")[1]) for line in told(tmp_path, example)] == [7 + at for at in wrong]


def test_a_rule_without_parameters_says_that_it_has_none(tmp_path: Path) -> None:
    lines = [line for line in RULE.splitlines() if not line.startswith(("params", "  max", "  but", "require"))]
    text = "\n".join(lines).replace("params.max", "1").replace("table: users", "table: users\nrequire: 'true'")
    (tmp_path / "one.yaml").write_text(text.replace("PASS", "{params: {max: 4}}"))
    with pytest.raises(RuleError, match=r"there is no parameter max; this rule declares none \(params:\)"):
        rulebook.load(tmp_path, tables.known_tables())


def surprises(folder: Path) -> list[str]:
    rules = rulebook.load_per_setting(folder, tables.known_tables())
    return [
        str(it).removeprefix(f"{folder / 'names.yaml'}:")
        for it in evaluate.find_mismatches(rules, tables.known_tables())
    ]


def test_an_example_may_set_parameters(tmp_path: Path) -> None:
    assert surprises(file_with(tmp_path, "{name: abcdef, params: {max: 6}}")) == []


def test_what_an_example_sets_is_what_it_is_judged_by(tmp_path: Path) -> None:
    found = surprises(file_with(tmp_path, "{name: abc, params: {but: [abc]}}"))
    assert found == ["14: names: this example should be pass, it is fail"]


def test_what_an_example_sets_holds_for_no_other(tmp_path: Path) -> None:
    assert surprises(file_with(tmp_path, "{name: abcde, params: {max: 5}}\n    - {name: abcde}")) == [
        "15: names: this example should be pass, it is fail"
    ]


def values(rules: tuple[CompiledRule, ...]) -> list[tuple[dict[str, Any], int]]:
    return [({name: it.value for name, it in rule.plain.parameters.items()}, len(rule.examples)) for rule in rules]


def test_a_rule_is_tried_once_for_each_setting(tmp_path: Path) -> None:
    examples = "{name: a, params: {max: 5}}\n    - {name: b, params: {max: 5}}\n    - {params: {but: [x]}, name: c}"
    assert values(rulebook.load_per_setting(file_with(tmp_path, examples), tables.known_tables())) == [
        ({"max": 3, "but": []}, 2),
        ({"max": 5, "but": []}, 2),
        ({"max": 3, "but": ["x"]}, 1),
    ]


def test_a_rule_that_is_loaded_has_its_own_parameters_and_the_examples_that_set_none(tmp_path: Path) -> None:
    folder = file_with(tmp_path, "{name: a, params: {max: 5}}")
    assert values(rulebook.load(folder, tables.known_tables())) == [({"max": 3, "but": []}, 2)]


def test_a_mistake_that_only_a_setting_brings_says_so(tmp_path: Path) -> None:
    folder = file_with(
        tmp_path,
        "{name: a, params: {max: 0}}",
        "user.name.size() <= params.max",
        "user.name.size() <= 12 / params.max",
    )
    assert [rule.id for rule in rulebook.load(folder, tables.known_tables())] == ["names"]
    with pytest.raises(RuleError) as caught:
        rulebook.load_per_setting(folder, tables.known_tables())
    place = re.escape(f"{folder / 'names.yaml'}:4:")
    assert re.match(rf"{place}\d+: .*\(with the params of the example in line 14\)", str(caught.value))


def test_no_table_has_a_column_that_an_example_means_otherwise() -> None:
    assert not [
        table.name for table in tables.known_tables().values() if {"now", "params", "tables"} & table.columns.keys()
    ]
