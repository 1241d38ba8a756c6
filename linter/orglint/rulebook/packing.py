"""Compiled rules as bytes, without what only tests and explanations need: examples, and the scope of expressions."""

import pickle
from collections.abc import Callable
from copyreg import dispatch_table
from dataclasses import fields, replace
from typing import IO, Any, TypeAlias

from orglint.expressions.compiled import Compiled, KeyQuestion
from orglint.model.rule import Parameter, Remediation, Rule, ShownColumn
from orglint.rulebook.rule import CompiledRule, Message

_Reduced: TypeAlias = tuple[Callable[..., Any], tuple[Any, ...]]


class RulesPickler(pickle.Pickler):
    """Writes rules, and whatever holds them."""

    def __init__(self, file: IO[bytes]) -> None:
        super().__init__(file, pickle.HIGHEST_PROTOCOL)
        plain = dict.fromkeys(_PLAIN, _reduce_plain)
        self.dispatch_table = {**dispatch_table, **plain, Compiled: _reduce_compiled, CompiledRule: _reduce_rule}


class RulesUnpickler(pickle.Unpickler):
    """Reads rules and nothing else: whatever another name would bring along is refused with `UnpicklingError`."""

    def find_class(self, module: str, name: str) -> Any:
        """Return one of the classes that rules are made of."""
        if (module, name) in _BESIDE or (module in _ROOMS and "." not in name):
            found = super().find_class(module, name)
            if isinstance(found, type):
                return found
        raise pickle.UnpicklingError(f"{module}.{name} is no part of a rule")


_ROOMS = frozenset(
    {
        "orglint.errors",
        "orglint.expressions.compiled",
        "orglint.model.rule",
        "orglint.model.table",
        "orglint.rulebook.rule",
    }
)
_BESIDE = frozenset({("datetime", "datetime"), ("datetime", "timedelta"), ("datetime", "timezone")})

_PLAIN = (KeyQuestion, Message, Parameter, Remediation, Rule, ShownColumn)
"""Classes that are made again by one call: what dataclasses do by themselves looks up each field."""


def _reduce_plain(noun: Any) -> _Reduced:
    return type(noun), _list_fields(noun)


def _reduce_compiled(compiled: Compiled) -> _Reduced:
    return Compiled, _list_fields(replace(compiled, scope=None))


def _reduce_rule(rule: CompiledRule) -> _Reduced:
    return CompiledRule, _list_fields(replace(rule, examples=()))


def _list_fields(noun: Any) -> tuple[Any, ...]:
    return tuple(getattr(noun, field.name) for field in fields(noun))
