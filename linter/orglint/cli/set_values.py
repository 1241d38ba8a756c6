"""`--set RULE.PARAM=VALUE`: a value of a parameter for one run."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import click

from orglint.documents.strict_yaml import At, parse_document
from orglint.errors import Mistake, RuleError, UsageError
from orglint.model.neutralize import neutralize

_EXAMPLE = "Write --set accounts/dormant.max_days=60, or --set policies/required.types=[ip-allowlist, data-residency]."


@dataclass(frozen=True, slots=True)
class SetValues:
    """The values that options give to parameters, by the id of the rule and the name of the parameter."""

    values: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)

    def build_mistake(self, identity: str, at: At, text: str) -> Mistake:
        """Return a mistake about a value."""
        return Mistake(text, f"--set {identity}.{at[0]}")


def parse_set_values(given: Sequence[str]) -> SetValues:
    """Return the values; a later one beats an earlier one of the same parameter."""
    values: dict[str, dict[str, Any]] = {}
    for text in given:
        name, equals, written = text.partition("=")
        identity, dot, parameter = name.rpartition(".")
        if not (equals and dot and identity and parameter):
            raise UsageError(f"nothing was judged: --set {neutralize(text)} names no parameter and value", _EXAMPLE)
        values.setdefault(identity, {})[parameter] = _parse_value(name, written)
    return SetValues(values)


def read_option(context: click.Context, parameter: click.Parameter, given: Sequence[str]) -> SetValues:
    """Return what the option says, for click."""
    del context, parameter
    return parse_set_values(given)


def _parse_value(name: str, written: str) -> Any:
    try:
        return parse_document(written.encode("utf-8", "surrogatepass"), f"--set {name}").data
    except RuleError as error:
        message = f"nothing was judged: the value of --set {neutralize(name)} cannot be read: {error.mistakes[0].text}"
        raise UsageError(message, _EXAMPLE) from None
