import os
import shutil
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import settings

from support.golden_files import Golden, check
from support.tiers import LEFT_OUT, is_in_tier, rank

TESTS = Path(__file__).parent

# Commands keep compiled rules for one another, and nothing in the cache of the person who runs the tests.
_CACHE = TemporaryDirectory(prefix="orglint-cache-")
os.environ["ORGLINT_CACHE"] = _CACHE.name

# CI judges a change, so it looks at the same examples for the same code; anywhere else each run looks at others.
settings.register_profile("ci", derandomize=True)
# orglint names nobody where CI is set, and most tests look at names; workers, which are started later, know it too.
IN_CI = os.environ.setdefault("TESTS_IN_CI", os.environ.pop("CI", ""))
os.environ.pop("CI", None)
settings.load_profile("ci" if IN_CI else "default")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--accept-golden", action="store_true", help="make what is rendered now the golden files")
    parser.addoption("--tier", choices=sorted(LEFT_OUT), default="full", help="leave out the files that cost too much")


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Leave out a file that the tier does not have; one that is named on the command line runs all the same."""
    named = collection_path in {Path(word.partition("::")[0]).absolute() for word in config.args}
    if named or not collection_path.is_relative_to(TESTS):
        return None
    return None if is_in_tier(collection_path.relative_to(TESTS), config.getoption("--tier")) else True


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let what takes long come first, so that at the end no worker is left alone with it."""
    inside = {item.path for item in items if item.path.is_relative_to(TESTS)}
    ranks = {path: rank(path.relative_to(TESTS)) for path in inside}
    items.sort(key=lambda item: ranks.get(item.path, 0))


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Leave out what needs Java where there is none, and say how to get it; in CI there must be one."""
    there = shutil.which("java") is not None or "JAVA_HOME" in os.environ or IN_CI
    if item.get_closest_marker("java") and not there:
        pytest.skip("Spark needs Java 17: apt-get install openjdk-17-jre-headless")


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Golden:
    accept = bool(request.config.getoption("--accept-golden", default=False))
    return partial(check, accept=accept)
