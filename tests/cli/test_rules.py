"""`orglint rules`: examples that set parameters, and what a wrong name gets."""

from pathlib import Path

import pytest

from cli.conftest import orglint

RULE = """\
title: Names are short
severity: low
table: users
require: user.name.size() <= params.max
params: {max: {type: int, default: 3, meaning: The most letters}}
message: "{user.name} has more than {params.max}"
why: Because.
fix: Do it.
controls: {soc2: [CC6.1]}
examples:
  pass: [{name: abc}, {name: abcd, params: {max: 4}}]
  fail: [{name: abcd}]
  unknown: [{params: {max: 4}}]
"""


README = (Path(__file__).parents[2] / "rules" / "README.md").read_text("utf-8")


def test_the_first_rule_of_the_readme_does_what_the_readme_says(tmp_path: Path) -> None:
    (tmp_path / "address.yaml").write_text(README.partition("```yaml\n")[2].partition("```")[0])
    for command in ("lint", "test"):
        ended = orglint("rules", command, "--only-rules", str(tmp_path))
        assert (ended.returncode, ended.stderr) == (0, "")
        assert f"rules {command} --only-rules my-rules\n{ended.stdout}" in README


def folder(tmp_path: Path, old: str = "", new: str = "") -> str:
    (tmp_path / "names.yaml").write_text(RULE.replace(old, new))
    return str(tmp_path)


@pytest.mark.parametrize(
    ("said", "profile"), [("", "recommended"), ("profile: essential\n", "essential"), ("profile: strict\n", "strict")]
)
def test_list_and_show_tell_the_profile_of_a_rule(tmp_path: Path, said: str, profile: str) -> None:
    packs = ("--only-rules", folder(tmp_path, "table: users\n", f"{said}table: users\n"))
    assert orglint("rules", "list", *packs).stdout.split() == ["low", profile, "names", "Names", "are", "short"]
    assert f"severity low, profile {profile}, about users, from" in orglint("rules", "show", "names", *packs).stdout


def test_a_profile_that_there_is_not_is_a_mistake_at_its_place(tmp_path: Path) -> None:
    ended = orglint(
        "rules", "list", "--only-rules", folder(tmp_path, "table: users\n", "profile: strikt\ntable: users\n")
    )
    assert ended.returncode == 2
    assert "names.yaml:3:10: profile " in ended.stderr


def test_examples_that_set_parameters_are_judged_with_them(tmp_path: Path) -> None:
    ended = orglint("rules", "test", "--only-rules", folder(tmp_path))
    assert (ended.returncode, ended.stderr) == (0, "")
    assert ended.stdout == "4 of 4 examples in 1 rule come out as stated\n"


def test_an_example_whose_parameter_changes_nothing_is_told(tmp_path: Path) -> None:
    ended = orglint("rules", "test", "--only-rules", folder(tmp_path, "{max: 4}}]\n  fail", "{max: 3}}]\n  fail"))
    assert ended.returncode == 2
    assert ended.stderr == f"{tmp_path}/names.yaml:11: names: this example should be pass, it is fail\n"
    assert ended.stdout == "3 of 4 examples in 1 rule come out as stated\n"


def test_lint_counts_examples_with_parameters_and_misses_no_kind_of_them(tmp_path: Path) -> None:
    ended = orglint("rules", "lint", "--only-rules", folder(tmp_path))
    assert (ended.returncode, ended.stdout, ended.stderr) == (0, "no mistakes: 1 rule with 4 examples\n", "")


def test_lint_says_where_no_example_has_missing_data(tmp_path: Path) -> None:
    ended = orglint("rules", "lint", "--only-rules", folder(tmp_path, "  unknown: [{params: {max: 4}}]\n", ""))
    assert ended.returncode == 0
    text = "no example shows what happens when data is missing: add one under unknown"
    assert f"names.yaml:11:3: note: {text}" in ended.stderr


