from functools import partial

import pytest

from golden_files import Golden, check


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--accept-golden", action="store_true", help="make what is rendered now the golden files")


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Golden:
    accept = bool(request.config.getoption("--accept-golden", default=False))
    return partial(check, accept=accept)
