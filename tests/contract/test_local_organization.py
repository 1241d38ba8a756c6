"""Every operation of all documents, called through its client, against a local organization."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from contract.asking import FORMS, is_typed
from contract.conftest import GONE
from contract.world import World, world
from support.local import local
from support.specification import OPERATIONS


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    with local(tmp_path_factory.mktemp("local"), "--users", "500", "--seed", "3") as place:
        yield world(place)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("operation", [name for name in OPERATIONS if name not in GONE])
def test_an_operation_answers_as_its_type_says(here: World, operation: str, form: str) -> None:
    is_typed(operation, here.ask(operation, form))


def test_what_is_gone_is_exactly_what_answers_as_a_path_that_never_was(tmp_path: Path) -> None:
    with local(tmp_path / "local", "--users", "1") as place:
        headers = {"Authorization": f"Bearer {place.api_key}"}
        with httpx.Client(headers=headers) as client:
            found = {
                name: client.request(facts["method"], place.base_url + path(facts))
                for name, facts in OPERATIONS.items()
            }
            nowhere = client.get(f"{place.base_url}/v1/never-was")
    assert [name for name, answer in sorted(found.items()) if plain(answer) == plain(nowhere)] == GONE


def path(facts: dict[str, Any]) -> str:
    return re.sub(r"\{\w+\}", "1", facts["below"])


def plain(answer: httpx.Response) -> tuple[int, bytes]:
    return answer.status_code, answer.content
