"""One Spark for all tests of a process: it starts when a test first asks for it, and ends with the process."""

import atexit
import os
import shutil
from contextlib import ExitStack
from functools import cache

import pytest

from orglint.evaluate.engine import Opener
from orglint.evaluate.engines import ENGINES

JAVA = shutil.which("java") is not None or "JAVA_HOME" in os.environ

needs_java = pytest.mark.skipif(not JAVA and not os.environ.get("CI"), reason="Spark needs Java 17, and there is none")
"""Leaves a test out where there is no Java; in CI there must be one."""


@cache
def spark() -> Opener:
    """Return what opens an engine in the Spark that all tests of this process share."""
    stack = ExitStack()
    atexit.register(stack.close)
    return stack.enter_context(ENGINES["spark"].started("local[2]"))
