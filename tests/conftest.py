import os
import shutil
from functools import partial
from pathlib import Path

import pytest
from hypothesis import settings

from support.golden_files import Golden, check
from support.tiers import marks_of

TESTS = Path(__file__).parent

# CI judges a change, so it looks at the same examples for the same code; anywhere else each run looks at others.
settings.register_profile("ci", derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") else "default")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark each test with what its file costs."""
    for item in items:
        for mark in marks_of(item.path.relative_to(TESTS)):
            item.add_marker(mark)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--accept-golden", action="store_true", help="make what is rendered now the golden files")


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Leave out what needs Java where there is none, and say how to get it; in CI there must be one."""
    there = shutil.which("java") is not None or "JAVA_HOME" in os.environ or "CI" in os.environ
    if item.get_closest_marker("java") and not there:
        pytest.skip("Spark needs Java 17: apt-get install openjdk-17-jre-headless")


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Golden:
    accept = bool(request.config.getoption("--accept-golden", default=False))
    return partial(check, accept=accept)
