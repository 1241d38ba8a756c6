"""What a rule says that its findings show: what is shown is read, and told as its column is."""

from pathlib import Path

from orglint import rulebook, tables
from orglint.model.rule import Rule, ShownColumn
from rulebook.test_mistakes import GOOD


def load_rule(folder: Path, more: str) -> Rule:
    (folder / "one.yaml").write_text(GOOD.replace("why:", f"{more}why:"))
    return rulebook.load(folder, tables.known_tables())[0].plain


def test_without_show_findings_show_what_decides(tmp_path: Path) -> None:
    rule = load_rule(tmp_path, "let: {domain: user.emailDomain}\n")
    assert [column.name for column in rule.columns] == ["user.claimStatus", "user.platformRoles", "domain"]
    assert rule.variable == "user"


def test_what_is_shown_stands_in_its_order_with_label_and_kind(tmp_path: Path) -> None:
    rule = load_rule(tmp_path, "show: [lastActive, platformRoles, old]\nlet: {old: now - user.addedToOrg}\n")
    assert rule.columns == (
        ShownColumn("user.lastActive", "last active", "time", "never"),
        ShownColumn("user.platformRoles", "platform roles", "list", "none"),
        ShownColumn("old", "old", "duration", "none"),
    )


def test_what_is_shown_is_read(tmp_path: Path) -> None:
    added = load_rule(tmp_path, "show: [lastActive, old]\nlet: {old: now - user.addedToOrg}\n").reads
    assert added - load_rule(tmp_path, "").reads == {("users", "lastActive"), ("users", "addedToOrg")}


def test_a_name_of_let_comes_before_a_column(tmp_path: Path) -> None:
    rule = load_rule(tmp_path, "show: [name]\nlet: {name: size(user.platformRoles)}\n")
    assert rule.columns == (ShownColumn("name", "name", "number", "none"),)
