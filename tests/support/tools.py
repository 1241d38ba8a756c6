"""Tools that tests need beyond Python: `.ci/run` installs them, so there a test that misses one fails."""

import os
import shutil

import pytest


def need_tool(program: str, package: str) -> None:
    """Skip a test whose tool is not there, and say how to get it; in CI it fails."""
    if not shutil.which(program):
        refuse_missing(f"there is no {program}: apt-get install {package}")


def refuse_missing(said: str) -> None:
    """Skip a test that cannot run, or fail it in CI, where it must."""
    (pytest.fail if os.environ.get("TESTS_IN_CI") else pytest.skip)(said)
