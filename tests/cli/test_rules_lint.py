"""`orglint rules lint` warns of what compiles and is doubtful, each with its severity, which `--fail-on` compares."""

import json
import re
from pathlib import Path

import pytest

from cli.conftest import orglint
from reports.sarif_rules import oasis

RULE = """\
title: Nobody is left over
severity: low
table: users
where: WHERE
require: REQUIRE
message: "{user.email}"
why: Because.
fix: Do it.
controls: {soc2: [CC6.1]}
examples:
  pass: [{status: active, mfaEnabled: true, claimStatus: managed}]
  fail: [{status: active, mfaEnabled: false, claimStatus: unmanaged}]
  unknown: [{}]
  not-applicable: [{status: suspended}]
"""
_WARNING = re.compile(
    r"^(?P<place>.*?): (?:warning|note): (?P<text>.*) \[(?P<severity>\w+), (?P<code>[a-z-]+)\]$", re.MULTILINE
)


def written(where: str = "user.status == 'active'", require: str = "user.mfaEnabled") -> str:
    quoted = {"WHERE": where, "REQUIRE": require}
    return re.sub("WHERE|REQUIRE", lambda it: '"' + quoted[it[0]].replace('"', '\\"') + '"', RULE)


def linted(folder: Path, *words: str, **rules: str) -> tuple[int, list[tuple[str, str]]]:
    """Return how lint ends, and the place and code of each warning."""
    for name, text in rules.items():
        (folder / f"{name}.yaml").write_text(text)
    ended = orglint("rules", "lint", "--only-rules", str(folder), *words)
    found = [(it["place"].removeprefix(f"{folder}/"), it["code"]) for it in _WARNING.finditer(ended.stderr)]
    assert len(found) == len(re.findall(r"^\S", ended.stderr, re.MULTILINE)), ended.stderr
    return ended.returncode, found


def test_a_rule_without_anything_doubtful_is_not_warned_of(tmp_path: Path) -> None:
    assert linted(tmp_path, one=written()) == (0, [])


@pytest.mark.parametrize(
    ("where", "require", "expected"),
    [
        ("user.status == 'activ'", "user.mfaEnabled", [("one.yaml:4:24", "unlisted-value")]),
        (
            "user.status == 'active'",
            "'atlassian/org-admn' in user.platformRoles",
            [("one.yaml:5:11", "unlisted-value")],
        ),
        ("user.accountType == 'atlasian'", "user.mfaEnabled", [("one.yaml:4:29", "misspelt-value")]),
        (
            "user.status == 'active' && user.status == 'suspended'",
            "user.mfaEnabled",
            [("one.yaml:4:9", "never-applies")],
        ),
        (
            "user.claimStatus == 'managed'",
            "user.claimStatus == 'unmanaged'",
            [("one.yaml:5:11", "never-passes")],
        ),
        ("user.mfaEnabled", "user.mfaEnabled || user.emailVerified", [("one.yaml:5:11", "never-fails")]),
        ("user.mfaEnabled || 1 == 1", "user.emailVerified", [("one.yaml:4:30", "constant-part")]),
        ("user.mfaEnabled", "user.status == user.status && user.emailVerified", [("one.yaml:5:23", "constant-part")]),
    ],
)
def test_what_can_never_be_meant_is_warned_of_at_its_place(
    tmp_path: Path, where: str, require: str, expected: list[tuple[str, str]]
) -> None:
    code, found = linted(tmp_path, "--fail-on", "medium", one=written(where, require))
    assert (code, [it for it in found if it[1] != "untried-part"]) == (1, expected)


def test_a_value_that_the_organization_declares_is_a_known_one(tmp_path: Path) -> None:
    rule = written("user.status == 'paused'").replace("status: active", "status: paused")
    assert linted(tmp_path, one=rule)[0] == 1
    assert linted(tmp_path, "--known-value", "users.status=paused") == (0, [])