def test_lint_tells_every_mistake_in_examples(tmp_path: Path) -> None:
    ended = orglint(
        "rules", "lint", "--only-rules", folder(tmp_path, "[{name: abcd}]", "[{nam: abcd}, {params: {mix: 4}}]")
    )
    assert (ended.returncode, ended.stdout) == (2, "")
    place = f"{tmp_path}/names.yaml"
    assert ended.stderr == (
        f"orglint: {place}:12:16: users has no column nam; did you mean name?\n"
        f"{place}:12:38: there is no parameter mix; did you mean max?\n"
    )


def test_lint_tells_what_goes_wrong_only_with_the_parameters_of_an_example(tmp_path: Path) -> None:
    ended = orglint(
        "rules", "lint", "--only-rules", folder(tmp_path, "params.max\nparams", "12 / (params.max - 4)\nparams")
    )
    assert (ended.returncode, ended.stdout) == (2, "")
    assert "names.yaml:4:" in ended.stderr
    assert "(with the params of the example in line 11)" in ended.stderr


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("show", "dormant"), "there is no rule dormant\n  Did you mean accounts/dormant? orglint rules list"),
        (("show", "acounts/dormant"), "Did you mean accounts/dormant? "),
        (("show", "admins"), "Did you mean admins/approved or admins/approved-list or"),
        (("list", "--only", "dormant"), "no rule's id matches dormant\n  Did you mean accounts/dormant?"),
        (("list", "--skip", "admins"), "Did you mean admins/approved or admins/approved-list or"),
        (("list", "--only", "zzz"), "no rule's id matches zzz\n  orglint rules list shows them."),
    ],
)
def test_a_rule_that_is_not_there_gets_the_nearest(words: tuple[str, ...], said: str) -> None:
    ended = orglint("rules", *words)
    assert (ended.returncode, ended.stdout) == (2, "")
    assert said in ended.stderr


def test_a_file_in_the_place_of_a_folder_of_rules_is_told_what_to_name(tmp_path: Path) -> None:
    file = Path(folder(tmp_path)) / "names.yaml"
    ended = orglint("rules", "lint", "--only-rules", str(file))
    assert (ended.returncode, ended.stdout) == (2, "")
    assert ended.stderr == (
        f"orglint: nothing was checked: {file} is a file, and rules are read from a folder\n"
        f"  Name its folder with --rules {tmp_path}, and the rule with --only names.\n"
    )
    assert orglint("rules", "lint", "--only-rules", str(tmp_path), "--only", "names").returncode == 0


def test_a_rule_is_shown_with_its_message_and_its_parameters_as_they_are_written(tmp_path: Path) -> None:
    shown = orglint("rules", "show", "names", "--only-rules", folder(tmp_path)).stdout
    assert "message    {user.name} has more than {params.max}\n" in shown
    assert "params.max (int) = 3: The most letters\n" in shown


def test_no_sentence_of_the_list_of_commands_is_cut_short() -> None:
    assert "..." not in orglint("rules", "--help").stdout.partition("Commands:")[2]


def test_a_column_that_an_example_leaves_out_is_named_as_the_reason(tmp_path: Path) -> None:
    ended = orglint("rules", "test", "--only-rules", folder(tmp_path, "fail: [{name: abcd}]", "fail: [{}]"))
    assert ended.returncode == 2
    assert ended.stderr == (
        f"{tmp_path}/names.yaml:12: names: this example should be fail, it is unknown "
        "(user.name is unknown: it is left out)\n"
    )


def test_a_rule_is_shown_within_the_width_of_the_terminal() -> None:
    for width in (60, 100):
        page = orglint("rules", "show", "accounts/dormant", COLUMNS=str(width)).stdout
        assert "An account that nobody uses is an account" in " ".join(page.split())
        whole = ("://", ".yaml", "{orgId}")  # what is copied is not broken
        assert max(len(line) for line in page.splitlines() if not any(it in line for it in whole)) <= width


def test_programs_get_one_rule_a_line() -> None:
    lines = orglint("rules", "list", COLUMNS="40").stdout.splitlines()
    assert len(lines) == len({line.split()[2] for line in lines})
