"""The list of mutations fits the code: a text that is no longer there would be a mutation that nobody tries."""

import pytest

from mutations.listing import find_problem, read_mutations

MUTATIONS = read_mutations()


@pytest.mark.parametrize("room", sorted({mutation.room for mutation in MUTATIONS}))
def test_every_mutation_changes_one_place_of_the_code(room: str) -> None:
    problems = {it.name: find_problem(it) for it in MUTATIONS if it.room == room}
    assert {name: problem for name, problem in problems.items() if problem} == {}


def test_every_mutation_has_a_name_of_its_own() -> None:
    assert len({mutation.title for mutation in MUTATIONS}) == len(MUTATIONS)
