"""Type errors of functions and operators in CEL's words, with what to write instead."""

import re
from collections.abc import Callable, Mapping, Sequence

from orglint.expressions.cel.diagnostics.names import USES

_OPERATOR = re.compile(r"_?(\W+)_|(\W)_")
_WORDS: Mapping[str, str] = {
    "google.protobuf.Timestamp": "timestamp",
    "google.protobuf.Duration": "duration",
    "google.protobuf.Value": "a value of which nothing is known",
    "null_type": "null",
}
_ORDER = ("_<_", "_<=_", "_>_", "_>=_")
_COMPARED = (*_ORDER, "_==_", "_!=_")
_NUMBERS = frozenset({"int", "uint", "double"})
_WRITTEN: Mapping[str, str] = {
    "int": "a whole number such as 3",
    "double": "a number with a point such as 1.5",
    "uint": "a whole number with u such as 3u",
}


def explain_arguments(function: str, types: str) -> str:
    """Return what is wrong with a function on arguments of these types, as the official checker names both."""
    kinds = [_kind_to_words(kind) for kind in _split_types(types)]
    hint = next((found for look in _LOOKS if (found := look(function, kinds))), "")
    return f"{_function_to_text(function)} does not take {_join_kinds(kinds)}{': ' * bool(hint)}{hint}"


def type_to_words(types: str) -> str:
    """Return a type in words that the author of a rule knows."""
    return _kind_to_words(types)


def _kind_to_words(kind: str) -> str:
    if kind.startswith("list("):
        return f"list({_kind_to_words(kind[5:-1])})"
    return _WORDS.get(kind, kind.removeprefix("orglint.").replace("__", "."))


def _split_types(types: str) -> list[str]:
    """Return the types between the commas that stand in no bracket of their own."""
    parts, depth = [""], 0
    for letter in types.removeprefix("(").removesuffix(")"):
        depth += (letter == "(") - (letter == ")")
        if letter == "," and not depth:
            parts.append("")
        else:
            parts[-1] += letter
    return [part.strip() for part in parts if part.strip()]


def _function_to_text(function: str) -> str:
    if function == "_[_]":
        return "[...]"
    if function == "_?_:_":
        return "? :"
    operator = _OPERATOR.fullmatch(function)
    return (operator[1] or operator[2]) if operator else function.removeprefix("@")


def _join_kinds(kinds: Sequence[str]) -> str:
    return " and ".join(kinds) if len(kinds) > 1 else "".join(kinds) or "nothing"


def _hint_null(function: str, kinds: Sequence[str]) -> str:
    asked = "!has(...)" if function == "_==_" else "has(...)"
    return f"whether a field is there is asked with {asked}" if function in _COMPARED and "null" in kinds else ""


def _hint_times(function: str, kinds: Sequence[str]) -> str:
    if function not in _COMPARED and function not in {"_+_", "_-_"}:
        return ""
    if "duration" in kinds and _NUMBERS & set(kinds):
        return "a length of time is written days(90) or duration('36h')"
    if "timestamp" in kinds and _NUMBERS & set(kinds):
        return "a time is compared with a time: now - days(90)"
    if "timestamp" in kinds and "string" in kinds:
        return "a time is written timestamp('2026-01-31T00:00:00Z')"
    if function in _COMPARED and {"timestamp", "duration"} <= set(kinds):
        return "subtract the time from now to have a length of time: now - user.lastActive > days(90)"
    return ""


def _hint_numbers(function: str, kinds: Sequence[str]) -> str:
    if len(set(kinds)) != 2 or not set(kinds) <= _NUMBERS or _OPERATOR.fullmatch(function) is None:  # noqa: PLR2004
        return ""
    return " and ".join(f"{kind} is {_WRITTEN[kind]}" for kind in kinds) + "; convert one: double(...), int(...)"


def _hint_texts(function: str, kinds: Sequence[str]) -> str:
    if function in _COMPARED and set(kinds) == {"bool", "string"}:
        return "true and false stand without quotes"
    if function in _COMPARED and "string" in kinds and _NUMBERS & set(kinds):
        return "a number stands without quotes, a text in quotes"
    if function == "_+_" and "string" in kinds:
        return "only texts are joined to a text: string(...) makes one"
    return ""


def _hint_lists(function: str, kinds: Sequence[str]) -> str:
    if function == "@in":
        return _hint_membership(kinds)
    if function in {"contains", "startsWith", "endsWith", "matches", "lowerAscii", "indexOf"} and _is_list(kinds[0]):
        asked = "'a' in list" if function == "contains" else f"list.exists(x, x.{function}(...))"
        return f"a list is asked with {asked}"
    if function in _COMPARED and any(map(_is_list, kinds)):
        return "a list is asked with in, exists, all or size()"
    return ""


def _hint_membership(kinds: Sequence[str]) -> str:
    left, right = kinds
    if right == "string" and left == "string":
        return "in asks a list, as in x in ['a', 'b']; a text is asked with text.contains('a')"
    if _is_list(left) and _is_list(right):
        return "ask for each element: a.exists(x, x in b), or all"
    if _is_list(left):
        return "the element stands on the left: x in list"
    return f"the elements are {right[5:-1]}" if _is_list(right) else "in asks a list, as in x in ['a', 'b']"


def _is_list(kind: str) -> bool:
    return kind.startswith("list(")


def _hint_conditions(function: str, kinds: Sequence[str]) -> str:
    if function in {"_&&_", "_||_", "!_"} or (function == "_?_:_" and kinds[0] != "bool"):
        return "this joins what is true or false: compare first, as in x == 'a'"
    return "both values of ? : have one type" if function == "_?_:_" else ""


def _hint_fields(function: str, kinds: Sequence[str]) -> str:
    if function != "_[_]":
        return ""
    if _is_list(kinds[0]):
        return "an element is named by its place: list[0]"
    return f"a field is named after a dot: {kinds[0]}.name" if kinds[1] == "string" else ""


def _hint_usage(function: str, kinds: Sequence[str]) -> str:
    del kinds
    return f"it is written {USES[function]}" if function in USES else ""


def _hint_same_type(function: str, kinds: Sequence[str]) -> str:
    return "both sides have one type" if function in {"_==_", "_!=_"} and kinds else ""


_LOOKS: tuple[Callable[[str, Sequence[str]], str], ...] = (
    _hint_null,
    _hint_times,
    _hint_numbers,
    _hint_texts,
    _hint_lists,
    _hint_conditions,
    _hint_fields,
    _hint_usage,
    _hint_same_type,
)
