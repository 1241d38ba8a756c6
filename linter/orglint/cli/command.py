"""What a command is while options are added to it."""

from collections.abc import Callable
from typing import Any, TypeAlias

Command: TypeAlias = Callable[..., Any]
"""A function that becomes a command; what adds options to it returns one that is called with other arguments."""
