"""Several organizations in one `orglint.yaml`: what each says is its own, and nothing is taken from another."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any

import pytest

from cli.conftest import orglint
from rulebook.test_attested import RULE
from support import stores
from support.stores import sealed, user

ACME, BETA = "a1b2c3", "d4e5f6"
SETTINGS = f"""\
organizations:
  acme: {{id: {ACME}, key: env:ORGLINT_API_KEY_ACME, fail_on: high}}
  beta:
    id: {BETA}
    overrides: {{users/second: {{off: Only in acme}}}}
    waivers: beta.yaml
    max_age: 9999d
rules: [rules]
max_age: 9998d
overrides: {{users/active: {{severity: low}}, users/second: {{owner: it-ops}}}}
"""


def day(ahead: int) -> str:
    return f"{datetime.now(UTC) + timedelta(days=ahead):%Y-%m-%d}"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    stores.rules(tmp_path, active="high", second="low")
    for organization in (ACME, BETA):
        sealed(tmp_path / "orglint-store", organization, [user("u1", status="suspended"), user("u2")])
    (tmp_path / "orglint.yaml").write_text(SETTINGS)
    (tmp_path / "beta.yaml").write_text("{}")
    return tmp_path


def check(home: Path, *words: str, **variables: str) -> tuple[int, dict[str, Any]]:
    ended = orglint("check", "--format", "json=r.json", *words, cwd=home, **variables)
    assert ended.returncode in {0, 1, 3}, ended.stderr
    return ended.returncode, json.loads((home / "r.json").read_text())


def refused(home: Path, *words: str, **variables: str) -> CompletedProcess[str]:
    ended = orglint(*words, cwd=home, **variables)
    assert (ended.returncode, ended.stdout) == (2, "")
    return ended


def test_each_is_judged_by_what_it_says_itself(home: Path) -> None:
    code, acme = check(home, "--org", "acme")
    assert (code, acme["organization"], acme["fail_on"], acme["outcome"]) == (0, ACME, "high", "pass")
    assert {it["id"]: (it["severity"], it["owner"]) for it in acme["rules"]} == {
        "users/active": ("low", None),
        "users/second": ("low", "it-ops"),
    }
    code, beta = check(home, "--org", "beta")
    assert (code, beta["organization"], beta["fail_on"], beta["outcome"]) == (1, BETA, "low", "fail")
    assert [it["id"] for it in beta["rules"]] == ["users/active"]
    assert [(it["id"], it["reason"]) for it in beta["off"]] == [("users/second", "Only in acme (orglint.yaml:5)")]


@pytest.mark.parametrize("order", [("--org", BETA), ("--org", "beta", "--config", "orglint.yaml")])
def test_one_is_chosen_by_its_name_or_its_id_wherever_that_stands(home: Path, order: tuple[str, ...]) -> None:
    assert check(home, *order)[1]["organization"] == BETA
    assert check(home, "--config", "orglint.yaml", ORGLINT_ORG="beta")[1]["organization"] == BETA


def test_without_a_choice_nothing_is_done(home: Path) -> None:
    for command in ("check", "snapshot", "waivers accept --reason r --owner o"):
        ended = refused(home, *command.split())
        assert "orglint.yaml speaks of several organizations" in ended.stderr
        assert "--org: acme, beta" in ended.stderr
    one = SETTINGS.replace("  beta:", "  gamma:").partition("  gamma:")[0] + "rules: [rules]\nmax_age: 9998d\n"
    (home / "orglint.yaml").write_text(one)
    assert check(home)[1]["organization"] == ACME


def test_one_that_is_not_there_is_told_with_the_nearest(home: Path) -> None:
    assert "has no organization acm; did you mean acme?" in refused(home, "check", "--org", "acm").stderr
    assert "has no organization another" in refused(home, "check", ORGLINT_ORG="another").stderr


def test_config_shows_what_is_said_of_one_and_where(home: Path) -> None:
    shown = orglint("config", "--org", "beta", cwd=home).stdout
    lines = {" ".join(line.split()) for line in shown.splitlines()}
    assert {f"organization {BETA} orglint.yaml:4", "max_age 9999d orglint.yaml:7"} <= lines
    assert {f"acme {ACME} orglint.yaml:2", f"beta {BETA} orglint.yaml:4"} <= lines
    assert "users/second off: Only in acme orglint.yaml:5" in lines
    assert "known_values none default" in lines
    lines = {" ".join(line.split()) for line in orglint("config", cwd=home).stdout.splitlines()}
    assert {"organization not set default", "max_age 9998d orglint.yaml:9"} <= lines


def test_config_says_which_rules_wait_for_a_statement_about_one(home: Path) -> None:
    (home / "rules" / "tried.yaml").write_text(RULE)
    lines = [" ".join(line.split()) for line in orglint("config", "--org", "beta", cwd=home).stdout.splitlines()]
    assert "tried a statement in the waiver file" in lines
    (home / "beta.yaml").write_text(
        f"attestations:\n  tried: {{holds: true, statement: s, owner: o, on: {day(0)}, until: {day(9)}}}\n"
    )
    assert "a statement in the waiver file" not in orglint("config", "--org", "beta", cwd=home).stdout
    assert "a statement in the waiver file" in orglint("config", "--org", "acme", cwd=home).stdout


def test_a_waiver_names_one_and_excuses_nobody_elsewhere(home: Path) -> None:
    said = ("--reason", "A move", "--owner", "it-ops")
    assert orglint("waivers", "accept", *said, "--org", "beta", cwd=home).returncode == 0
    text = (home / "beta.yaml").read_text()
    assert text.count('organization: "beta"') == text.count("rule:") == 1
    assert check(home, "--org", "beta")[1]["outcome"] == "waived"
    code, acme = check(home, "--org", "acme", "--waivers", "beta.yaml", "--fail-on", "low")
    assert (code, [it["state"] for it in acme["waivers"]]) == (1, ["elsewhere"])
    assert acme["waivers"][0]["organization"] == BETA
    assert "u1" in orglint("waivers", "list", "beta.yaml", "--org", "beta", cwd=home).stdout
    assert orglint("waivers", "list", "beta.yaml", "--org", "acme", cwd=home).stdout == ""
    (home / "beta.yaml").write_text(text.replace('"beta"', '"bata"'))
    assert "there is no organization bata; did you mean beta?" in refused(home, "check", "--org", "beta").stderr


def test_its_own_key_is_asked_for_even_beside_the_usual_one(home: Path) -> None:
    ended = refused(home, "snapshot", "--org", "acme", ORGLINT_API_KEY="k" * 24)
    assert "environment variable ORGLINT_API_KEY_ACME" in ended.stderr
    for key in ("env:GITHUB_TOKEN", "cmd:helper", "keyring:login/ann"):
        (home / "orglint.yaml").write_text(SETTINGS.replace("env:ORGLINT_API_KEY_ACME", key))
        assert "orglint.yaml:2 names" in refused(home, "snapshot", "--org", "acme", GITHUB_TOKEN="k" * 24).stderr


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("  acme:", "  all:", "2:3: organizations must be named with lower case letters"),
        ("  acme:", "  Acme:", "named with lower case letters"),
        ("  acme:", "  9f1b2c34-0d7e-4f5a-8b6c-1a2b3c4d5e6f:", "and not as an id"),
        ("  acme:", f"  {BETA}:", f"2:11: {BETA} is the id of another organization"),
        (f"id: {ACME}", f"id: {BETA.upper()}", "4:9: beta has the id of acme"),
        (f"id: {ACME}, ", "", "2:9: organizations.acme needs id"),
        ("fail_on: high", "base_url: https://a.example", "there is no key base_url"),
        ("waivers: beta.yaml", "waivers: ../beta.yaml", "6:14: ../beta.yaml is not below the folder"),
        ("waivers: beta.yaml", "store: /tmp/store", "6:12: /tmp/store is not below the folder"),
        ("rules: [rules]", f"rules: [rules]\norganization: {ACME}", "9:15: organization does not go with"),
        ("env:ORGLINT_API_KEY_ACME", "SECRET-SECRET-SECRET", "organizations.acme.key must be env:NAME"),
        ("{off: Only in acme}", "{off: Only in acme, params: {n: 1}}", "5:63: users/second has no parameter n"),
        ("users/second: {off", "users/secund: {off", "no rule's id matches users/secund"),
    ],
)
def test_a_mistake_is_told_at_its_place(home: Path, old: str, new: str, said: str) -> None:
    broken = SETTINGS.replace(old, new)
    assert broken != SETTINGS
    (home / "orglint.yaml").write_text(broken)
    ended = refused(home, "check", "--org", "beta")
    assert said in ended.stderr
    assert "SECRET-SECRET" not in ended.stderr
