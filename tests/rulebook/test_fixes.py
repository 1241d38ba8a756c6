"""What a rule tells people to do can be done: each operation that a fix names is one that the API has."""

import re

import pytest
import yaml

from orglint.rulebook.rule import CompiledRule
from support.bundled import FOUNDING, load_bundled_rules
from support.specification import SPEC

OPERATION = re.compile(r"\b(GET|POST|PUT|PATCH|DELETE)\s+(/v\d/[\w/{}-]+)")
RULES = load_bundled_rules()


@pytest.fixture(scope="module")
def operations() -> dict[tuple[str, str], bool]:
    """Return each operation of the specification, and whether it has ended or will."""
    document = yaml.load((SPEC / "organizations.openapi.yaml").read_text("utf-8"), yaml.CSafeLoader)
    return {
        (method.upper(), path): operation.get("deprecated", False)
        for path, item in document["paths"].items()
        for method, operation in item.items()
        if isinstance(operation, dict)
    }


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_what_a_fix_names_is_there_and_will_be(rule: CompiledRule, operations: dict[tuple[str, str], bool]) -> None:
    for named in OPERATION.findall(rule.plain.fix):
        assert operations.get(named) is False, named


def test_many_fixes_name_an_operation_and_others_say_where_to_go() -> None:
    with_one = {rule.id for rule in RULES if OPERATION.search(rule.plain.fix)}
    elsewhere = re.compile(r"Administration|orglint\.yaml|profile|parameter|wait")
    guided = {rule.id for rule in RULES if elsewhere.search(rule.plain.fix)}
    assert len(with_one) > 30
    assert {rule.id for rule in RULES} - with_one - guided <= set(FOUNDING)
