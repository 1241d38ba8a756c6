"""The text of a new rule about a table: it has examples of its own, and comments say what each member is for."""

from collections.abc import Iterator
from dataclasses import dataclass
from json import dumps

from orglint.model.table import Column, Scalar, Table
from orglint.tables.values import find_enumerations

_NAMES = ("email", "name", "nickname")
_TRIED = 2
"""Values that a column must be known to hold to be compared with one of them."""


@dataclass(frozen=True, slots=True)
class _Condition:
    """A condition on one column, with a value for which it holds and one for which it does not."""

    column: str
    text: str
    good: str
    bad: str


def write_starter(table: Table, identity: str, severity: str) -> str:
    """Return the file of a rule about a table, which lints and whose examples come out as stated."""
    first, *others = _list_conditions(table)
    where, require = (first, others[0]) if others else (None, first)
    called = next((name for name in _NAMES if name in table.columns), table.key)
    return _TEMPLATE.format(
        identity=identity,
        severity=severity,
        table=table.name,
        variable=table.variable,
        where=f"where: {where.text}"
        if where
        else '# where: ...   # left out, the rule is about every row\nwhere: "true"',
        require=require.text,
        message=dumps(f"{{{table.variable}.{called}}} should have {require.column} {require.good}"),
        examples="\n".join(_write_examples(where, require)),
    )


def _write_examples(where: _Condition | None, require: _Condition) -> Iterator[str]:
    scope = f"{where.column}: {where.good}, " if where else ""
    yield from ("  pass:", f"    - {{{scope}{require.column}: {require.good}}}")
    yield from ("  fail:", f"    - {{{scope}{require.column}: {require.bad}}}")
    yield from (
        "  unknown:   # what is left out is unknown, and must never pass",
        f"    - {{{scope.removesuffix(', ')}}}",
    )
    if where:
        yield from ("  not-applicable:", f"    - {{{where.column}: {where.bad}, {require.column}: {require.bad}}}")


def _list_conditions(table: Table) -> list[_Condition]:
    """Return conditions on columns of a table, on those first that have few values."""
    listed = {name: it for name, it in find_enumerations(table.name).items() if name in table.columns}
    closed = (name for name, it in listed.items() if it.closed and len(it.listed) >= _TRIED)
    plain = [it for it in table.columns.values() if it.name != table.key and it.specified]
    return [
        *(_compare(table, name, listed[name].listed) for name in closed),
        *(_ask(table, it) for it in plain if it.type is Scalar.BOOL),
        *(_name(table, it) for it in plain if it.type is Scalar.STRING and it.name not in listed),
    ]


def _compare(table: Table, column: str, values: tuple[str, ...]) -> _Condition:
    return _Condition(column, f"{table.variable}.{column} == '{values[0]}'", dumps(values[0]), dumps(values[1]))


def _ask(table: Table, column: Column) -> _Condition:
    return _Condition(column.name, f"{table.variable}.{column.name}", "true", "false")


def _name(table: Table, column: Column) -> _Condition:
    return _Condition(column.name, f"{table.variable}.{column.name} != ''", "something", '""')


_TEMPLATE = """\
# {identity}: change what you need, then try it with `orglint rules lint` and `orglint rules test`.
# `orglint tables {table}` shows the columns, docs/language.md what expressions can say.

# the promise, as if it were kept: reports show it
title: Say what holds where nobody breaks this rule
# how serious it is that somebody does: info, low, medium, high or critical
severity: {severity}
# what the rule is about: one row is {variable}
table: {table}
# which rows it is about
{where}
# what must hold for each of them; what is not known is neither kept nor broken
require: {require}
# what a finding says; braces hold expressions
message: {message}
why: >
  Say what can happen where somebody breaks it.
fix: >
  Say what to do about it, and where.
# the controls of frameworks that it gives evidence for
controls:
  soc2: [CC6.1]
# rows, with the outcome that the rule must give to each: they are its tests
examples:
{examples}
"""
