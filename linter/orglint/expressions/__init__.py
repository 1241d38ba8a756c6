"""Compile CEL to SQL: the official library parses and checks, SQLGlot holds the trees.

Both are large, and rules that an earlier run compiled need neither: what stands here is loaded when it is first used.
"""

from typing import TYPE_CHECKING

from orglint.deferred import defer_members

if TYPE_CHECKING:
    from orglint.expressions.activation.activation import Activation, build_activation
    from orglint.expressions.cel.functions import FUNCTIONS
    from orglint.expressions.compilation import compile_condition, compile_first, compile_value
    from orglint.expressions.scope import NamedExpression, Scope, organization_scope

__all__ = [
    "FUNCTIONS",
    "Activation",
    "NamedExpression",
    "Scope",
    "build_activation",
    "compile_condition",
    "compile_first",
    "compile_value",
    "organization_scope",
]

_MODULES = {
    "FUNCTIONS": "cel.functions",
    "Activation": "activation.activation",
    "NamedExpression": "scope",
    "Scope": "scope",
    "build_activation": "activation.activation",
    "organization_scope": "scope",
    **dict.fromkeys(("compile_condition", "compile_first", "compile_value"), "compilation"),
}

__getattr__ = defer_members(__name__, _MODULES)
