"""Rules are asked several at once; which are asked again, and how, where that is too much."""

from collections.abc import Sequence
from itertools import chain

import pytest

from orglint.engine.queries import EvaluationError, QueryMemoryError, QueryTimeoutError
from orglint.evaluate.judge.batches import SOUGHT, SOUGHT_ROWS, ask_in_batches, batch_by_findings, group_rules
from orglint.model.reasons import Reason, ReasonCode
from orglint.rulebook.rule import CompiledRule
from support.bundled import load_bundled_rules, load_founding_rules

ERRORS = [QueryTimeoutError("it is late"), QueryMemoryError(), EvaluationError("no")]


@pytest.fixture(scope="module")
def rules() -> Sequence[CompiledRule]:
    return load_founding_rules()


def asked(
    rules: Sequence[CompiledRule], guilty: CompiledRule, error: EvaluationError
) -> tuple[list[int], dict[str, str | Reason]]:
    """Return how many were asked at a time where the guilty one was among them, and the answers."""
    sizes: list[int] = []

    def answer(some: Sequence[CompiledRule]) -> Sequence[str]:
        if guilty in some:
            sizes.append(len(some))
            raise error
        return [rule.id for rule in some]

    return sizes, ask_in_batches([rules], answer)


@pytest.mark.parametrize("error", ERRORS)
def test_one_that_is_too_much_does_not_cost_the_others_their_answer(
    rules: Sequence[CompiledRule], error: Exception
) -> None:
    assert isinstance(error, EvaluationError)
    _, answers = asked(rules, rules[3], error)
    assert answers == {rule.id: rule.id for rule in rules} | {
        rules[3].id: Reason(ReasonCode.NOT_EVALUATED, said=str(error))
    }


def test_one_that_is_late_is_asked_twice_and_no_more(rules: Sequence[CompiledRule]) -> None:
    sizes, _ = asked(rules, rules[3], QueryTimeoutError("it is late"))
    assert sizes == [6, 1]


def test_one_that_needs_memory_is_looked_for_in_halves(rules: Sequence[CompiledRule]) -> None:
    sizes, _ = asked(rules, rules[0], QueryMemoryError())
    assert sizes == [6, 3, 2, 1]


def test_a_rule_that_asks_for_the_whole_of_a_large_table_is_judged_by_itself() -> None:
    rules = [rule for rule in load_bundled_rules() if rule.table == "users"]
    groups = [[rule.id for rule in group] for group in group_rules(rules, frozenset({"users"}))]
    alone = [["accounts/likely-duplicates"], ["accounts/one-per-address"]]
    assert sorted(group for group in groups if len(group) == 1) == alone
    assert sorted(chain(*groups)) == sorted(rule.id for rule in rules)
    assert len(group_rules(rules, frozenset())) == 1


def test_findings_are_sought_for_several_rules_as_long_as_there_are_not_many() -> None:
    rules = load_bundled_rules()[: SOUGHT + 2]
    few = dict.fromkeys([rule.id for rule in rules], 10)
    assert [len(batch) for batch in batch_by_findings(rules, few)] == [SOUGHT, 2]
    much = few | {rules[1].id: SOUGHT_ROWS + 1}
    assert [[rule.id for rule in batch] for batch in batch_by_findings(rules, much)] == [
        [rules[0].id],
        [rules[1].id],
        [rule.id for rule in rules[2:]],
    ]
