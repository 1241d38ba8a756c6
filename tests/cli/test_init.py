"""`orglint init`: what it writes is right at once, is never written over, and lives through the first weeks."""

import json
import shutil
from collections.abc import Mapping
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from cli.conftest import orglint
from orglint import rulebook
from support import stores
from support.bundled import FOUNDING
from support.stores import sealed, user

CHECKED = {
    "orglint.yaml": "config",
    "waivers.yaml": "waivers",
    "rules/pack.yaml": "pack",
    "rules/accounts/own-domains.yaml": "rule",
}
OTHERS = [
    word
    for identity in rulebook.list_ids([rulebook.find_bundled_rules()])
    for word in ("--skip", identity)
    if identity not in FOUNDING
]
"""What leaves out the bundled rules that the story is not about."""
FILES = {*CHECKED, ".gitignore", *(f".schemas/{name}.json" for name in CHECKED.values())}


@pytest.fixture
def begun(tmp_path: Path) -> Path:
    ended = orglint("init", cwd=tmp_path)
    assert (ended.returncode, ended.stderr) == (0, "")
    return tmp_path


def content(folder: Path) -> dict[str, str]:
    return {str(it.relative_to(folder)): it.read_text() for it in folder.rglob("*") if it.is_file()}


def test_it_writes_a_repository_and_says_what_comes_next(tmp_path: Path) -> None:
    ended = orglint("init", "ours", cwd=tmp_path)
    assert content(tmp_path / "ours").keys() == FILES
    assert [line.split()[0] for line in ended.stdout.splitlines()[:9]] == ["written"] * 9
    assert "cd ours && orglint config" in ended.stdout


@pytest.mark.parametrize("command", ["rules lint --only *own*", "rules test --only *own*", "waivers check", "config"])
def test_what_it_writes_is_right(begun: Path, command: str) -> None:
    ended = orglint(*command.split(), cwd=begun)
    assert (ended.returncode, ended.stderr) == (0, "")


def test_run_twice_it_changes_nothing(begun: Path) -> None:
    (begun / "orglint.yaml").write_text("fail_on: high\n")
    (begun / "rules" / "pack.yaml").unlink()
    before = content(begun)
    ended = orglint("init", cwd=begun)
    after = content(begun)
    assert {name: after[name] for name in before} == before
    assert after.keys() - before.keys() == {"rules/pack.yaml"}
    assert ended.stdout.count("kept ") == 8


class PlainLoader(yaml.SafeLoader):
    """Reads YAML as orglint and editors do: a day is text."""


