"""Rules are asked several at once; which are asked again, and how, where that is too much."""

from collections.abc import Sequence

import pytest

from orglint.engine.queries import EvaluationError, QueryMemoryError, QueryTimeoutError
from orglint.evaluate.judge.outcome_counts import ask_in_batches
from orglint.model.reasons import Reason, ReasonCode
from orglint.rulebook.rule import CompiledRule
from support.bundled import load_founding_rules

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

    return sizes, ask_in_batches(rules, len(rules), answer)


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
