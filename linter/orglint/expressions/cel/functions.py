"""The few functions that rules have besides CEL's own, with their types and meanings."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from cel_expr_python import cel
from cel_expr_python.ext import ext_strings

from orglint.expressions import addresses


@dataclass(frozen=True, slots=True)
class Function:
    """A function of ours: overload id, types, the value it has for the official evaluator, and what it is for."""

    name: str
    overload: str
    parameters: tuple[cel.Type, ...]
    result: cel.Type
    value: Callable[..., Any]
    meaning: str


MOST_DAYS = 3_652_500
"""Days that a duration may have: the official library's longest one is 10,000 years."""


def _days_to_duration(count: int) -> timedelta:
    if abs(count) > MOST_DAYS:
        raise ValueError(f"days takes at most {MOST_DAYS:,} days, forwards or backwards")
    return timedelta(days=count)


FUNCTIONS = (
    Function(
        "days",
        "days_int",
        (cel.Type.INT,),
        cel.Type.DURATION,
        _days_to_duration,
        "A duration of so many days of 24 hours: now - user.lastActive > days(90).",
    ),
    Function(
        "domain",
        "domain_string",
        (cel.Type.STRING,),
        cel.Type.STRING,
        addresses.extract_domain,
        "The domain of an e-mail address, in lower case: what follows the last @. Unknown without text on both sides.",
    ),
    Function(
        "isCidr",
        "is_cidr_string",
        (cel.Type.STRING,),
        cel.Type.BOOL,
        addresses.is_range,
        "Whether a text is an IP address or a range in CIDR notation, of IPv4 or IPv6: isCidr('10.0.0.0/8').",
    ),
    Function(
        "cidrContains",
        "cidr_contains_string_string",
        (cel.Type.STRING, cel.Type.STRING),
        cel.Type.BOOL,
        addresses.has_subnet,
        "Whether a range contains an address, or all of another range. Unknown if either text is neither.",
    ),
    Function(
        "cidrContains",
        "cidr_contains_list_string",
        (cel.Type.List(cel.Type.STRING), cel.Type.STRING),
        cel.Type.BOOL,
        addresses.has_subnet_in_any,
        "Whether one range of a list contains an address, or all of another range: an allowlist.",
    ),
    Function(
        "cidrPrefix",
        "cidr_prefix_string",
        (cel.Type.STRING,),
        cel.Type.INT,
        addresses.read_prefix_length,
        "The prefix length of a range: 8 for 10.0.0.0/8; of an address 32 (IPv4) or 128 (IPv6).",
    ),
    Function(
        "cidrIsEverything",
        "cidr_is_everything_string",
        (cel.Type.STRING,),
        cel.Type.BOOL,
        addresses.is_everything,
        "Whether a range is the whole internet of its family: 0.0.0.0/0 or ::/0.",
    ),
)


def build_extensions() -> list[cel.CelExtensionBase]:
    """Return our functions, and CEL's own extension for texts, as an environment of the official library takes them."""
    by_name: dict[str, list[cel.Overload]] = {}
    for function in FUNCTIONS:
        by_name.setdefault(function.name, []).append(_declare_overload(function))
    ours = cel.CelExtension("orglint", [cel.FunctionDecl(name, overloads) for name, overloads in by_name.items()])
    return [ours, ext_strings.ExtStrings()]


def _declare_overload(function: Function) -> cel.Overload:
    return cel.Overload(
        function.overload, function.result, list(function.parameters), is_member=False, impl=function.value
    )