PlainLoader.yaml_implicit_resolvers = {
    letter: [it for it in resolvers if it[0] != "tag:yaml.org,2002:timestamp"]
    for letter, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def find_schema(file: Path) -> dict[str, Any]:
    """Return the schema that the first line of a file names, as an editor finds it."""
    start, _, named = file.read_text().splitlines()[0].partition("=")
    assert start == "# yaml-language-server: $schema"
    assert not Path(named).is_absolute()
    found: dict[str, Any] = json.loads((file.parent / named).read_text())
    return found


def test_every_file_names_its_schema_for_editors_and_keeps_to_it(begun: Path) -> None:
    (begun / "waivers.yaml").unlink()
    sealed(begun / ".orglint", "org", [user("u1", status="suspended")])
    ours = str(stores.rules(begun / "ours", active="high"))
    for words in (
        ("rules", "new", "a/b", "--table", "users"),
        ("rules", "export", "copied", "admins/count"),
        ("waivers", "accept", "--reason", "x", "--owner", "y", "--only-rules", ours),
    ):
        ended = orglint(*words, cwd=begun)
        assert ended.returncode == 0, ended.stderr
    for name, kind in {**CHECKED, "rules/a/b.yaml": "rule", "copied/pack.yaml": "pack"}.items():
        schema = find_schema(begun / name)
        assert schema == json.loads(orglint("schema", kind).stdout)
        data = yaml.load((begun / name).read_text(), PlainLoader)
        assert [it.message for it in Draft202012Validator(schema).iter_errors(data)] == []


def test_where_there_is_no_schema_no_file_names_one(tmp_path: Path) -> None:
    (tmp_path / ".schemas").mkdir()
    (tmp_path / ".schemas" / "rule.json").write_text("{}")
    (tmp_path / "below").mkdir()
    assert orglint("rules", "new", "a/b", "--table", "users", cwd=tmp_path / "below").returncode == 0
    assert "yaml-language-server" not in (tmp_path / "below/rules/a/b.yaml").read_text()


def test_where_nothing_can_be_written_that_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    ended = orglint("init", "file/below", cwd=tmp_path)
    assert ended.returncode == 5
    assert "could not be written" in ended.stderr


def test_the_store_is_not_committed(begun: Path) -> None:
    assert ".orglint/" in (begun / ".gitignore").read_text().splitlines()


class Story:
    """A repository that somebody begins with, beside a snapshot of an organization."""

    def __init__(self, folder: Path, snapshot: Path) -> None:
        self.folder = folder
        shutil.copytree(snapshot, folder / ".orglint" / "snapshots" / snapshot.name)

    def change(self, before: str, after: str) -> None:
        file = self.folder / "orglint.yaml"
        text = file.read_text()
        assert before in text
        file.write_text(text.replace(before, after))

    def run(self, *words: str) -> CompletedProcess[str]:
        return orglint(*words, cwd=self.folder)

    def check(self, *words: str) -> tuple[int, dict[str, dict[str, Any]], dict[str, Any]]:
        """Return the exit code, the rules by their ids, and the whole result."""
        ended = self.run("check", "--max-age", "9999d", "--format", "json=result.json", *OTHERS, *words)
        found: dict[str, Any] = json.loads((self.folder / "result.json").read_text())
        return ended.returncode, {rule["id"]: rule for rule in found["rules"]}, found


def keys(rule: Mapping[str, Any], outcome: str) -> set[str]:
    return {it["key"] for it in rule["findings"] if it["outcome"] == outcome}


def test_a_repository_lives_through_its_first_weeks(begun: Path, snapshot: Path) -> None:
    story = Story(begun, snapshot)

    # a rule that waits for a setting is no pass, and green is not said of it where that is asked for
    _, rules, found = story.check()
    assert rules["accounts/own-domains"]["reason_code"] == "not-set-up"
    assert found["totals"]["not_set_up"] == 1
    assert story.check("--require-set-up")[0] == 3

    # a misspelt setting is refused, with the nearest name and its place
    story.change("  # domains: [acme.example] ", "  domain: [acme.example]    ")
    ended = story.run("check", "--max-age", "9999d")
    assert (ended.returncode, "there is no setting domain; did you mean domains?" in ended.stderr) == (2, True)

    # set, it decides
    story.change("  domain: [acme.example]", "  domains: [acme.example]")
    _, rules, _ = story.check("--require-set-up")
    own = rules["accounts/own-domains"]
    assert own["failed"] > 0

    # rules are tuned, and one is off: every report says so
    tuned = "  accounts/own-domains: {severity: low, owner: it-ops}\n"
    story.change("# overrides:\n", f"overrides:\n  'domains/*': {{off: decided in SEC-12}}\n{tuned}")
    _, rules, found = story.check()
    assert {(it["id"].partition("/")[0], it["reason_code"]) for it in found["off"]} == {("domains", "off")}
    assert "domains/verified" in {it["id"] for it in found["off"]}
    assert (rules["accounts/own-domains"]["severity"], rules["accounts/own-domains"]["owner"]) == ("low", "it-ops")

    # findings are excused for a time: the waived ones stay in the report, and no other is
    chosen = sorted(keys(own, "fail"))[:3]
    about = "rule: accounts/own-domains, reason: known, owner: it-ops, until: 2027-06-30"
    excused = "".join(f"  - {{{about}, subject: '{key}'}}\n" for key in chosen)
    (begun / "waivers.yaml").write_text(f"waivers:\n{excused}")
    as_of = ("--as-of", "2026-12-01T00:00:00Z")
    _, rules, _ = story.check(*as_of)
    after = rules["accounts/own-domains"]
    assert (keys(after, "waived"), keys(after, "fail")) == (set(chosen), keys(own, "fail") - set(chosen))

    # on the day after its end a waiver excuses nothing
    assert keys(story.check("--as-of", "2027-07-01T00:00:00Z")[1]["accounts/own-domains"], "fail") == keys(own, "fail")

    # a pull request tries to send the key elsewhere
    story.change("fail_on: low", "base_url: https://elsewhere.example\nfail_on: low")
    ended = orglint("snapshot", "--org", "one", cwd=begun, ORGLINT_API_KEY="k" * 30)
    assert (ended.returncode, "could send the API key elsewhere" in ended.stderr) == (2, True)
