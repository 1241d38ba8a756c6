"""Unlisted values of enumerations: those that were found, and those that the user declares to be known."""

import re
import shlex
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import TypeAlias

from orglint.model.wording import format_count

MOST = 50
"""Values of one place that are counted."""
LONGEST = 100
"""Characters of a value that are kept and told."""
NAMED = 5
"""Values of one place that a sentence names."""
_SHORT = 60
"""Characters of a value that is told twice."""
_PLAIN = re.compile(r"[\w./:@+-]+", re.ASCII)

KnownValues: TypeAlias = Mapping[tuple[str, str], tuple[str, ...]]
"""By table and place, the values that the user declares to be listed."""
NONE_KNOWN: KnownValues = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class NewValues:
    """The unlisted values at one place of a table, each with its number of rows, the most frequent first.

    In a `closed` enumeration they are unknown to every rule; in an open one they are values like any other.
    """

    table: str
    path: str
    closed: bool
    rows: Mapping[str, int]

    @property
    def place(self) -> str:
        """The place as `--known-value` takes it."""
        return f"{self.table}.{self.path}"

    def to_words(self) -> str:
        """Return the values with their numbers of rows, as many as a sentence holds."""
        room = _limit_value_length(len(self.rows))
        named = [f"{quote_value(value, room)} in {format_count(number, 'row')}" for value, number in self.rows.items()]
        return _join_parts(named)


def explain_unlisted_values(table: str, path: str, values: Sequence[str]) -> str:
    """Return why values at a place are unknown, and what the user can do."""
    if len(values) == 1:
        reason = f"{quote_value(values[0])} is no value that the specification lists; if you know what it means"
    else:
        named = _join_parts([quote_value(value, _limit_value_length(len(values))) for value in values])
        reason = f"{named} are no values that the specification lists; if you know what they mean"
    return f"{reason}: {format_known_value_option(table, path, values)}"


def format_known_value_option(table: str, path: str, values: Sequence[str]) -> str:
    """Return the option that declares a value to be listed."""
    plain = len(values) == 1 and len(values[0]) <= _SHORT and values[0].isprintable()
    value = values[0] if plain else "VALUE"
    declared = f"{table}.{path}={value}"
    return f"--known-value {declared if _PLAIN.fullmatch(value) else shlex.quote(declared)}"


def quote_value(value: str, room: int = LONGEST) -> str:
    """Return a value in quotes, cut where it is long."""
    return f"'{value}'" if len(value) < room else f"'{value[:room]}…'"


def _limit_value_length(number: int) -> int:
    """Return how many characters each of several values may have, so that a report does not cut the sentence."""
    return max(LONGEST // min(number, NAMED), 40)


def _join_parts(parts: Sequence[str]) -> str:
    shown, more = list(parts[:NAMED]), len(parts) - NAMED
    if more > 0:
        return f"{', '.join(shown)} and {more:,} more"
    return " and ".join([*([", ".join(shown[:-1])] if shown[1:] else []), shown[-1]])
