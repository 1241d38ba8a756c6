"""What each overload of the language is in SQL: one entry an overload; what has none is refused.

Every entry is strict: with an unknown argument (NULL) it gives an unknown value, and so it does where CEL gives an
error, as on overflow. None can fail in the engine, not even where a condition around it says that it is not asked: the
engine may work it out before the condition. Timestamps are TIMESTAMP in UTC, durations a BIGINT of microseconds. An
entry `name:type` is taken before `name` where the last argument has that type.
"""

from collections.abc import Mapping

from orglint.expressions.compile.overloads import (
    addresses,
    conversions,
    durations,
    lists,
    logic,
    numbers,
    strings,
    times,
)
from orglint.expressions.compile.overloads.logic import Builder

__all__ = ["OVERLOADS", "Builder"]

OVERLOADS: Mapping[str, Builder] = {
    **logic.OVERLOADS,
    **numbers.OVERLOADS,
    **strings.OVERLOADS,
    **times.OVERLOADS,
    **lists.OVERLOADS,
    **conversions.OVERLOADS,
    **durations.OVERLOADS,
    **addresses.OVERLOADS,
}
