"""What a broken rule file gets: every mistake at once, each with its place and the nearest right name."""

from pathlib import Path

import pytest

from orglint import rulebook, tables
from orglint.errors import RuleError, UsageError

GOOD = """\
title: Admins are managed
severity: high
table: users
where: "'atlassian/org-admin' in user.platformRoles"
require: user.claimStatus == 'managed'
params:
  max: {type: int, default: 3, meaning: The most}
message: "{user.email} is not managed"
why: Because.
fix: Do it.
examples:
  pass: [{platformRoles: [atlassian/org-admin], claimStatus: managed}]
  fail: [{platformRoles: [atlassian/org-admin], claimStatus: unmanaged}]
"""


def mistakes_of(folder: Path, text: str | bytes) -> str:
    file = folder / "admins" / "one.yaml"
    file.parent.mkdir(exist_ok=True)
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    with pytest.raises(RuleError) as caught:
        rulebook.load(folder, tables.known_tables())
    return str(caught.value)


def test_the_good_file_loads(tmp_path: Path) -> None:
    (tmp_path / "one.yaml").write_text(GOOD)
    assert [rule.id for rule in rulebook.load(tmp_path, tables.known_tables())] == ["one"]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("severity: high", "severity: severe", ":2:11: severity is one of info, low, medium, high, critical"),
        ("severity: high", "severty: high", ":2:10: there is no key severty; did you mean severity?"),
        ("severity: high", "severity: high\nseverity: low", ":3:1: severity stands here twice"),
        ("table: users", "table: userz", ":3:8: there is no table userz; did you mean users?"),
        (
            "user.claimStatus ==",
            "user.claimStatos ==",
            ":5:14: user has no field claimStatos; did you mean claimStatus?",
        ),
        (
            "user.claimStatus == 'managed'",
            "user.emailVerified == 'yes'",
            ":5:29: == does not take bool and string: true",
        ),
        ("user.claimStatus == 'managed'", "user.claimStatus", ":5:10: this must be true or false (bool), it is string"),
        (
            "user.claimStatus == 'managed'",
            "strings.quote(user.claimStatus) == 'm'",
            "strings.quote is not supported here",
        ),
        ("user.claimStatus == 'managed'", "user.claimStatus == ", ":5:29: it ends too early"),
        ("user.claimStatus == 'managed'", "users == users", "users is a whole table"),
        ("user.claimStatus == 'managed'", "user.lastActive == null", "null"),
        ("require: user.claimStatus == 'managed'\n", "", ":1:1: a rule needs require"),
        ("{user.email}", "{user.emial}", ":8:16: user has no field emial; did you mean email?"),
        ("is not managed", "is not } managed", "a brace stands alone"),
        ("why: B", "show: [emial]\nwhy: B", ":9:8: users has no column emial; did you mean email?"),
        ("why: B", "show: [email, a b]\nwhy: B", ":9:15: users has no column a b; it has "),
        ("why: B", "show: [email, email]\nwhy: B", ":9:7: show names something twice"),
        ("why: B", "show: []\nwhy: B", ":9:7: show is empty: it needs at least 1"),
        ("default: 3", "default: '3'", ':7:30: params.max must be a whole number, it is "3"'),
        ("default: 3", "default: 1_000", ":7:29: 1_000 is no plain text"),
        ("default: 3", "default: 010", ":7:29: 010 is no plain text, number, true, false or null: put it in quotes"),
        ("claimStatus: unmanaged", "claimStatos: unmanaged", ":13:62: users has no column claimStatos; did you mean"),
        ("claimStatus: unmanaged", "claimStatus: 3", ":13:62: user.claimStatus must be text, it is 3"),
        ("title: Admins are managed", "title: &a Admins", ":1:8: anchors and aliases are not allowed"),
        ("title: Admins are managed", "title: !!python/name:os.system x", ""),
        ("title: Admins are managed", "title: [", "is not YAML"),
        ("why: Because.", "why: Because.\n---\na: b", "several documents"),
        (
            "title: Admins are managed",
            'title: "\\e[31mAdmins"',
            ":1:9: title must be one line of signs that can be printed",
        ),
        ("why: Because.", "why: yes", ""),
    ],
)
def test_a_mistake_is_named_with_its_place(tmp_path: Path, old: str, new: str, expected: str) -> None:
    broken = GOOD.replace(old, new)
    assert broken != GOOD
    if new == "why: yes":  # YAML 1.2: a word, no truth
        (tmp_path / "one.yaml").write_text(broken)
        assert rulebook.load(tmp_path, tables.known_tables())[0].plain.why == "yes"
        return
    told = mistakes_of(tmp_path, broken)
    assert expected in told
    assert str(tmp_path / "admins" / "one.yaml") in told


