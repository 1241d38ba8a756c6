"""A pack is for some versions of orglint, and may be pinned: what does not fit is refused before anything is done."""

import subprocess
from pathlib import Path

import pytest
import yaml

from cli.conftest import orglint
from orglint import rulebook
from orglint.rulebook.requirement import explain_misfit
from support import stores


@pytest.fixture
def home(tmp_path: Path) -> Path:
    pack = stores.rules(tmp_path, active="high", busy="low")
    (pack / "pack.yaml").write_text("name: ours\nversion: 1.2.3\n")
    (pack / "README.md").write_text("no rule")
    return tmp_path


def pin(home: Path, digest: str, *others: str) -> None:
    said = {"rules": [*others, {"pack": "./rules", "sha256": digest}]}
    (home / "orglint.yaml").write_text(yaml.safe_dump(said, default_flow_style=True, width=1000))


def test_the_digest_is_that_of_what_sha256sum_prints(home: Path) -> None:
    names = ["pack.yaml", "users/active.yaml", "users/busy.yaml"]
    printed = subprocess.run(["sha256sum", *names], cwd=home / "rules", capture_output=True, check=True)
    summed = subprocess.run(["sha256sum"], input=printed.stdout, capture_output=True, check=True)
    assert rulebook.digest_pack(home / "rules") == summed.stdout.decode().split()[0]


@pytest.mark.parametrize("command", ["check", "snapshot --plan", "rules list", "rules lint", "rules test", "config"])
def test_a_pack_that_is_not_the_pinned_one_is_refused_with_both_digests(home: Path, command: str) -> None:
    before = rulebook.digest_pack(home / "rules")
    pin(home, before)
    rule = home / "rules/users/active.yaml"
    rule.write_text(rule.read_text().replace("user.status == 'active'", "true"))
    ended = orglint(*command.split(), cwd=home)
    assert (ended.returncode, ended.stdout) == (2, "")
    assert "orglint.yaml:1:10: the pack ./rules is not the pinned one" in ended.stderr
    assert f"its sha256 is {rulebook.digest_pack(home / 'rules')}, and not {before}" in ended.stderr


CHANGES = {
    "another rule": lambda pack: (pack / "users/new.yaml").write_text((pack / "users/busy.yaml").read_text()),
    "a rule less": lambda pack: (pack / "users/busy.yaml").unlink(),
    "a rule moved": lambda pack: (pack / "users/busy.yaml").rename(pack / "users/lazy.yaml"),
    "two rules changed places": lambda pack: _swap(pack / "users/busy.yaml", pack / "users/active.yaml"),
    "another pack.yaml": lambda pack: (pack / "pack.yaml").write_text("name: ours\nversion: 1.2.4\n"),
    "no pack.yaml": lambda pack: (pack / "pack.yaml").unlink(),
}


def _swap(one: Path, other: Path) -> None:
    texts = one.read_text(), other.read_text()
    one.write_text(texts[1])
    other.write_text(texts[0])


@pytest.mark.parametrize("change", CHANGES)
def test_whatever_decides_an_outcome_changes_the_digest(home: Path, change: str) -> None:
    before = rulebook.digest_pack(home / "rules")
    CHANGES[change](home / "rules")
    assert rulebook.digest_pack(home / "rules") != before


def test_what_is_no_rule_does_not_change_it_and_the_pinned_pack_is_used(home: Path) -> None:
    pin(home, rulebook.digest_pack(home / "rules"), "bundled")
    (home / "rules/README.md").write_text("words")
    ended = orglint("rules", "list", cwd=home)
    assert (ended.returncode, "users/busy" in ended.stdout, "admins/count" in ended.stdout) == (0, True, True)
    (home / "elsewhere").symlink_to("rules")
    (home / "rules/users/busy.yaml").unlink()
    assert orglint("rules", "list", "--rules", "elsewhere", cwd=home).returncode == 2  # the same folder, by an option
    assert (
        orglint("rules", "list", "--no-bundled", "--rules", str(rulebook.find_bundled_rules()), cwd=home).returncode
        == 0
    )


def test_the_digests_are_shown(home: Path) -> None:
    pin(home, rulebook.digest_pack(home / "rules"), "bundled")
    lines = [line.split() for line in orglint("config", cwd=home).stdout.splitlines()]
    assert ["ours", "1.2.3", "rules", rulebook.digest_pack(home / "rules")] in lines
    assert any(
        line[:1] == ["bundled"] and line[-1:] == [rulebook.digest_pack(rulebook.find_bundled_rules())] for line in lines
    )
    assert ["rules", "bundled,", "./rules", "(pinned)", "orglint.yaml:1"] in lines


@pytest.mark.parametrize(
    ("item", "said"),
    [
        ("{pack: ./rules}", "sha256"),
        ("{sha256: " + "a" * 64 + "}", "pack"),
        ("{pack: ./rules, sha256: abc}", "a SHA-256 of 64 digits and small letters"),
        ("{pack: ./rules, sha256: " + "A" * 64 + "}", "a SHA-256 of 64 digits and small letters"),
        ("{pack: ./rules, sha: " + "a" * 64 + "}", "did you mean sha256?"),
        ("{pack: ../rules, sha256: " + "a" * 64 + "}", "is not below the folder of this file"),
        ("{pack: [], sha256: " + "a" * 64 + "}", "pack"),
        ("7", "orglint.yaml:1:"),
        ("[./rules]", "orglint.yaml:1:"),
        ("null", "orglint.yaml:1:"),
    ],
)
def test_a_pin_that_is_none_is_a_mistake_at_its_place(home: Path, item: str, said: str) -> None:
    (home / "orglint.yaml").write_text(f"rules: [{item}]\n")
    ended = orglint("rules", "list", cwd=home)
    assert (ended.returncode, ended.stdout) == (2, "")
    assert "orglint.yaml:1:" in ended.stderr
    assert said in ended.stderr


@pytest.mark.parametrize(
    ("requires", "version", "fits"),
    [
        (">=0.1,<1", "0.1.0", True),
        (">=0.2", "0.1.0", False),
        ("~=0.1", "0.9.9", True),
        ("!=0.1.0", "0.1.0", False),
        (">=0.1", "0.2.0rc1", True),
        ("==0.1.*", "0.1.7", True),
        ("0.1.0", "0.1.0", False),
        ("", "0.1.0", False),
        (" , ", "0.1.0", False),
        (">=one", "0.1.0", False),
    ],
)
def test_a_version_fits_or_it_is_said_why_not(requires: str, version: str, *, fits: bool) -> None:
    assert (explain_misfit(requires, version) == "") == fits


@pytest.mark.parametrize(
    ("requires", "said"),
    [
        ("'>=7'", "pack.yaml:3:12: requires orglint >=7, and this is 0.1.0"),
        ("'>=0.1, nope'", "pack.yaml:3:12: requires is no version of orglint such as >=0.1,<1: >=0.1, nope"),
        ("0.1", "pack.yaml:3:11: "),
        ("[]", "pack.yaml:3:11: "),
    ],
)
def test_a_pack_for_another_orglint_is_refused(home: Path, requires: str, said: str) -> None:
    (home / "rules/pack.yaml").write_text(f"name: ours\nversion: 1.2.3\nrequires: {requires}\n")
    ended = orglint("check", "--rules", "rules", cwd=home)
    assert (ended.returncode, ended.stdout) == (2, "")
    assert said in ended.stderr
    (home / "rules/pack.yaml").write_text("name: ours\nversion: 1.2.3\nrequires: '>=0.1,<2'\n")
    assert orglint("rules", "list", "--rules", "rules", cwd=home).returncode == 0
