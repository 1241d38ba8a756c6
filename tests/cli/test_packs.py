"""Packs of rules add up: `--rules`, `--no-bundled`, `--only-rules`, alike in every command that has rules."""

import json
from pathlib import Path

import pytest

from cli.conftest import orglint
from orglint import rulebook
from support import stores
from support.bundled import load_bundled_rules
from support.stores import sealed, user

BUNDLED = [rule.id for rule in load_bundled_rules()]


@pytest.fixture
def one(tmp_path: Path) -> str:
    return str(stores.rules(tmp_path / "one", active="high"))


@pytest.fixture
def two(tmp_path: Path) -> str:
    return str(stores.rules(tmp_path / "two", busy="low"))


def listed(*words: str) -> list[str]:
    ended = orglint("rules", "list", *words)
    assert (ended.returncode, ended.stderr) == (0, "")
    return sorted(line.split()[2] for line in ended.stdout.splitlines())


def test_folders_add_to_the_bundled_rules_however_many_there_are(one: str, two: str) -> None:
    assert listed("--rules", one) == sorted([*BUNDLED, "users/active"])
    assert listed("--rules", one, "--rules", two) == sorted([*BUNDLED, "users/active", "users/busy"])


def test_the_bundled_rules_can_be_left_out(one: str, two: str) -> None:
    assert listed("--rules", one, "--rules", two, "--no-bundled") == ["users/active", "users/busy"]


def test_a_folder_can_be_taken_alone(one: str, two: str) -> None:
    assert listed("--only-rules", one) == ["users/active"]
    assert listed("--only-rules", one, "--only-rules", two) == ["users/active", "users/busy"]


def test_a_folder_that_is_named_twice_is_there_once(one: str, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(one)
    assert listed("--only-rules", one, "--only-rules", str(tmp_path / "link")) == ["users/active"]
    assert listed("--rules", str(rulebook.find_bundled_rules())) == BUNDLED


@pytest.mark.parametrize("command", ["check", "snapshot", "rules list", "rules lint", "rules test"])
def test_two_rules_with_one_id_are_a_mistake_that_names_both(command: str, one: str, tmp_path: Path) -> None:
    copy = stores.rules(tmp_path / "copy", active="low")
    ended = orglint(*command.split(), "--rules", one, "--rules", str(copy))
    assert (ended.returncode, ended.stdout) == (2, "")
    assert ended.stderr == (
        f"orglint: {copy}/users/active.yaml: two rules have the id users/active: the other is {one}/users/active.yaml"
        "; rename one of them, or name it under replaces in the pack.yaml beside the one that counts, or leave the "
        "bundled rules out with --no-bundled\n"
    )


def test_a_copy_of_a_bundled_rule_is_a_mistake_beside_all_others(tmp_path: Path) -> None:
    (tmp_path / "admins").mkdir()
    (tmp_path / "admins/count.yaml").write_bytes((rulebook.find_bundled_rules() / "admins/count.yaml").read_bytes())
    (tmp_path / "broken.yaml").write_text("title: [")
    ended = orglint("check", "--rules", str(tmp_path))
    assert ended.returncode == 2
    assert f"{tmp_path}/admins/count.yaml: two rules have the id admins/count: the other is " in ended.stderr
    assert f"{rulebook.find_bundled_rules()}/admins/count.yaml" in ended.stderr
    assert f"{tmp_path}/broken.yaml:" in ended.stderr


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("--no-bundled", "--no-bundled leaves no rules"),
        ("--only-rules {one} --rules {one}", "--only-rules and --rules contradict each other"),
        ("--only-rules {one} --no-bundled", "--only-rules and --no-bundled contradict each other"),
    ],
)
@pytest.mark.parametrize("command", ["check", "snapshot", "rules list"])
def test_options_that_contradict_each_other_are_refused(command: str, words: str, said: str, one: str) -> None:
    ended = orglint(*command.split(), *words.format(one=one).split())
    assert (ended.returncode, ended.stdout) == (2, "")
    assert said in ended.stderr


def test_a_snapshot_is_planned_for_the_rules_that_check_would_judge(one: str) -> None:
    alone = orglint("snapshot", "--plan", "--only-rules", one).stdout
    assert "users/search" in alone
    assert "domains" not in alone
    assert orglint("snapshot", "--plan", "--rules", one, "--no-bundled").stdout == alone
    assert orglint("snapshot", "--plan", "--rules", one).stdout == orglint("snapshot", "--plan").stdout


def test_check_judges_all_of_them_and_every_report_says_where_they_come_from(
    store: Path, one: str, two: str, tmp_path: Path
) -> None:
    files = ("--format", f"json={tmp_path}/r.json", "--format", f"html={tmp_path}/r.html", "--format", "terminal")
    words = ("--store", str(store), "--rules", one, "--rules", two, "--profile", "strict")
    shown = " ".join(orglint("check", *words, *files).stdout.split())
    result = json.loads((tmp_path / "r.json").read_text())
    assert [rule["id"] for rule in result["rules"]] == sorted([*BUNDLED, "users/active", "users/busy"])
    options = ["--rules", one, "--rules", two]
    assert result["packs"] == {"bundled": True, "folders": [one, two], "options": options}
    told = f"the bundled rules, and those of the folders {one}, {two}"
    assert told.replace(" ", "") in shown.replace("│", "").replace(" ", "")
    assert told in (tmp_path / "r.html").read_text()


def test_rules_that_are_left_out_are_told(store: Path, one: str) -> None:
    shown = orglint("check", "--store", str(store), "--only-rules", one, COLUMNS="140").stdout
    assert "rules of the folder " in shown
    assert "alone, the bundled ones are left out" in shown


@pytest.mark.parametrize("words", ["--rules {one}", "--only-rules {one}", "--rules {one} --no-bundled"])
def test_what_to_do_next_names_the_same_rules(tmp_path: Path, one: str, words: str) -> None:
    rule = Path(one) / "users/active.yaml"
    rule.write_text(rule.read_text().replace("user.status ==", "user.groups.size() == 0 && user.status =="))
    sealed(tmp_path / "store", "org", [user("u1"), user("u2", status="suspended")])
    options = words.format(one=one)
    ended = orglint("check", "--store", str(tmp_path / "store"), *options.split(), COLUMNS="140")
    shown = "".join(ended.stdout.replace("│", "").split())
    for command in (f"orglint rules show users/active {options}", f"orglint snapshot --org org {options} asks for all"):
        assert command.replace(" ", "") in shown
    assert "users.groups" in ended.stdout.partition("\nNEXT")[2]


def test_a_hint_names_the_same_rules(one: str) -> None:
    told = orglint("check", "--rules", one, "--only", "zzz").stderr
    assert told.endswith(f"  orglint rules list --rules {one} shows them.\n")
