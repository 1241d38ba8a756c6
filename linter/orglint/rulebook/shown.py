"""Which columns the findings of a rule show to people, and how: those that `show` names, or those that decide."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence

from orglint.expressions.compiled import Compiled
from orglint.model.nearest import suggest_names
from orglint.model.rule import ShownColumn
from orglint.model.table import Table
from orglint.rulebook.conversion import Note
from orglint.rulebook.rule import CompiledRule

_KINDS: Mapping[str, str] = {
    "timestamp": "time",
    "duration": "duration",
    "bool": "bool",
    "int": "number",
    "uint": "number",
    "double": "number",
    "string": "text",
}
_ABSENT: Mapping[str, str] = {"time": "never"}
_NO_VALUE = "none"
_WORD_START = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|_")


def compile_shown(
    names: Sequence[str],
    table: Table,
    let: Mapping[str, Compiled],
    *,
    compile_column: Callable[[str], Compiled],
    note: Note,
) -> dict[str, Compiled]:
    """Return what `show` names, by the name that evidence has for it; a name of `let` comes before that of a column."""
    shown: dict[str, Compiled] = {}
    for number, name in enumerate(names):
        if name in let:
            shown[name] = let[name]
        elif name in table.columns:
            shown[f"{table.variable}.{name}"] = compile_column(f"{table.variable}.{name}")
        else:
            near = suggest_names(name, {**table.columns, **let})
            note(("show", number), f"{table.name} has no column {name}{near}")
    return shown


def list_subject_names(table: Table) -> list[str]:
    """Return what may be what people call a row, the best first, as expressions: the key where there is no better."""
    return [f"{table.variable}.{name}" for name in (*table.called, table.key)]


def list_deciding(table: Table, rule: CompiledRule) -> Iterator[ShownColumn]:
    """Yield what findings show where a rule does not say it: the row's columns that decide, and what the rule names."""
    deciding = frozenset[tuple[str, str]]().union(*(part.reads for part in rule.expressions))
    for column in sorted(column for name, column in deciding if name == table.name):
        yield describe_shown(f"{table.variable}.{column}", str(table.columns[column].type))
    for name, compiled in rule.let.items():
        yield describe_shown(name, compiled.type)


def describe_shown(name: str, kind: str) -> ShownColumn:
    """Return how people are told what evidence has under a name, from its type in CEL's words."""
    told = "list" if kind.startswith("list") else _KINDS.get(kind, "record")
    last = name.rpartition(".")[2]
    return ShownColumn(name, _WORD_START.sub(" ", last).lower(), told, _ABSENT.get(told, _NO_VALUE))
