from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from adversary import running, serving
from adversary.changes import Case
from adversary.packs import Packs
from adversary.serving import World


@pytest.fixture(scope="session")
def place() -> Iterator[tuple[World, str]]:
    with serving.serving() as found:
        yield found


@pytest.fixture(scope="session")
def packs(tmp_path_factory: pytest.TempPathFactory) -> Packs:
    return Packs(tmp_path_factory.mktemp("rules"))


@pytest.fixture
def attempt(place: tuple[World, str], packs: Packs, tmp_path: Path) -> Callable[[Case], running.Tried]:
    world, base = place

    def once(case: Case) -> running.Tried:
        world.tell(*case.answers(base))
        words = ("--only-rules", packs.of(case.rules))
        return running.attempt(base, tmp_path / "store", words, words)

    return once
