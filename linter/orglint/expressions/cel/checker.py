"""Parse and type-check an expression with the official library."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from cel_expr_python import cel
from google.protobuf.message import DecodeError

from orglint.errors import ExpressionError, Mistake
from orglint.expressions.caches import add_to_cache
from orglint.expressions.cel import decode, diagnostics, functions
from orglint.expressions.cel.builder import build_tree
from orglint.expressions.cel.row_types import Types
from orglint.expressions.cel.tree import MapExpr, Node, walk_nodes

LONGEST = 20_000
"""Characters that an expression may have; what is longer is refused before anything parses it."""
_KEYS = frozenset({"bool", "dyn", "int", "string", "uint"})
"""Types of the keys that a map can have (cel-spec, "Aggregate Values")."""
_KEYS_ARE = "a key of a map is a text, a whole number, or true or false"
CHECKERS = 64
"""Checkers that are kept: each takes 150 KiB."""


@dataclass(frozen=True, slots=True)
class Checked:
    """A parsed and type-checked expression: its tree, its type, and the types of the rows that it may name.

    It comes from the official parser and checker (cel-cpp, by way of cel-expr-python). `message` and `environment` are
    theirs, to evaluate constant parts.
    """

    source: str
    tree: Node
    type: cel.Type
    types: Types
    message: Any
    environment: Any


def check_expression(
    source: str, types: Types, variables: Mapping[str, cel.Type], known: Mapping[str, cel.Type] | None = None
) -> Checked:
    """Return the checked tree of an expression; raises `ExpressionError` with every mistake in it.

    `known` maps the names that may be suggested for a wrong one to their types; the variables if left out.
    """
    if len(source) > LONGEST:
        text = f"an expression may have {LONGEST:,} characters, this one has {len(source):,}"
        raise ExpressionError((Mistake(text, line=1, column=1),))
    environment = _get_environment(types, variables)
    try:
        compiled = environment.compile(source)
    except RuntimeError as error:  # the library raises no narrower type
        raise ExpressionError(diagnostics.read_report(str(error), source, types.fields, known or variables)) from None
    try:
        message = decode.decode_checked(compiled.serialize())
    except DecodeError:
        raise ExpressionError((Mistake("this is nested too deeply", line=1, column=1),)) from None
    tree = build_tree(message, source)
    _refuse_odd_keys(tree, source)
    try:
        kind = compiled.return_type()
    except RuntimeError:  # for keys whose type has no name here, such as type(1)
        raise ExpressionError((Mistake(_KEYS_ARE, line=1, column=1),)) from None
    return Checked(source, tree, kind, types, message, environment)


def _refuse_odd_keys(tree: Node, source: str) -> None:
    """Raise `ExpressionError` for keys that no map can have: the library finds them only when it evaluates."""
    entries = (entry for node in walk_nodes(tree) if isinstance(node, MapExpr) for entry in node.entries)
    odd = [entry.key for entry in entries if entry.key.type not in _KEYS]
    if odd:
        texts = ((key.offset, f"{_KEYS_ARE}; this one is {key.type}") for key in odd)
        raise ExpressionError(tuple(diagnostics.build_mistake(source, *found) for found in texts))


def _get_environment(types: Types, variables: Mapping[str, cel.Type]) -> Any:
    """Return the checker for variables of these types: a new one costs more than ten expressions that it checks."""
    named = frozenset((name, str(kind)) for name, kind in variables.items())
    if named not in types.environments:
        made = cel.NewEnv(types.pool, variables=dict(variables), extensions=functions.build_extensions())
        add_to_cache(types.environments, named, made, most=CHECKERS)
    return types.environments[named]
