"""Refuse constant times that are finer than a microsecond, which DuckDB cannot compare exactly."""

import re
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal

from orglint.expressions.cel.tree import Call, Const, Node, walk_nodes

_PART = re.compile(r"([0-9.]+)(ns|us|ms|s|m|h)")
_MICROSECONDS = {
    "h": Decimal(3_600_000_000),
    "m": Decimal(60_000_000),
    "s": Decimal(1_000_000),
    "ms": Decimal(1000),
    "us": Decimal(1),
    "ns": Decimal("0.001"),
}
_FINE_INSTANT = re.compile(r"\.[0-9]{6}[0-9]*[1-9]")


def too_fine(node: Node) -> str | None:
    """Return the first text of a time in a constant part that is finer than a microsecond; None if there is none."""
    return next(_find_fine_texts(node), None)


def _find_fine_texts(node: Node) -> Iterator[str]:
    for call in (it for it in walk_nodes(node) if isinstance(it, Call) and it.overload in _FINE):
        match call.operands:
            case (Const(value=str(written)),) if _FINE[call.overload](written):
                yield written


def _fine_duration(written: str) -> bool:
    parts = _PART.findall(written)
    total = sum((Decimal(count) * _MICROSECONDS[unit] for count, unit in parts if count.strip(".")), Decimal(0))
    return total != total.to_integral_value()


_FINE: Mapping[str, Callable[[str], bool]] = {
    "string_to_duration": _fine_duration,
    "string_to_timestamp": lambda written: bool(_FINE_INSTANT.search(written)),
}
