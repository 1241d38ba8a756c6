"""The variables of `orglint eval`: JSON whose names an expression can say, and what an empty list may hold."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice, product
from math import isinf
from typing import Any

from orglint import expressions, tables
from orglint.cli import choose
from orglint.errors import OrglintError, UsageError
from orglint.expressions import Stage
from orglint.model.rule import Compiled

_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_FIELD = re.compile(r"\.\s*([A-Za-z_]\w*)(?!\w|\s*\()")
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
_GUESSES = 300
"""Ways to fill empty lists that are tried at most."""
_LONGEST = 1000
"""Characters of an expression for which they are tried: each try reads it again."""
_DEEPEST = 32
"""Lists and records in each other that a variable may have."""
_SHOWN = 40
"""Characters of a number that are repeated."""


def read(text: str, what: str) -> dict[str, Any]:
    """Return a JSON object, or say in what it is none."""
    if not text.strip():
        raise UsageError(f"nothing was evaluated: {what} is empty", _hint(text))
    try:
        value = json.loads(text, object_pairs_hook=_members, parse_constant=_no_json, parse_float=_double)
    except UsageError as error:
        raise UsageError(f"nothing was evaluated: {what}: {error}") from None
    except json.JSONDecodeError as error:
        place = f"line {error.lineno}, column {error.colno}" if "\n" in text.strip() else f"column {error.colno}"
        raise UsageError(f"nothing was evaluated: {what} is not JSON ({place})", _hint(text)) from None
    except (ValueError, RecursionError):
        raise UsageError(f"nothing was evaluated: {what} is not JSON that can be read", _hint(text)) from None
    if not isinstance(value, dict):
        raise UsageError(f"nothing was evaluated: {what} is not a JSON object", f"An object is written {_EXAMPLE}.")
    return value


def prepared(source: str, variables: Mapping[str, Any]) -> tuple[Compiled, Stage]:
    """Return an expression compiled for variables, and what it stands on.

    The type of an empty list is the first that the expression takes; nothing else depends on it.
    """
    choose.text(source)
    for name, value in variables.items():
        _check_name(name, name, _KEPT | _TYPES)
        _check_fields(value, name, 0)
    stage = expressions.stage(variables, tables.known(), source)
    try:
        return expressions.compile_value(source, stage.scope).compiled, stage
    except OrglintError as error:
        holes = list(_holes([(name, variables[name]) for name in sorted(stage.untyped) if _says(source, name)]))
        found = _guessed(source, variables, [hole for _, hole in holes])
        if found:
            return found
        raise _refusal(error, variables, [name for name, _ in holes]) from None


def _says(source: str, name: str) -> bool:
    return re.search(rf"\b{re.escape(name)}\b", source) is not None


def _compiled(source: str, variables: Mapping[str, Any]) -> tuple[Compiled, Stage]:
    stage = expressions.stage(variables, tables.known(), source)
    return expressions.compile_value(source, stage.scope).compiled, stage


def _guessed(source: str, variables: Mapping[str, Any], holes: Sequence[list[Any]]) -> tuple[Compiled, Stage] | None:
    """Return what compiles with an element in each empty list; the element is gone when this returns."""
    tries = _GUESSES if holes and len(source) <= _LONGEST else 0
    for elements in islice(product(_elements(source), repeat=len(holes)), tries):
        for hole, element in zip(holes, elements, strict=True):
            hole.append(element)
        try:
            return _compiled(source, variables)
        except OrglintError:
            continue
        finally:
            for hole in holes:
                hole.pop()
    return None


def _elements(source: str) -> list[Any]:
    """Return an element of each type that an empty list may be meant to have."""
    scalars: tuple[Any, ...] = ("", 0, 0.0, False)
    fields = sorted(set(_FIELD.findall(source)) - _LITERALS)
    records = [dict.fromkeys(fields, scalar) for scalar in scalars] if fields else []
    return [*scalars, *records, *([scalar] for scalar in scalars)]


def _holes(variables: Iterable[tuple[str, Any]]) -> Iterator[tuple[str, list[Any]]]:
    """Yield a list for each place of whose elements nothing is known, with its name in the words of the expression."""
    for name, value in variables:
        yield from _of_place([(name, value)])


def _of_place(values: Sequence[tuple[str, Any]]) -> Iterator[tuple[str, list[Any]]]:
    """Yield the holes in values that have one type: each with its name."""
    lists = [(name, value) for name, value in values if isinstance(value, list)]
    items = [(f"{name}[{at}]", item) for name, value in lists for at, item in enumerate(value)]
    if lists and all(item is None for _, item in items):
        yield lists[0]
    elif lists:
        yield from _of_place(items)
    fields: dict[str, list[tuple[str, Any]]] = {}
    for name, value in values:
        for field, inner in value.items() if isinstance(value, Mapping) else ():
            fields.setdefault(field, []).append((f"{name}.{field}", inner))
    for members in fields.values():
        yield from _of_place(members)


def _refusal(error: OrglintError, variables: Mapping[str, Any], holes: Sequence[str]) -> OrglintError:
    """Return what is wrong with an expression, and what may be wrong with its variables."""
    told = str(error)
    if holes and "string" in told:
        name = holes[0]
        hint = f"{name} is an empty list, taken for one of texts: give it an element if it is meant to hold others."
        return UsageError(told, hint)
    if "there is nothing called" in told and not variables:
        return UsageError(told, f"Variables are given as JSON: --vars {_EXAMPLE}.")
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
        why = "a name has letters without accents, digits and _, and begins with no digit"
        raise _unusable(f"no expression could name {json.dumps(place, ensure_ascii=False)}: {why}", name)
    if name in refused:
        what = "is the name of a type" if name in _TYPES else "is a word that CEL keeps for itself"
        raise _unusable(f"{place} {what}" if place == name else f"{name} in {place} {what}", name)


def _unusable(message: str, name: str) -> UsageError:
    other = re.sub(r"[^A-Za-z0-9]+", "_", name).strip("_")
    other = f"{other}_" if other in _KEPT | _TYPES else other if _NAME.fullmatch(other) else f"x{other}"
    return UsageError(f"the variables cannot be used: {message}", f"Give it another name, such as {other}.")


def _hint(text: str) -> str:
    if "'" in text and '"' not in text:
        return f"JSON has double quotes; the shell wants single ones around all of it: {_EXAMPLE}."
    return f"An object is written {_EXAMPLE}."


def _members(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members = dict(pairs)
    if len(members) < len(pairs):
        raise UsageError("a name stands twice in one object")
    return members


def _double(written: str) -> float:
    value = float(written)
    if isinf(value):
        raise UsageError(f"{written[:_SHOWN]} is beyond the largest double")
    return value


def _no_json(word: str) -> None:
    raise UsageError(f"{word} is no JSON")
