"""`orglint rules export` copies bundled rules into a pack that replaces them, and changes nothing else."""

import json
from pathlib import Path

import pytest

from cli.conftest import orglint
from orglint import rulebook

BUNDLED = rulebook.find_bundled_rules()


def test_exported_rules_are_copies_that_count_in_place_of_the_bundled_ones(tmp_path: Path) -> None:
    ended = orglint("rules", "export", "ours", "domains/*", "admins/count", cwd=tmp_path)
    assert (ended.returncode, ended.stderr) == (0, "")
    for identity in ("domains/verified", "admins/count"):
        assert (tmp_path / f"ours/{identity}.yaml").read_bytes() == (BUNDLED / f"{identity}.yaml").read_bytes()
    changed = tmp_path / "ours/domains/verified.yaml"
    changed.write_text(changed.read_text().replace("severity: high", "severity: info"))
    listed = orglint("rules", "list", "--rules", "ours", cwd=tmp_path)
    assert (listed.returncode, listed.stderr) == (0, "")
    (line,) = [it for it in listed.stdout.splitlines() if "domains/verified" in it]
    assert line.startswith("info ")
    told = json.loads(orglint("rules", "diff", "bundled", "bundled+ours", "--format", "json", cwd=tmp_path).stdout)
    assert [(it["id"], it["members"]) for it in told["rules"]] == [
        ("domains/verified", [{"name": "severity", "before": "high", "after": "info"}])
    ]
    told = json.loads(orglint("rules", "diff", "bundled", "ours", "--format", "json", cwd=tmp_path).stdout)
    assert {it["change"] for it in told["rules"] if it["id"] != "domains/verified"} == {"removed"}


def test_a_pack_that_is_there_keeps_its_comments_and_what_it_says(tmp_path: Path) -> None:
    (tmp_path / "rules").mkdir()
    pack = "name: ours   # by us\nversion: 2.0.0\n# what counts here\nreplaces:\n  - admins/count # since May\n"
    (tmp_path / "rules/pack.yaml").write_text(pack)
    assert orglint("rules", "export", "rules", "admins/count", "domains/verified", cwd=tmp_path).returncode == 0
    assert (tmp_path / "rules/pack.yaml").read_text() == f'{pack}  - "domains/verified"\n'
    assert orglint("rules", "lint", "--rules", "rules", "--only", "domains/*", cwd=tmp_path).returncode == 0


def test_without_a_rule_all_are_copied(tmp_path: Path) -> None:
    assert orglint("rules", "export", "1 Pack!", cwd=tmp_path).returncode == 0
    assert rulebook.list_ids([tmp_path / "1 Pack!"]) == rulebook.list_ids([BUNDLED])
    assert "name: own\n" in (tmp_path / "1 Pack!/pack.yaml").read_text()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("ours", "admins/cuont"), "no bundled rule is called admins/cuont; did you mean admins/count?"),
        (("ours", "admins/count"), "there is ours/admins/count.yaml already"),
    ],
)
def test_what_cannot_be_exported_changes_nothing(tmp_path: Path, words: tuple[str, ...], said: str) -> None:
    (tmp_path / "ours/admins").mkdir(parents=True)
    (tmp_path / "ours/admins/count.yaml").write_text("mine")
    ended = orglint("rules", "export", *words, cwd=tmp_path)
    assert (ended.returncode, ended.stdout, said in ended.stderr) == (2, "", True), ended.stderr
    assert [it.read_text() for it in tmp_path.rglob("*.yaml")] == ["mine"]
