"""Turn the official checker's report into mistakes with a place and a hint."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from orglint.errors import Mistake
from orglint.expressions.cel.diagnostics import names, types
from orglint.expressions.cel.diagnostics.habits import find_habits
from orglint.expressions.cel.diagnostics.names import Known
from orglint.expressions.cel.source.tokens import Token, match_brackets, tokenize_source

_ERROR = re.compile(r"ERROR: <input>:(\d+):(\d+): (.*)")
_EXPECTING = re.compile(r" expecting (\{.*|.*)$")
_DEEP = "this is nested deeper than 32 levels"
_END = "it ends too early: something is missing here"
_COMPARING = frozenset({"==", "!=", "[", ",", "in"})
_SIZES = frozenset({"size", "length", "len", "count"})


@dataclass(frozen=True, slots=True)
class _CheckerError:
    """One error of the official checker: its text, and its offset from the start of the expression."""

    text: str
    offset: int


@dataclass(frozen=True, slots=True)
class _FailedExpression:
    """An expression with mistakes: its text, its tokens, and the names that it may use."""

    source: str
    words: Sequence[Token]
    known: Known

    def after(self, offset: int) -> str:
        """Return the word that begins at a place, or after it."""
        return next((word.text for word in self.words if word.start >= offset), "")

    def name(self, offset: int) -> str:
        """Return the name with its dots, such as user.groups, that ends before a place."""
        words = [word.text for word in self.words if word.start < offset]
        start = len(words)
        while start and (words[start - 1] == "." or words[start - 1].isidentifier()):
            start -= 1
        return "".join(words[start:]) or "list"

    def before(self, offset: int) -> list[str]:
        """Return the two words before a place, the nearest last."""
        return ["", "", *(word.text for word in self.words if word.start < offset)][-2:]


def read_report(
    report: str, source: str, fields: Mapping[str, Any], variables: Mapping[str, Any]
) -> tuple[Mistake, ...]:
    """Return the mistakes in a report of the official parser or checker.

    `fields` gives the known fields by record type, `variables` every variable with its type.
    """
    expression = _FailedExpression(
        source, tokenize_source(source), Known(fields, {name: str(kind) for name, kind in variables.items()})
    )
    errors = [
        _CheckerError(text, _position_to_offset(source, int(line), int(column)))
        for line, column, text in _ERROR.findall(report)
    ]
    if not errors:
        text = _DEEP if "recursion" in report else f"not an expression: {report.splitlines()[0]}"
        return (Mistake(text, line=1, column=1),)
    wrong = any(one.text.startswith(("Syntax error", "reserved", "<<nil>>")) for one in errors)
    found = list(_explain_syntax(expression, errors) if wrong else _explain_semantics(expression, errors))
    return tuple(build_mistake(source, offset, text) for offset, text in dict.fromkeys(sorted(found)))


def build_mistake(source: str, offset: int, text: str) -> Mistake:
    """Return a mistake at a place in an expression, counted in characters from its start."""
    before = source[:offset]
    line, column = before.count("\n") + 1, offset - (before.rfind("\n") + 1) + 1
    return Mistake(text, line=line, column=column, excerpt=draw_caret(source, line, column))


def explain_no_value(reason: str) -> str:
    """Return what is wrong with a part that is known when a rule is loaded and has no value, as CEL says why."""
    plain = reason.removeprefix("INVALID_ARGUMENT: ").removesuffix(" [INVALID_ARGUMENT]")
    hint = next((told for words, told in _NEVER.items() if words in plain), "")
    return f"this can never be evaluated: {plain}{hint}"


_NEVER: Mapping[str, str] = {
    "to Duration": ": a length of time is written '36h', '90m' or '1.5s'; days(90) is one too",
    "to Timestamp": ": a time is written '2026-01-31T00:00:00Z'",
}
"""What to write instead, by words in what CEL says."""


def draw_caret(source: str, line: int | str, column: int | str) -> str:
    """Return the line of the source with a caret under the column."""
    lines = source.split("\n")
    text = lines[min(int(line), len(lines)) - 1]
    return f"    {text}\n    {' ' * (int(column) - 1)}^"


def _position_to_offset(source: str, line: int, column: int) -> int:
    lines = source.split("\n")
    return sum(len(text) + 1 for text in lines[: line - 1]) + column - 1 if 0 < line <= len(lines) else len(source)


def _explain_syntax(expression: _FailedExpression, errors: Sequence[_CheckerError]) -> Iterator[tuple[int, str]]:
    """Yield what keeps an expression from being read: habits if there are any, else what the parser stumbled over."""
    found = find_habits(expression.source)
    if found:
        yield from found
        return
    first = next(one for one in errors if "<<nil>>" not in one.text)
    yield first.offset, _explain_unexpected(first.text)


def _explain_unexpected(text: str) -> str:
    if "'<EOF>'" in text:
        return _END
    if text.startswith("reserved identifier: "):
        return f"nothing may be called {text.removeprefix('reserved identifier: ')}: CEL keeps that word"
    seen = re.search(r"'(.*)'", _EXPECTING.sub("", text))
    if not seen or not seen[1].strip():
        return f"not an expression: {text}"
    missing = ": &&, || or another sign is missing before it" if seen[1].strip().isidentifier() else ""
    return f"{seen[1].strip()} cannot stand here{missing}"


def _explain_semantics(expression: _FailedExpression, errors: Sequence[_CheckerError]) -> Iterator[tuple[int, str]]:
    ours = list(_find_macro_like_calls(expression, errors))
    for one in errors:
        if "*error*" in one.text or any(first < one.offset < last for first, last in ours):
            continue  # what follows from another mistake
        text = one.text.removesuffix(" [INVALID_ARGUMENT]")
        hint = next(((look, match) for look, match in _match_patterns(text) if match), None)
        moved = (
            _start_of(expression, one.offset)
            if "undeclared" in text and expression.source[one.offset] in "(."
            else one.offset
        )
        yield moved, hint[0](expression, one.offset, *hint[1].groups()) if hint else text


def _match_patterns(text: str) -> Iterator[tuple[Callable[..., str], re.Match[str] | None]]:
    return ((look, re.search(pattern, text)) for pattern, look in _LOOKS.items())


def _find_macro_like_calls(expression: _FailedExpression, errors: Sequence[_CheckerError]) -> Iterator[tuple[int, int]]:
    """Yield the inside of each function that is none but looks like a macro: its names are meant to be its own."""
    pairs = match_brackets(expression.words)
    starts = {word.start: place for place, word in enumerate(expression.words)}
    for one in errors:
        place = starts.get(one.offset)
        if "undeclared reference" in one.text and place in pairs and expression.words[place].text == "(":
            yield one.offset, expression.words[pairs[place]].start


def _no_name(expression: _FailedExpression, offset: int, name: str) -> str:
    if expression.after(offset) == "(":
        return names.explain_function(name, member=expression.before(offset)[0] == ".")
    head = offset if "." not in name else _start_of(expression, offset)
    beside = {expression.before(head)[1], expression.after(offset + len(name))}
    return names.explain_variable(name, expression.known, compared=bool(beside & _COMPARING))


def _start_of(expression: _FailedExpression, offset: int) -> int:
    return max((word.start for word in expression.words if word.start < offset), default=offset)


def _no_field(expression: _FailedExpression, offset: int, field: str, record: str) -> str:
    del offset
    near = names.suggest_nearest(field, expression.known.fields.get(record, ()))
    return f"{types.type_to_words(record)} has no field {field}{near}"


def _no_overload(expression: _FailedExpression, offset: int, function: str, asked: str) -> str:
    del expression, offset
    return types.explain_arguments(function, asked)


def _no_fields(expression: _FailedExpression, offset: int, kind: str) -> str:
    """Return what is wrong with a field of something that has none."""
    field = expression.after(offset + 1)
    words = types.type_to_words(kind)
    row = kind.removeprefix("list(").removesuffix(")")
    if field in _SIZES:
        return f"write {expression.name(offset)}.size(): {field} is no field"
    if kind.startswith("list(") and row in expression.known.tables:
        table = expression.known.tables[row]
        about = next((name for name, other in expression.known.rows.items() if other == row), "")
        own = f", or {about}.{field} of the row that this is about" if about else ""
        return f"{table} is the whole table: ask {table}.exists(x, x.{field} ...){own}"
    if kind.startswith("list("):
        return (
            f"a list has no field {field}: ask its elements, as in {expression.name(offset)}.exists(x, x.{field} ...)"
        )
    hint = (
        f": ask {expression.name(offset)}.getFullYear(), getMonth(), getHours() and the like"
        if words == "timestamp"
        else ""
    )
    return f"a value of type {words} has no field {field}{hint}"


def _no_list(expression: _FailedExpression, offset: int, kind: str) -> str:
    """Return what is wrong with a macro on something that is no list."""
    if kind in expression.known.fields:
        table = expression.known.tables.get(kind, "")
        return f"{expression.after(offset)} is one row{f'; the whole table is {table}' * bool(table)}"
    del offset
    return f"exists, all, filter and map ask a list, and this is {types.type_to_words(kind)}"


_LOOKS: Mapping[str, Callable[..., str]] = {
    r"undefined field '([^']*)' not found in struct '([^']*)'": _no_field,
    r"undeclared reference to '([^']*)'": _no_name,
    r"found no matching overload for '([^']*)' applied to '([^']*)'": _no_overload,
    r"expression of type '([^']*)' cannot be the operand of a select operation": _no_fields,
    r"expression of type '([^']*)' cannot be the range of a comprehension": _no_list,
}
"""What the official checker says, and what is made of it."""
