"""The call that a rule names: what is wrong with one is told at its place, and those of bundled rules can be sent."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from orglint import rulebook, tables
from orglint.rulebook.rule import CompiledRule
from rulebook.test_mistakes import GOOD, mistakes_of
from support.bundled import load_bundled_rules
from support.specification import SPEC

REMOVE = "DELETE /v2/orgs/{orgId}/directories/{directoryId}/users/{accountId}"
WHOLE = f'remediation: {{operation: "{REMOVE}", path: {{directoryId: "-", accountId: user.accountId}}, effect: Gone.}}'
NAMED = [rule for rule in load_bundled_rules() if rule.plain.remediation]
DOCUMENT: dict[str, Any] = yaml.load((SPEC / "organizations.openapi.yaml").read_text("utf-8"), yaml.CSafeLoader)


def test_a_rule_may_name_the_call_that_clears_a_finding(tmp_path: Path) -> None:
    (tmp_path / "one.yaml").write_text(f"{GOOD}{WHOLE}\n")
    (rule,) = rulebook.load(tmp_path, tables.known_tables())
    assert rule.plain.remediation is not None
    assert rule.plain.remediation.path == {"directoryId": "-", "accountId": "user.accountId"}


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ('directoryId: "-", ', "", ":14:27: path does not say what {directoryId} is"),
        ("accountId: user", "groupId: x, accountId: user", "{groupId}"),
        ("user.accountId", "user.email", "{accountId} can be user.accountId, the key of the row, or -"),
        ("DELETE", "GET", "a method and a path that changes something"),
        ("/v2/orgs/{orgId}", "https://evil.example", "a method and a path that changes something"),
        (", effect: Gone.", "", "needs effect"),
        ("effect: Gone.", "effect: Gone., body: {role: a b}", "letters, digits and"),
        ("effect: Gone.", "effect: Gone., body: {role: 3}", "body"),
    ],
)
def test_a_mistake_in_it_is_told(tmp_path: Path, old: str, new: str, expected: str) -> None:
    assert old in WHOLE
    assert expected in mistakes_of(tmp_path, f"{GOOD}{WHOLE.replace(old, new)}\n")


def find_operation(rule: CompiledRule) -> dict[str, Any]:
    assert rule.plain.remediation
    method, path = rule.plain.remediation.operation.split()
    operation: dict[str, Any] = DOCUMENT["paths"][path][method.lower()]
    return operation


@pytest.mark.parametrize("rule", NAMED, ids=lambda rule: rule.id)
def test_the_specification_has_the_operation_and_takes_its_body(rule: CompiledRule) -> None:
    operation, remediation = find_operation(rule), rule.plain.remediation
    assert remediation
    assert not operation.get("deprecated")
    body = operation.get("requestBody")
    assert bool(body) == bool(remediation.body)
    if body:
        schema = body["content"]["application/json"]["schema"]
        whole = {**schema, "components": DOCUMENT["components"]}
        Draft202012Validator(whole).validate(dict(remediation.body))


def test_what_can_be_called_is_named_in_words_too() -> None:
    """Who reads only `fix` must not miss that one call does it: rules that remove or revoke say so."""
    assert len(NAMED) > 10
    for rule in NAMED:
        assert re.search(r"remove|delete|suspend|revoke|role", rule.plain.fix, re.IGNORECASE), rule.id