def test_all_mistakes_are_told_at_once(tmp_path: Path) -> None:
    broken = GOOD.replace("claimStatus == 'managed'", "claimStatos == 3").replace("user.email}", "user.mail}")
    told = mistakes_of(tmp_path, broken)
    assert "claimStatos" in told
    assert "mail" in told


@pytest.mark.parametrize(
    ("kind", "default", "expected"),
    [
        ("int", "9223372036854775808", "is beyond the whole numbers of 64 bits, it is 9223372036854775808"),
        ("int", "-9223372036854775809", "is beyond the whole numbers of 64 bits, it is -9223372036854775809"),
        ("int", "1e3", "must be a whole number, it is 1000.0"),
        ("int", "true", "must be a whole number, it is true"),
        ("string", "3", "must be text, it is 3"),
        ("list(int)", "[9223372036854775808]", "[0] is beyond the whole numbers of 64 bits, it is 9223372036854775808"),
    ],
)
def test_a_wrong_default_is_one_mistake(tmp_path: Path, kind: str, default: str, expected: str) -> None:
    reads = {"string": "params.max == 'a'", "list(int)": "1 in params.max"}.get(kind, "12 / params.max > 1")
    broken = GOOD.replace("{type: int, default: 3", f"{{type: {kind}, default: {default}")
    told = mistakes_of(tmp_path, broken.replace("user.claimStatus == 'managed'", reads))
    assert told.endswith(f"params.max{'' if expected.startswith('[') else ' '}{expected}")
    assert len(told.splitlines()) == 1


@pytest.mark.parametrize(
    ("kind", "default", "value"),
    [
        ("int", "1000000000000000000", 10**18),
        ("int", "9223372036854775807", 2**63 - 1),
        ("int", "-9223372036854775808", -(2**63)),
        ("double", "10000000000000000000000", 1e22),
        ("double", "1.5e308", 1.5e308),
    ],
)
def test_a_number_is_what_is_written(tmp_path: Path, kind: str, default: str, value: float) -> None:
    (tmp_path / "one.yaml").write_text(GOOD.replace("{type: int, default: 3", f"{{type: {kind}, default: {default}"))
    found = rulebook.load(tmp_path, tables.known_tables())[0].plain.parameters["max"].value
    assert (found, type(found)) == (value, type(value))


@pytest.mark.parametrize("number", ["1e999", "-1e999", "1.8e308", "1" + "0" * 309])
def test_a_number_that_would_be_infinite_is_refused(tmp_path: Path, number: str) -> None:
    broken = GOOD.replace("{type: int, default: 3", f"{{type: double, default: {number}")
    assert f":7:32: {number[:40]} is larger than any number" in mistakes_of(tmp_path, broken)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("examples:", "examples: {}\nlet:", ":11:11: examples needs pass and fail"),
        ("  fail: [", "  unknown: [", ":12:3: examples needs fail"),
        ("why: Because.\nfix: Do it.\n", "", ":1:1: a rule needs why and fix"),
    ],
)
def test_what_is_missing_is_told_once_and_whole(tmp_path: Path, old: str, new: str, expected: str) -> None:
    lines = [line for line in mistakes_of(tmp_path, GOOD.replace(old, new)).splitlines() if " needs " in line]
    assert [line[line.index(".yaml") + 5 :] for line in lines] == [expected]


@pytest.mark.parametrize("name", ["params", "user", "users", "now"])
def test_a_name_that_means_something_else_is_taken(tmp_path: Path, name: str) -> None:
    broken = GOOD.replace("message:", f"let: {{{name}: user.email}}\nmessage:")
    for text in (broken, broken.replace("params:\n  max: {type: int, default: 3, meaning: The most}\n", "")):
        assert f"{name} is the name of something else already" in mistakes_of(tmp_path, text)


