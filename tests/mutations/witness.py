"""A plugin of pytest that says which code was tested, and which tests failed."""

import json
import os
from pathlib import Path

import pytest

import orglint

REPORT = "MUTATIONS_REPORT"
"""The environment variable that names the file to write."""
_failed: list[str] = []


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """Remember a test that failed, or whose fixtures did."""
    if report.failed:
        _failed.append(report.nodeid)


def pytest_sessionfinish() -> None:
    """Write what was seen; the folder is that of the package which the tests really imported."""
    seen = {"code": str(Path(orglint.__file__).parent), "failed": _failed}
    Path(os.environ[REPORT]).write_text(json.dumps(seen), "utf-8")
