"""One Spark for all tests of a process: it starts when a test first asks for it, and ends with the process."""

import atexit
from contextlib import ExitStack
from functools import cache

import pytest

from orglint.engine.interface import EngineFactory
from orglint.evaluate.engines import ENGINES

needs_java = pytest.mark.java
"""A test that starts Spark: for `make full`, on a machine with Java."""


@cache
def spark() -> EngineFactory:
    """Return what opens an engine in the Spark that all tests of this process share."""
    stack = ExitStack()
    atexit.register(stack.close)
    return stack.enter_context(ENGINES["spark"].started("local[2]"))