def test_a_value_of_an_example_that_no_snapshot_can_hold_is_warned_of(tmp_path: Path) -> None:
    rule = written().replace("not-applicable: [{status: suspended}]", "not-applicable: [{status: suspendet}]")
    assert linted(tmp_path, one=rule) == (1, [("one.yaml:14", "unlisted-value")])


def test_parts_without_which_every_example_is_the_same_are_warned_of(tmp_path: Path) -> None:
    rule = written("user.status == 'active' && user.claimStatus == 'managed'", "user.mfaEnabled || user.emailVerified")
    rule = rule.replace("unmanaged", "managed, emailVerified: false")
    assert linted(tmp_path, one=rule)[1] == [("one.yaml:4:36", "untried-part"), ("one.yaml:5:30", "untried-part")]
    tried = "not-applicable: [{status: active, claimStatus: unmanaged}, {status: suspended, claimStatus: managed}]"
    more = rule.replace("not-applicable: [{status: suspended}]", tried)
    more = more.replace("pass: [", "pass: [{status: active, claimStatus: managed, emailVerified: true}, ")
    assert linted(tmp_path, one=more) == (0, [])


def test_parts_inside_of_macros_over_tables_are_tried_too(tmp_path: Path) -> None:
    rule = written("true", "users.exists(u, u.mfaEnabled && u.emailVerified)").replace("users\n", "organization\n")
    rule = rule[: rule.index("message")] + 'message: "No"\n' + rule[rule.index("why") : rule.index("examples")]
    one = "{tables: {users: [{mfaEnabled: true, emailVerified: true}]}}"
    two = "{tables: {users: [{mfaEnabled: true, emailVerified: false}]}}"
    three = "{tables: {users: [{mfaEnabled: false, emailVerified: true}]}}"
    assert linted(tmp_path, one=f"{rule}examples: {{pass: [{one}], fail: [{two}], unknown: [{{}}]}}")[1] == [
        ("one.yaml:5:27", "untried-part")
    ]
    assert linted(tmp_path, one=f"{rule}examples: {{pass: [{one}], fail: [{two}, {three}], unknown: [{{}}]}}") == (
        0,
        [],
    )


def test_two_rules_that_say_the_same_are_warned_of(tmp_path: Path) -> None:
    one = written("user.status == 'active' && user.emailVerified", "user.mfaEnabled")
    two = written("  user.emailVerified && 'active' == user.status", "!(!user.mfaEnabled) && user.mfaEnabled")
    same = written("  user.emailVerified && 'active' == user.status", "user.mfaEnabled")
    assert ("two.yaml:5:11", "same-rule") not in linted(tmp_path, one=one, two=two)[1]
    assert ("two.yaml:5:11", "same-rule") in linted(tmp_path, one=one, two=same)[1]


def test_what_a_rule_lacks_is_a_note_that_fails_only_if_asked_for(tmp_path: Path) -> None:
    rule = written().replace("controls: {soc2: [CC6.1]}\n", "").replace("  unknown: [{}]\n", "")
    rule = rule.replace("  not-applicable: [{status: suspended}]\n", "")
    expected = [("one.yaml:1:1", "no-controls"), *[("one.yaml:10:3", "missing-example")] * 2]
    assert linted(tmp_path, one=rule) == (0, expected)
    assert linted(tmp_path, "--fail-on", "info")[0] == 1


def test_names_that_nothing_reads_are_warned_of(tmp_path: Path) -> None:
    rule = written() + "let: {unread: now}\nparams: {max: {type: int, default: 3, meaning: The most}}\n"
    assert linted(tmp_path, one=rule) == (1, [("one.yaml:15:15", "unused-name"), ("one.yaml:16:15", "unused-name")])


