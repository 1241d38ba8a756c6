"""`orglint.yaml` at the command line: options beat the environment, which beats the file, which beats the defaults."""

import json
import shutil
from collections.abc import Mapping
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any

import pytest

from cli.conftest import orglint, process
from orglint.documents.json_schema import SchemaValidator
from orglint.reports import FORMATS
from support.bundled import find_founding_rules


@pytest.fixture
def home(tmp_path: Path, snapshot: Path) -> Path:
    """Return a folder with a store in it, where commands run."""
    folder = tmp_path / "home"
    shutil.copytree(snapshot.parents[1], folder / "orglint-store")
    return folder


def settle(home: Path, text: str, *words: str, **variables: str) -> CompletedProcess[str]:
    """Write the settings, and run a command beside them; it checks by the founding rules if nothing names others."""
    (home / "orglint.yaml").write_text(text)
    if words[0] == "check" and "rules:" not in text and "--only-rules" not in words:
        words = (*words, "--only-rules", str(find_founding_rules()))
    return orglint(*words, cwd=home, **variables)


def result(home: Path, text: str, *words: str) -> dict[str, Any]:
    ended = settle(home, text, "check", "--max-age", "9999d", "--format", "json=out.json", *words)
    assert ended.returncode in {0, 1, 3}, ended.stderr
    found: dict[str, Any] = json.loads((home / "out.json").read_text())
    return found


