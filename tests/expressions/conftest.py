"""What several tests of expressions share."""

from collections.abc import Iterator

import pytest

from orglint.evaluate import expression as evaluator


@pytest.fixture(scope="module")
def engine() -> Iterator[evaluator.Engine]:
    with evaluator.open_engine() as it:
        yield it
