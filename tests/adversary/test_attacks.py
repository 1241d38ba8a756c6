from collections.abc import Callable

import pytest

from adversary.cases import bodies, counts, pages, parts, same_key, times, values
from adversary.changes import Case
from adversary.judging import complaints
from adversary.running import Tried
from support.searching import every_fifth

EVERY = [case for module in (values, same_key, parts, pages, counts, times, bodies) for case in module.CASES]


@pytest.mark.parametrize("case", every_fifth(EVERY), ids=lambda case: case.name)
def test_what_an_answer_holds_never_turns_into_a_pass_that_is_not_true(
    case: Case, attempt: Callable[[Case], Tried]
) -> None:
    assert complaints(case, attempt(case)) == []


def test_a_case_is_named_once() -> None:
    names = [case.name for case in EVERY]
    assert sorted(set(names)) == sorted(names)