def by_id(found: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    return {rule["id"]: rule for rule in found["rules"]}


def test_a_parameter_a_severity_and_an_owner_are_those_of_the_file(home: Path) -> None:
    text = "overrides: {accounts/dormant: {params: {max_days: 5}, severity: info, owner: it-ops}}"
    before, after = (by_id(result(home, it))["accounts/dormant"] for it in ("{}", text))
    assert (before["parameters"]["max_days"], before["severity"], before["owner"]) == (90, "medium", None)
    assert (after["parameters"]["max_days"], after["severity"], after["owner"]) == (5, "info", "it-ops")
    assert after["failed"] > before["failed"]
    assert after["sha256"] == before["sha256"]


def test_the_last_of_several_overrides_counts(home: Path) -> None:
    text = "overrides: {'accounts/*': {severity: low, owner: a}, accounts/dormant: {severity: high}, '*': {owner: b}}"
    found = by_id(result(home, text))
    assert (found["accounts/dormant"]["severity"], found["accounts/dormant"]["owner"]) == ("high", "b")
    assert found["accounts/stale-suspended"]["severity"] == "low"


def test_a_rule_that_is_off_is_named_in_every_report(home: Path) -> None:
    text = "overrides: {admins/count: {off: decided in SEC-12}, admins/managed-accounts: {off: decided in SEC-12}}"
    found = result(home, text, "--format", "html=out.html")
    assert {it["id"] for it in found["off"]} == {"admins/count", "admins/managed-accounts"}
    assert not {"admins/count", "admins/managed-accounts"} & by_id(found).keys()
    assert {(it["reason"], it["reason_code"]) for it in found["off"]} == {("decided in SEC-12 (orglint.yaml:1)", "off")}
    assert found["left_out"] == 0
    shown = settle(home, text, "check", "--max-age", "9999d").stdout
    assert "OFF · 2 rules that did not run" in shown
    assert "admins/count: decided in SEC-12 (orglint.yaml:1)" in shown
    page = (home / "out.html").read_text()
    assert "<code>admins/count</code> decided in SEC-12 (orglint.yaml:1)" in page


def test_a_run_in_which_every_rule_is_off_is_no_success(home: Path) -> None:
    ended = settle(home, "overrides: {'*': {off: too loud}}", "check", "--max-age", "9999d")
    assert ended.returncode == 2
    assert "orglint.yaml switches every rule off" in ended.stderr


def test_an_option_beats_the_environment_and_that_the_file(home: Path, tmp_path: Path) -> None:
    elsewhere = str(tmp_path / "elsewhere")
    for text, words, variables, store in (
        ("{}", (), {}, "orglint-store"),
        ("store: mine", (), {}, "mine"),
        ("store: mine", (), {"ORGLINT_STORE": "theirs"}, "theirs"),
        ("store: mine", ("--store", elsewhere), {"ORGLINT_STORE": "theirs"}, elsewhere),
    ):
        shown = settle(home, text, "check", "--max-age", "0s", "--org", "none", *words, **variables).stderr
        assert shown.startswith(f"orglint: {store} holds no snapshot of organization none")


def test_paths_are_relative_to_the_file_and_not_to_where_a_command_runs(home: Path) -> None:
    (home / ".git").mkdir()
    (home / "a").mkdir()
    (home / "orglint.yaml").write_text("formats: [json=out.json]\nmax_age: 9999d")
    ended = orglint("check", cwd=home / "a")
    assert ended.returncode in {0, 1}, ended.stderr
    assert json.loads((home / "out.json").read_text())["format"] == 1


def test_every_format_may_be_named_in_the_settings_and_replaces_its_own_file_the_next_time(home: Path) -> None:
    asked = [f"{name}={number}.{it.ending}" for number, (name, it) in enumerate(FORMATS.items())]
    text = f"formats: [{', '.join(asked)}]\nmax_age: 9999d"
    for _ in range(2):
        assert settle(home, text, "check").returncode in {0, 1}
    written = {it.name for it in home.iterdir() if it.is_file()} - {"orglint.yaml"}
    assert len(written) == sum(1 + len(it.beside) for it in FORMATS.values())
    (home / f"{list(FORMATS).index('csv')}.rules.csv").write_text("ours\n")
    ended = settle(home, text, "check")
    assert (ended.returncode, "rules.csv is there, and is no report" in ended.stderr) == (2, True)


def test_what_a_format_of_the_settings_cannot_hold_is_reported_in_the_others(home: Path) -> None:
    text = "formats: [json=out.json, prometheus=orglint.prom]\nmax_age: 9999d"
    assert settle(home, text, "check").returncode in {0, 1}
    before = {it.name: it.read_bytes() for it in home.iterdir() if it.is_file()}
    explained = settle(home, text, "check", "--explain", "accounts/dormant")
    assert "WHERE" in explained.stdout
    assert {it.name: it.read_bytes() for it in home.iterdir() if it.is_file()} == before
    many = settle(home, text, "check", "--across", "organizations")
    assert many.returncode in {0, 1}
    assert many.stderr.startswith("orglint: prometheus=")
    assert "orglint.prom of orglint.yaml is left out: it cannot hold many snapshots\n" in many.stderr
    assert "results" in json.loads((home / "out.json").read_text())
    assert (home / "orglint.prom").read_bytes() == before["orglint.prom"]
    asked = settle(home, text, "check", "--across", "organizations", "--format", "prometheus")
    assert (asked.returncode, "cannot hold many snapshots" in asked.stderr) == (2, True)


def test_fail_on_max_age_and_known_values_come_from_the_file(home: Path) -> None:
    text = (
        "fail_on: critical\nmax_age: 1s\nknown_values: {users.platformRoles: [atlassian/new]}\nformats: [json=out.json]"
    )
    ended = settle(home, text, "check", "--as-of", "2126-01-01T00:00:00Z")
    found = json.loads((home / "out.json").read_text())
    assert (ended.returncode, found["fail_on"]) == (3, "critical")
    assert found["known_values"] == {"users.platformRoles[]": ["atlassian/new"]}
    assert "older than the 1 second" in found["doubts"][0]


def test_packs_come_from_the_file_unless_an_option_names_some(home: Path) -> None:
    (home / "mine" / "own").mkdir(parents=True)
    shutil.copy(Path(__file__).parents[2] / "rules" / "accounts" / "dormant.yaml", home / "mine" / "own" / "used.yaml")
    assert "own/used" in settle(home, "rules: [bundled, ./mine]", "rules", "list").stdout
    alone = settle(home, "rules: [./mine]\noverrides: {own/used: {severity: info}}", "rules", "list").stdout
    assert (len(alone.splitlines()), alone.startswith("info")) == (1, True)
    other = settle(home, "rules: [./mine]\noverrides: {own/used: {severity: info}}", "rules", "list", "--rules", "mine")
    assert "admins/count" in other.stdout


MISTAKES = {
    "{accounts/dorment: {off: x}}": "1:31: no rule's id matches accounts/dorment; did you mean accounts/dormant?",
    "{accounts/dormant: {params: {max_day: 6}}}": "1:50: accounts/dormant has no parameter max_day; did you mean",
    "{accounts/dormant: {params: {max_days: many}}}": "1:51: params.max_days must be a whole number, it is",
    "{'accounts/dorm*': {params: {max_days: null}}}": "1:51: params.max_days must be a whole number, it is null",
}


@pytest.mark.parametrize("overrides", MISTAKES)
@pytest.mark.parametrize("command", ["check", "rules list", "config"])
def test_a_mistake_about_a_rule_is_told_before_anything_is_done(home: Path, overrides: str, command: str) -> None:
    ended = settle(home, f"overrides: {overrides}\nrules: [bundled]", *command.split())
    assert (ended.returncode, ended.stdout) == (2, "")
    assert f"orglint.yaml:{MISTAKES[overrides]}" in ended.stderr


@pytest.mark.parametrize(
    ("text", "key", "option"),
    [
        ("base_url: https://api.example/admin", "base_url", "--base-url"),
        ("proxy: http://user:word@proxy.example:3128", "proxy", "--proxy"),
        ("ca_file: ca.pem", "ca_file", "--ca-file"),
        ("key: file:/etc/passwd", "API key", "--api-key-file"),
        ("key: env:AWS_SECRET_ACCESS_KEY", "API key", "--api-key-from env:AWS_SECRET_ACCESS_KEY"),
        ("key: env:orglint_api_key", "API key", "--api-key-from"),
        ("key: env:ORGLINT_PROXY", "API key", "--api-key-from"),
        ("key: keyring:login/ann", "API key", "--api-key-from keyring:login/ann"),
        ("key: credential:database", "API key", "--api-key-from credential:database"),
        ("key: cmd:curl https://a.example", "API key", "--api-key-from 'cmd:curl https://a.example'"),
    ],
)
def test_a_file_alone_never_says_where_the_key_goes(home: Path, text: str, key: str, option: str) -> None:
    ended = settle(home, text, "snapshot", "--org", "one", ORGLINT_API_KEY="k" * 24)
    assert (ended.returncode, ended.stdout) == (2, "")
    assert "orglint.yaml:1" in ended.stderr
    assert key in ended.stderr
    assert option in ended.stderr
    assert "word" not in ended.stderr
    assert settle(home, text, "check", "--max-age", "9999d").returncode in {0, 1}  # it needs no key


def test_what_is_repeated_is_used(home: Path, organization: Mapping[str, Any]) -> None:
    text = f"base_url: {organization['base_url']}\norganization: {organization['org_id']}\nstore: new\n"
    text += "key: env:ORGLINT_API_KEY_ONE"
    ended = settle(
        home, text, "snapshot", "--base-url", organization["base_url"], ORGLINT_API_KEY_ONE=organization["api_key"]
    )
    assert ended.returncode == 0, ended.stderr
    assert len(list((home / "new" / "snapshots").iterdir())) == 1


def test_the_key_that_the_file_names_is_asked_for_by_its_name(home: Path) -> None:
    ended = settle(home, "key: env:ORGLINT_API_KEY_ACME", "snapshot", "--org", "one")
    assert (ended.returncode, "ORGLINT_API_KEY_ACME" in ended.stderr) == (2, True)


def snapshot_with(
    home: Path, organization: Mapping[str, Any], *words: str, stdin: str = "", **variables: str
) -> CompletedProcess[str]:
    where = ("--base-url", organization["base_url"], "--org", organization["org_id"], "--store", "new")
    run = ("snapshot", *where, "--only", "domains/*", *words)
    return process(*run, cwd=home, stdin=stdin, **variables) if stdin else orglint(*run, cwd=home, **variables)


def test_a_key_comes_from_each_of_its_places(home: Path, organization: Mapping[str, Any]) -> None:
    key = organization["api_key"]
    (home / "orglint-acme").write_text(f"{key}\n")
    (home / "orglint-acme").chmod(0o400)
    folder = {"CREDENTIALS_DIRECTORY": str(home)}
    assert snapshot_with(home, organization, "--api-key-from", f"cmd:echo {key}").returncode == 0
    assert snapshot_with(home, organization, "--api-key-from", "credential:orglint-acme", **folder).returncode == 0
    assert snapshot_with(home, organization, ORGLINT_API_KEY_FROM="file:orglint-acme").returncode == 0
    assert snapshot_with(home, organization, "--api-key-file", "-", stdin=key).returncode == 0
    (home / "orglint-acme").chmod(0o440)
    ended = snapshot_with(home, organization, "--api-key-from", "credential:orglint-acme", **folder)
    assert (ended.returncode, "others can read the API key" in ended.stderr) == (2, True)


def test_a_file_that_is_called_like_the_variable_is_read_all_the_same(
    home: Path, organization: Mapping[str, Any]
) -> None:
    (home / "ORGLINT_API_KEY").write_text(organization["api_key"])
    (home / "ORGLINT_API_KEY").chmod(0o400)
    for named in (("--api-key-file", "ORGLINT_API_KEY"), ("--api-key-from", "file:ORGLINT_API_KEY")):
        assert snapshot_with(home, organization, *named, ORGLINT_API_KEY="z" * 24).returncode == 0


def test_a_key_that_is_refused_is_called_by_where_it_comes_from(home: Path, organization: Mapping[str, Any]) -> None:
    ended = snapshot_with(home, organization, "--api-key-from", "env:OTHER", OTHER="k" * 24, ORGLINT_API_KEY="z" * 24)
    assert (ended.returncode, "Check that OTHER holds a key of this organization" in ended.stderr) == (4, True)
    ended = snapshot_with(home, organization, "--api-key-from", f"cmd:echo {'k' * 24}")
    assert "Check that the command echo holds a key of this organization" in ended.stderr
    assert "k" * 24 not in ended.stderr


@pytest.mark.parametrize("key", ["A" * 24, "vault:" + "A" * 24])
def test_a_key_where_its_place_should_be_is_not_repeated(home: Path, key: str) -> None:
    ended = orglint("snapshot", "--org", "one", "--api-key-from", key, cwd=home)
    assert (ended.returncode, "names no place of an API key" in ended.stderr) == (2, True)
    assert "A" * 24 not in ended.stdout + ended.stderr


def test_every_setting_is_shown_with_its_origin(home: Path) -> None:
    text = "store: mine\nfail_on: high\noverrides:\n  accounts/dormant: {params: {max_days: 30}, owner: it}\n"
    shown = settle(home, text, "config", ORGLINT_ORG="one", ORGLINT_PROXY="http://me:pw4711@p.example:1").stdout
    lines = [" ".join(line.split()) for line in shown.splitlines()]
    assert {"organization one ORGLINT_ORG", "store mine orglint.yaml:1", "fail_on high orglint.yaml:2"} <= {*lines}
    assert {"max_age 36h default", "proxy http://p.example:1 ORGLINT_PROXY"} <= {*lines}
    assert "accounts/dormant params.max_days = 30 orglint.yaml:4" in lines
    assert "pw4711" not in shown


def test_where_there_is_no_file_that_is_said(tmp_path: Path) -> None:
    assert orglint("config", cwd=tmp_path).stdout.startswith("settings: no orglint.yaml here")


@pytest.mark.parametrize("name", ["config", "waivers", "rule", "pack", "result"])
def test_a_schema_is_printed_and_is_one(name: str) -> None:
    schema = json.loads(orglint("schema", name).stdout)
    assert schema["$schema"].endswith("2020-12/schema")
    assert SchemaValidator(schema).find_first_misfit([]) is not None


def test_a_report_keeps_to_the_schema_that_is_printed(home: Path) -> None:
    schema = json.loads(orglint("schema", "result").stdout)
    found = result(home, "overrides: {'admins/*': {off: x, owner: y}, accounts/dormant: {owner: z}}")
    assert SchemaValidator(schema).find_first_misfit(found) is None


OURS = """\
title: Users are of our own domains
severity: low
table: users
require: user.emailDomain in settings.domains
message: "{user.email} is of another domain"
why: Strangers see what they should not.
fix: Remove them.
examples:
  pass: [{emailDomain: a.example, settings: {domains: [a.example]}}]
  fail: [{emailDomain: b.example, settings: {domains: [a.example]}}]
"""


@pytest.fixture
def ours(home: Path) -> str:
    """Return settings with a rule of one's own that needs to know the organization's domains."""
    (home / "mine").mkdir()
    (home / "mine" / "ours.yaml").write_text(OURS)
    return "rules: [bundled, ./mine]\n"


def test_a_rule_that_is_not_set_up_is_no_pass_and_told_in_every_report(home: Path, ours: str) -> None:
    found = result(home, ours, "--format", "html=out.html", "--only", "ours")
    rule = by_id(found)["ours"]
    assert (rule["outcome"], rule["reason_code"], rule["rows"]) == ("not-applicable", "not-set-up", 0)
    assert rule["reason"] == "not set up: settings.domains is not set"
    assert (found["totals"]["not_set_up"], found["exit_code"]) == (1, 3)  # nothing was decided
    assert "not set up: settings.domains is not set" in (home / "out.html").read_text()
    shown = settle(home, ours, "check", "--max-age", "9999d", "--only", "ours").stdout
    assert "NOT SET UP  1 rule: settings.domains is not set\n" in shown


def test_a_setting_that_is_set_decides_it(home: Path, ours: str) -> None:
    found = by_id(result(home, f"{ours}settings: {{domains: []}}", "--only", "ours"))["ours"]
    assert (found["outcome"], found["passed"], found["reason"]) == ("fail", 0, None)
    assert found["failed"] > 100


def test_a_setting_that_is_deleted_is_not_green_where_that_is_asked_for(home: Path, ours: str) -> None:
    for text, code in ((f"{ours}settings: {{domains: []}}", {0, 1}), (ours, {3})):
        ended = settle(home, text, "check", "--max-age", "9999d", "--require-set-up", "--only", "ours")
        assert ended.returncode in code, ended.stdout
    assert "1 rule not set up, which --require-set-up forbids: settings.domains not set" in ended.stdout


def test_a_setting_beats_the_default_of_a_parameter_and_an_override_beats_both(home: Path) -> None:
    for text, types in (
        ("{}", ["ip-allowlist"]),
        ("settings: {required_policies: [a]}", ["a"]),
        ("settings: {required_policies: [a]}\noverrides: {policies/required: {params: {types: [b]}}}", ["b"]),
    ):
        assert by_id(result(home, text))["policies/required"]["parameters"]["types"] == types


def test_what_is_not_set_up_is_shown_with_what_it_waits_for(home: Path, ours: str) -> None:
    shown = settle(home, f"{ours}settings: {{partners: [b.example]}}", "config").stdout
    lines = [" ".join(line.split()) for line in shown.splitlines()]
    assert "ours settings.domains" in lines
    assert any(line.startswith("settings.partners b.example orglint.yaml:2") for line in lines)
    assert any(line.startswith("settings.domains not set") for line in lines)


def test_a_mistake_in_a_setting_is_told_at_its_place(home: Path) -> None:
    ended = settle(home, "settings:\n  domain: [a]\n  sso: 3\n", "check")
    assert ended.returncode == 2
    assert "orglint.yaml:2:11: there is no setting domain; did you mean domains?" in ended.stderr
    assert "orglint.yaml:3:8: settings.sso must be true or false, it is 3" in ended.stderr


def test_an_option_sets_a_parameter_for_one_run(home: Path) -> None:
    text = "overrides: {accounts/dormant: {params: {max_days: 60}}}"
    words = ("--set", "accounts/dormant.max_days=7", "--set", "policies/required.types=[a, b]")
    found = by_id(result(home, text, *words))
    assert found["accounts/dormant"]["parameters"]["max_days"] == 7
    assert found["policies/required"]["parameters"]["types"] == ["a", "b"]


UNSET = {
    "accounts/dormant": "names no parameter and value",
    "accounts/dormant=7": "names no parameter and value",
    "accounts/dormant.max_days=many": "--set accounts/dormant.max_days: params.max_days must be a whole number",
    "accounts/dormant.max_day=7": "accounts/dormant has no parameter max_day; did you mean max_days?",
    "accounts/dormat.max_days=7": "there is no such rule",
    "accounts/dormant.max_days=[": "cannot be read",
    "accounts/dormant.max_days=": "cannot be read",
}


@pytest.mark.parametrize("given", UNSET)
def test_a_value_that_cannot_be_set_is_a_mistake(home: Path, given: str) -> None:
    ended = settle(home, "{}", "check", "--set", given)
    assert (ended.returncode, ended.stdout) == (2, "")
    assert UNSET[given] in ended.stderr