def test_a_guard_that_only_silences_is_warned_of_and_one_that_decides_is_not(tmp_path: Path) -> None:
    known = "user.emailDomain in settings.domains"
    said = "{settings: {domains: [a.example]}, emailDomain: a.example}"
    other = "{settings: {domains: [a.example]}, emailDomain: b.example}"
    head = written("has(settings.domains)", known)
    head = head[: head.index("examples")]
    silent = f"{head}examples: {{pass: [{said}], fail: [{other}], unknown: [{{settings: {{domains: []}}}}]}}"
    assert ("one.yaml:5:11", "guard-without-fallback") in linted(tmp_path, one=silent)[1]
    head = written("true", f"has(settings.domains) ? {known} : user.emailVerified").partition("examples")[0]
    useful = f"{head}examples: {{pass: [{said}, {{emailVerified: true}}], fail: [{other}], unknown: [{{}}]}}"
    assert linted(tmp_path, one=useful) == (0, [])


def test_a_setting_that_is_read_without_a_guard_is_told_as_what_the_rule_waits_for(tmp_path: Path) -> None:
    rule = written("true", "user.emailDomain in settings.domains").partition("examples")[0]
    said = "settings: {domains: [a.example]}"
    rule += f"examples: {{pass: [{{{said}, emailDomain: a.example}}], fail: [{{{said}, emailDomain: b.example}}]}}"
    (tmp_path / "one.yaml").write_text(rule)
    ended = orglint("rules", "lint", "--only-rules", str(tmp_path))
    assert ended.returncode == 0
    assert ended.stdout.startswith("without settings.domains these are not set up: one\nno mistakes, 1 note: ")


def test_warnings_as_json_say_what_the_terminal_says(tmp_path: Path) -> None:
    (tmp_path / "one.yaml").write_text(written("user.status == 'activ'"))
    ended = orglint("rules", "lint", "--only-rules", str(tmp_path), "--format", "json")
    told = json.loads(ended.stdout)
    assert (ended.returncode, ended.stderr) == (1, "")
    assert (told["exit_code"], told["rules"], told["examples"], told["mistakes"]) == (1, 1, 4, 0)
    (warning,) = told["warnings"]
    assert (warning["code"], warning["severity"], warning["rule"]) == ("unlisted-value", "high", "one")
    assert (warning["file"], warning["line"], warning["column"]) == (f"{tmp_path}/one.yaml", 4, 24)
    assert "did you mean 'active'?" in warning["text"]


def test_mistakes_are_told_in_every_format_and_end_with_two(tmp_path: Path) -> None:
    (tmp_path / "one.yaml").write_text(written("user.statis == 'active' && user.emial == ''"))
    for name in ("json", "sarif"):
        ended = orglint("rules", "lint", "--only-rules", ".", "--format", name, cwd=tmp_path)
        assert (ended.returncode, ended.stderr) == (2, "")
        told = json.loads(ended.stdout)
        found = told["warnings"] if name == "json" else told["runs"][0]["results"]
        assert len(found) == 2
        assert "user has no field statis" in json.dumps(found[0])


def test_sarif_points_at_lines_that_a_pull_request_shows(tmp_path: Path) -> None:
    (tmp_path / "a b").mkdir()
    text = written("user.status == 'activ'").replace("controls: {soc2: [CC6.1]}\n", "")
    (tmp_path / "a b" / "one.yaml").write_text(text)
    ended = orglint("rules", "lint", "--only-rules", "a b", "--format", "sarif", cwd=tmp_path)
    log = json.loads(ended.stdout)
    assert [error.message for error in oasis().iter_errors(log)] == []
    (run,) = log["runs"]
    places = [it["locations"][0]["physicalLocation"] for it in run["results"]]
    assert {it["artifactLocation"]["uri"] for it in places} == {"a%20b/one.yaml"}
    assert [it["region"]["startLine"] for it in places] == [1, 4]
    assert text.splitlines()[3][places[1]["region"]["startColumn"] - 1 :].startswith("'activ'")
    kinds = [run["tool"]["driver"]["rules"][it["ruleIndex"]] for it in run["results"]]
    assert [(it["id"], it["defaultConfiguration"]["level"]) for it in kinds] == [
        ("no-controls", "note"),
        ("unlisted-value", "error"),
    ]
    assert len({it["partialFingerprints"]["primaryLocationLineHash"] for it in run["results"]}) == 2
