"""Profiles decide which bundled rules run, and every report says what they leave out."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
import yaml

from cli.conftest import orglint
from orglint import rulebook
from orglint.cli import choose
from orglint.cli.selection import Selection
from orglint.model.rule import Profile
from support import stores
from support.stores import sealed, user

ORDER = ["essential", "recommended", "strict"]
BUNDLED = {
    path.relative_to(rulebook.find_bundled_rules()).with_suffix("").as_posix(): yaml.load(
        path.read_text(), yaml.CSafeLoader
    )
    for path in rulebook.find_bundled_rules().rglob("*.yaml")
    if path.name != "pack.yaml"
}


def beyond(profile: str) -> list[str]:
    """Return, read off the files, the bundled rules that are in a later profile."""
    return sorted(
        name for name, said in BUNDLED.items() if ORDER.index(said.get("profile", "recommended")) > ORDER.index(profile)
    )


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with a store, and a pack of one's own whose rule is strict."""
    home = tmp_path_factory.mktemp("home")
    sealed(home / "orglint-store", "org", [user("u1"), user("u2", status="suspended")])
    rule = stores.rules(home, active="high") / "users/active.yaml"
    rule.write_text(f"profile: strict\n{rule.read_text()}")
    return home


def check(home: Path, *words: str) -> str:
    files = ("--format", "json=r.json", "--format", "html=r.html", "--format", "terminal")
    ended = orglint("check", "--max-age", "9999d", *files, *words, cwd=home, COLUMNS="200")
    assert ended.returncode in {1, 3}, ended.stderr
    return " ".join(ended.stdout.replace("│", " ").split())


@pytest.mark.parametrize("profile", ORDER)
def test_a_profile_leaves_out_bundled_rules_alone_and_every_report_says_so(home: Path, profile: str) -> None:
    shown = check(home, "--profile", profile, "--rules", "rules")
    found, out = json.loads((home / "r.json").read_text()), beyond(profile)
    assert [it["id"] for it in found["rules"]] == sorted({*BUNDLED, "users/active"} - {*out})
    assert (found["choice"]["profile"], found["choice"]["beyond_profile"]) == (profile, out)
    assert (found["totals"]["beyond_profile"], found["left_out"]) == (len(out), 0)
    for report in (shown, (home / "r.html").read_text()):
        assert (f"{len(out)} more not in profile {profile}" in report) == bool(out)


def test_the_usual_profile_is_recommended_and_the_file_may_name_another(home: Path, tmp_path: Path) -> None:
    check(home)
    assert json.loads((home / "r.json").read_text())["choice"] == {
        "profile": "recommended",
        "beyond_profile": beyond("recommended"),
        "options": [],
        "replaced": [],
        "renamed": {},
    }
    (tmp_path / "orglint.yaml").write_text("profile: essential\n")
    listed = orglint("rules", "list", cwd=tmp_path).stdout
    assert listed.count("(not in profile essential)") == len(beyond("essential")) > 0
    assert "not in profile" not in orglint("rules", "list", "--profile", "strict", cwd=tmp_path).stdout
    said = [line.split() for line in orglint("config", cwd=tmp_path).stdout.splitlines()]
    assert ["profile", "essential", "orglint.yaml:1"] in said


def test_an_overview_says_what_the_profile_leaves_out(home: Path) -> None:
    store = str(home / "orglint-store")
    shown = orglint("check", store, "--across", "history", "--profile", "essential", COLUMNS="200").stdout
    assert f"Rules that did not run: {len(beyond('essential'))} more not in profile essential." in shown


def test_a_rule_that_is_off_is_not_counted_as_left_out_by_the_profile(home: Path, tmp_path: Path) -> None:
    (tmp_path / "orglint.yaml").write_text("overrides: {accounts/dormant: {off: not here}}\n")
    words = ("--config", str(tmp_path / "orglint.yaml"), "--store", "orglint-store")
    check(home, "--profile", "essential", *words)
    found = json.loads((home / "r.json").read_text())
    assert [it["id"] for it in found["off"]] == ["accounts/dormant"]
    assert found["choice"]["beyond_profile"] == [it for it in beyond("essential") if it != "accounts/dormant"]


@pytest.mark.parametrize("command", ["check", "snapshot --plan"])
def test_a_pattern_that_no_running_rule_matches_is_refused_with_the_profile_that_has_it(
    home: Path, command: str
) -> None:
    ended = orglint(*command.split(), "--profile", "essential", "--only", "accounts/dormant", cwd=home)
    assert (ended.returncode, ended.stdout) == (2, "")
    assert "accounts/dormant is in profile recommended: --profile recommended uses it." in ended.stderr


def test_a_waiver_is_not_written_for_a_rule_that_did_not_run(home: Path) -> None:
    said = ("--reason", "x", "--owner", "y", "--file", "new.yaml")
    ended = orglint("waivers", "accept", "accounts/dormant", "--profile", "essential", *said, cwd=home)
    assert (ended.returncode, (home / "new.yaml").exists()) == (2, False)
    assert "accounts/dormant is in profile recommended" in ended.stderr


def test_a_snapshot_asks_for_what_the_rules_of_the_profile_read(tmp_path: Path) -> None:
    for name in beyond("essential"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / f"{name}.yaml").write_text((rulebook.find_bundled_rules() / f"{name}.yaml").read_text())
    skipped = [word for name in beyond("essential") for word in ("--skip", name)]
    fewer = orglint("snapshot", "--plan", "--profile", "essential").stdout
    assert fewer == orglint("snapshot", "--plan", "--profile", "strict", *skipped).stdout
    assert fewer != orglint("snapshot", "--plan", "--only-rules", str(tmp_path)).stdout


def test_what_to_do_next_repeats_what_chose_the_rules(home: Path) -> None:
    words = "--profile essential --only 'domains/*' --only users/active --skip 'admins/*'"
    options = ("--profile", "essential", "--only", "domains/*", "--only", "users/active", "--skip", "admins/*")
    shown = check(home, "--rules", "rules", *options)
    assert f"orglint snapshot --org org --rules rules {words} asks for all that the rules read" in shown


def test_what_to_do_next_names_the_settings_that_were_named(home: Path) -> None:
    (home / "other.yaml").write_text("profile: essential\n")
    words = ("--config", "other.yaml", "--store", "orglint-store", "--rules", "rules")
    assert "orglint snapshot --org org --config other.yaml --rules rules asks for all" in check(home, *words)


def test_lint_and_test_look_at_every_rule_unless_a_profile_is_asked_for() -> None:
    essential = Selection(profile=Profile.ESSENTIAL)
    assert {rule.id for rule in choose.choose_trials(essential)} == {*BUNDLED}
    asked = choose.choose_trials(replace(essential, profile_named=True))
    assert {rule.id for rule in asked} == {*BUNDLED} - {*beyond("essential")}
