"""The digest of what an organization sets for itself."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from orglint.evaluate.distribute.digests import digest_settings
from orglint.evaluate.distribute.judging import Judging
from orglint.model.packs import Packs
from orglint.model.result import OffRule
from orglint.model.rule import Severity
from orglint.rulebook.rule import CompiledRule
from support.bundled import load_bundled_rules

RULES = load_bundled_rules()
SETTINGS = {"domains": ["a.example"], "partners": []}
JUDGING = Judging(RULES, 0, Severity.LOW, datetime(2026, 1, 1, tzinfo=UTC), None, None, settings=SETTINGS)


def with_severity(rule: CompiledRule, severity: Severity) -> CompiledRule:
    return replace(rule, plain=replace(rule.plain, severity=severity))


CHANGES = {
    "settings": {"settings": {"domains": ["b.example"], "partners": []}},
    "a severity": {"rules": [with_severity(RULES[0], Severity.INFO), *RULES[1:]]},
    "off": {"off": (OffRule("a/b", None),)},
    "known": {"known": {("users", "status"): ("odd",)}},
    "fail_on": {"fail_on": Severity.HIGH},
}


@pytest.mark.parametrize("name", CHANGES)
def test_whatever_decides_outcomes_changes_the_digest(name: str) -> None:
    assert digest_settings(replace(JUDGING, **CHANGES[name])) != digest_settings(JUDGING)  # type: ignore[arg-type]


def test_a_parameter_changes_the_digest() -> None:
    rule = next(it for it in RULES if it.plain.parameters)
    name, parameter = next(iter(rule.plain.parameters.items()))
    changed = replace(
        rule, plain=replace(rule.plain, parameters={**rule.plain.parameters, name: replace(parameter, value="other")})
    )
    rules = [changed if it is rule else it for it in RULES]
    assert digest_settings(replace(JUDGING, rules=rules)) != digest_settings(JUDGING)


def test_the_order_in_which_things_are_written_does_not_count() -> None:
    settings = dict(reversed(SETTINGS.items()))
    again = replace(JUDGING, settings=settings, rules=tuple(reversed(RULES)), packs=Packs(("x",)))
    assert digest_settings(again) == digest_settings(JUDGING)
