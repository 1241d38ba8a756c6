"""The pages about the bundled rules are those that `orglint rules docs` writes, and no others."""

from pathlib import Path

from cli.conftest import orglint
from orglint.cli.output.rule_page import render_index
from support.bundled import load_bundled_rules

PAGES = Path(__file__).parents[2] / "docs" / "rules"


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
