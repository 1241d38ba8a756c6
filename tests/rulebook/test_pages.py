"""The pages about the bundled rules are those that `orglint rules docs` writes, and no others."""

import re
from pathlib import Path

import pytest

from cli.conftest import orglint
from orglint.cli.choose import list_first, order_for_lists
from orglint.cli.output.rule_page import count_rules, render_index
from orglint.model.packs import Packs
from orglint.model.rule import Profile
from rulebook.test_mistakes import GOOD
from support.bundled import load_bundled_rules

ROOT = Path(__file__).parents[2]
PAGES = ROOT / "docs" / "rules"
FIRST = ("admins/managed-accounts", "accounts/stale-suspended", "policies/required")
TOLD = [ROOT / "README.md", ROOT / "rules" / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
WORDS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")


def read(folder: Path) -> dict[str, str]:
    return {str(page.relative_to(folder)): page.read_text("utf-8") for page in folder.rglob("*.md")}


def test_every_page_is_as_it_is_written(tmp_path: Path) -> None:
    ended = orglint("rules", "docs", str(tmp_path / "pages"), "--profile", "strict")
    assert (ended.returncode, ended.stderr) == (0, "")
    assert read(tmp_path / "pages") == read(PAGES), "run orglint rules docs docs/rules"


def test_a_page_says_which_scope_a_rule_needs_and_when_a_control_holds() -> None:
    page = (PAGES / "accounts" / "dormant.md").read_text("utf-8")
    assert "`read:directories:admin`" in page
    assert "5.3 (while `max_days` is at most 45 and `grace_days` is at most 45)" in page
    assert "waits for `settings.partners`" in (PAGES / "accounts" / "partners.md").read_text("utf-8")


def test_numbers_of_the_index_are_counted() -> None:
    rules = load_bundled_rules()
    profiles = [sum(rule.plain.profile == name for rule in rules) for name in ("essential", "recommended", "strict")]
    said = f"{len(rules)} rules in 6 families: {profiles[0]} essential, {profiles[1]} recommended, {profiles[2]} strict"
    assert said in render_index(rules)


def test_the_first_three_come_first_in_the_list_and_on_the_pages() -> None:
    assert list_first(Packs()) == FIRST
    listed = orglint("rules", "list").stdout.splitlines()
    assert tuple(line.split()[2] for line in listed[:3]) == FIRST
    assert sorted(line.split()[2] for line in listed) == [rule.id for rule in load_bundled_rules()]
    for page in (ROOT / "README.md", ROOT / "rules" / "README.md", PAGES / "README.md"):
        named = re.findall(r"^\| \[([a-z]+/[a-z-]+)\]", page.read_text("utf-8"), re.MULTILINE)
        assert tuple(named[:3]) == FIRST, page


def test_the_readme_has_the_first_rules_and_the_numbers_as_they_are_written() -> None:
    rules = load_bundled_rules()
    readme = (ROOT / "README.md").read_text("utf-8")
    assert count_rules(rules) in readme
    for rule in order_for_lists(rules, Packs())[:3]:
        plain = rule.plain
        row = f"| [{rule.id}](docs/rules/{rule.id}.md) | {plain.severity} | {plain.profile} | {plain.title} |"
        assert row in readme


def count(text: str) -> int:
    return int(text) if text.isdecimal() else WORDS.index(text.lower()) + 1


@pytest.mark.parametrize("page", TOLD, ids=lambda page: str(page.relative_to(ROOT)))
def test_a_number_of_rules_in_prose_is_one_that_is_counted(page: Path) -> None:
    """What `count_rules` says is compared above; in running text no other number of bundled rules may stand."""
    rules = load_bundled_rules()
    counted = {sum(rule.plain.profile is it for rule in rules) for it in Profile} | {len(rules)}
    counted |= {sum(it.includes(rule.plain.profile) for rule in rules) for it in Profile}
    counted |= {sum(rule.plain.attest for rule in rules), sum(bool(rule.plain.remediation) for rule in rules)}
    prose = re.sub(r"```.*?```|`[^`]*`", "", page.read_text("utf-8"), flags=re.DOTALL)
    pattern = rf"\b(\d+|{'|'.join(WORDS)}) (?:bundled |essential |recommended |strict )?rules\b"
    told = [count(it) for it in re.findall(pattern, prose, re.IGNORECASE)]
    assert [it for it in told if it > 3 and it not in counted] == []


def test_an_id_that_a_pack_names_first_and_does_not_have_is_a_mistake(tmp_path: Path) -> None:
    (tmp_path / "one.yaml").write_text(GOOD)
    (tmp_path / "pack.yaml").write_text("name: mine\nversion: 1.0.0\nfirst: [one, oen]\n")
    ended = orglint("rules", "list", "--only-rules", str(tmp_path))
    assert ended.returncode == 2
    assert "pack.yaml:3:14: names oen first, and has no rule of that id; did you mean one?" in ended.stderr


def test_rules_that_a_pack_names_first_come_before_others_by_their_ids(tmp_path: Path) -> None:
    for name in "abcd":
        (tmp_path / f"{name}.yaml").write_text(GOOD)
    (tmp_path / "pack.yaml").write_text("name: mine\nversion: 1.0.0\nfirst: [d, b]\n")
    ended = orglint("rules", "list", "--only-rules", str(tmp_path))
    assert [line.split()[2] for line in ended.stdout.splitlines()] == ["d", "b", "a", "c"]