def test_a_mistake_in_one_file_does_not_hide_those_of_another(tmp_path: Path) -> None:
    (tmp_path / "two.yaml").write_text(GOOD.replace("high", "severe"))
    told = mistakes_of(tmp_path, GOOD.replace("table: users", "table: userz"))
    assert "userz" in told
    assert "two.yaml:2:11" in told


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"", "is empty"),
        (b"# nothing\n", "is empty"),
        (b"\xff\xfe", "is not UTF-8"),
        (b"- a\n- b\n", "must be keys with values"),
        (b"a: " + b"[" * 5000, "nested deeper"),
        (b"x" * (2 << 20), "1,048,576 bytes"),
        (b"a:\n\t- b\n", "is not YAML"),
        (b"<<: {a: b}\n", "a key is a plain word"),
        (f"{GOOD}---\n{GOOD}".encode(), "holds several documents, one is allowed"),
        (b"title: &name a\n", "anchors and aliases are not allowed"),
        (b"title: *name\n", "anchors and aliases are not allowed"),
    ],
)
def test_a_file_that_is_no_rule_is_refused(tmp_path: Path, content: bytes, expected: str) -> None:
    assert expected in mistakes_of(tmp_path, content)


def test_an_expression_that_is_too_long_is_refused_unread(tmp_path: Path) -> None:
    text = "user.claimStatus == 'managed'" + " || user.claimStatus == 'managed'" * 1000
    assert "an expression may have 20,000 characters" in mistakes_of(
        tmp_path, GOOD.replace("user.claimStatus == 'managed'", text)
    )


def test_deep_nesting_of_an_expression_is_refused(tmp_path: Path) -> None:
    text = "(" * 2000 + "true" + ")" * 2000
    assert "one.yaml:5" in mistakes_of(tmp_path, GOOD.replace("user.claimStatus == 'managed'", text))


def test_no_rules_are_no_success(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="holds no rule"):
        rulebook.load(tmp_path, tables.known_tables())
    with pytest.raises(UsageError, match="there is no rules folder"):
        rulebook.load(tmp_path / "none", tables.known_tables())


def test_a_parameter_can_be_set_from_outside(tmp_path: Path) -> None:
    (tmp_path / "one.yaml").write_text(GOOD.replace("user.claimStatus == 'managed'", "params.max == 7"))
    rule = rulebook.load(tmp_path, tables.known_tables(), overrides=rulebook.ParameterValues({"one": {"max": 7}}))[0]
    assert rule.plain.parameters["max"].value == 7
    assert "TRUE" in rule.require.sql


def test_what_one_rule_calls_a_parameter_another_may_call_one_of_another_type(tmp_path: Path) -> None:
    (tmp_path / "one.yaml").write_text(GOOD.replace("user.claimStatus == 'managed'", "params.max == 3"))
    words = GOOD.replace("type: int, default: 3", "type: string, default: managed")
    (tmp_path / "two.yaml").write_text(words.replace("'managed'", "params.max"))
    assert [rule.id for rule in rulebook.load(tmp_path, tables.known_tables())] == ["one", "two"]


def test_a_parameter_that_no_rule_has_is_a_mistake(tmp_path: Path) -> None:
    (tmp_path / "one.yaml").write_text(GOOD)
    with pytest.raises(RuleError, match="there is no such parameter"):
        rulebook.load(tmp_path, tables.known_tables(), overrides=rulebook.ParameterValues({"one": {"maximum": 7}}))


@pytest.mark.parametrize("hole", ["title", "severity", "table", "message", "why", "fix", "examples"])
def test_every_part_of_a_rule_is_needed(tmp_path: Path, hole: str) -> None:
    lines = GOOD.splitlines(keepends=True)
    end = len(lines) if hole == "examples" else None
    start = next(i for i, line in enumerate(lines) if line.startswith(f"{hole}:"))
    kept = lines[:start] + lines[end or start + 1 :]
    assert f"a rule needs {hole}" in mistakes_of(tmp_path, "".join(kept))
