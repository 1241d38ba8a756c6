"""The variables of `orglint eval`, given as JSON."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from math import isinf
from typing import Any

from orglint import expressions, tables
from orglint.cli import choose
from orglint.errors import OrglintError, UsageError
from orglint.expressions import Activation
from orglint.expressions.compiled import Compiled

_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_LITERALS = frozenset({"false", "in", "null", "true"})
_KEPT = _LITERALS | frozenset(
    {"as", "break", "const", "continue", "else", "for", "function", "if", "import", "let", "loop", "namespace"}
    | {"package", "return", "var", "void", "while"}
)
"""Words that CEL keeps for itself; the literals among them cannot be fields either."""
_TYPES = frozenset(
    {"bool", "bytes", "double", "dyn", "int", "list", "map", "null_type", "string", "type", "uint"},
)
_EXAMPLE = '\'{"user": {"status": "active"}}\''
_DEEPEST = 32
"""Lists and records in each other that a variable may have."""
_SHOWN = 40
"""Characters of a number that are repeated."""


def read_json_object(text: str, what: str, hint: str = "") -> dict[str, Any]:
    """Return a JSON object, or say in what it is none; `hint` says how it is written, if not as `--vars` is."""
    hint = hint or _suggest_quotes(text)
    if not text.strip():
        raise UsageError(f"nothing was evaluated: {what} is empty", hint)
    try:
        value = json.loads(
            text, object_pairs_hook=_reject_duplicates, parse_constant=_refuse_constant, parse_float=_parse_double
        )
    except UsageError as error:
        raise UsageError(f"nothing was evaluated: {what}: {error}") from None
    except json.JSONDecodeError as error:
        place = f"line {error.lineno}, column {error.colno}" if "\n" in text.strip() else f"column {error.colno}"
        raise UsageError(f"nothing was evaluated: {what} is not JSON ({place})", hint) from None
    except (ValueError, RecursionError):
        raise UsageError(f"nothing was evaluated: {what} is not JSON that can be read", hint) from None
    if not isinstance(value, dict):
        raise UsageError(f"nothing was evaluated: {what} is not a JSON object", hint)
    return value


def compile_with_variables(source: str, variables: Mapping[str, Any]) -> tuple[Compiled, Activation]:
    """Return an expression compiled for variables, and its activation; raises `UsageError`.

    An empty list counts as a list of texts.
    """
    choose.check_text(source)
    for name, value in variables.items():
        _check_name(name, name, _KEPT | _TYPES)
        _check_fields(value, name, 0)
    activation = expressions.build_activation(variables, tables.known_tables(), source)
    try:
        return expressions.compile_value(source, activation.scope).compiled, activation
    except OrglintError as error:
        named = [(name, variables[name]) for name in sorted(activation.untyped) if _has_name(source, name)]
        empty = next((place for one in named for place in _find_empty_lists([one])), "")
        raise _describe_refusal(error, variables, empty) from None


def _has_name(source: str, name: str) -> bool:
    return re.search(rf"\b{re.escape(name)}\b", source) is not None


def _find_empty_lists(values: Sequence[tuple[str, Any]]) -> Iterator[str]:
    """Yield the name of each list, in values that have one type, of whose elements nothing is known."""
    lists = [(name, value) for name, value in values if isinstance(value, list)]
    items = [(f"{name}[{at}]", item) for name, value in lists for at, item in enumerate(value)]
    if lists and all(item is None for _, item in items):
        yield lists[0][0]
    elif lists:
        yield from _find_empty_lists(items)
    fields: dict[str, list[tuple[str, Any]]] = {}
    for name, value in values:
        for field, inner in value.items() if isinstance(value, Mapping) else ():
            fields.setdefault(field, []).append((f"{name}.{field}", inner))
    for members in fields.values():
        yield from _find_empty_lists(members)


def _describe_refusal(error: OrglintError, variables: Mapping[str, Any], empty: str) -> OrglintError:
    """Return what is wrong with an expression, and what may be wrong with its variables.

    `empty` names a list without elements among them; it is empty where there is none.
    """
    message = str(error)
    if empty and "string" in message:
        hint = f"{empty} has no known element, so it is a list of texts: add an element if it holds anything else."
        return UsageError(message, hint)
    if "there is nothing called" in message and not variables:
        return UsageError(message, f"Variables are given as JSON: --vars {_EXAMPLE}.")
    return error


def _check_fields(value: Any, place: str, depth: int) -> None:
    if depth > _DEEPEST:
        raise UsageError(f"the variables cannot be used: {place[:_SHOWN]}... is nested deeper than {_DEEPEST} levels")
    if isinstance(value, list):
        for at, item in enumerate(value):
            _check_fields(item, f"{place}[{at}]", depth + 1)
    elif isinstance(value, Mapping):
        for name, inner in value.items():
            _check_name(name, f"{place}.{name}", _LITERALS)
            _check_fields(inner, f"{place}.{name}", depth + 1)


def _check_name(name: str, place: str, refused: frozenset[str]) -> None:
    """Refuse a name that no expression could say."""
    if not _NAME.fullmatch(name):
        why = "a name has letters without accents, digits and _, and does not begin with a digit"
        raise _build_name_error(f"an expression cannot name {json.dumps(place, ensure_ascii=False)}: {why}", name)
    if name in refused:
        what = "is the name of a type" if name in _TYPES else "is a word that CEL reserves"
        raise _build_name_error(f"{place} {what}" if place == name else f"{name} in {place} {what}", name)


def _build_name_error(message: str, name: str) -> UsageError:
    other = re.sub(r"[^A-Za-z0-9]+", "_", name).strip("_")
    other = f"{other}_" if other in _KEPT | _TYPES else other if _NAME.fullmatch(other) else f"x{other}"
    return UsageError(f"the variables cannot be used: {message}", f"Give it another name, such as {other}.")


def _suggest_quotes(text: str) -> str:
    if "'" in text and '"' not in text:
        return f"JSON has double quotes; put single ones around all of it for the shell: {_EXAMPLE}."
    return f"An object is written {_EXAMPLE}."


def _reject_duplicates(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members = dict(pairs)
    if len(members) < len(pairs):
        raise UsageError("a name occurs twice in one object")
    return members


def _parse_double(written: str) -> float:
    value = float(written)
    if isinf(value):
        raise UsageError(f"{written[:_SHOWN]} is greater than the largest double")
    return value


def _refuse_constant(word: str) -> None:
    raise UsageError(f"{word} is not JSON")
