"""The rows that are not a pass, with what they say and the values that prove it."""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

from orglint.evaluate import outcomes
from orglint.evaluate.bench import Bench
from orglint.evaluate.engine import identifier
from orglint.expressions import UNKNOWN_CELLS
from orglint.model.result import Finding, Outcome
from orglint.model.rule import Message, Rule
from orglint.model.table import Table

NO_VALUE = "an expression has no value for this row"
NOTHING = "–"  # noqa: RUF001 - what typographers put into an empty cell
"""What a message says where a value is not known."""


def of(bench: Bench, table: Table, rule: Rule) -> Iterator[Finding]:
    """Yield the findings of a rule, in the order of their keys."""
    read = sorted(column for name, column in _deciding(rule) if name == table.name)
    named = {name: compiled.sql for name, compiled in rule.let.items()}
    elsewhere = _elsewhere(bench, rule)
    for key, code, unknown, *rest in bench.engine.rows(_query(table, rule, read, named), bench.values):
        cells = dict(zip(read, rest, strict=False))
        lets = dict(zip(named, rest[len(read) :], strict=False))
        shown = rest[len(read) + len(named) :]
        outcome = outcomes.BY_CODE[code]
        reason = _reason(bench, table, cells, unknown or []) or elsewhere if outcome is Outcome.UNKNOWN else ""
        evidence = {f"{table.variable}.{name}": plain(value) for name, value in cells.items()}
        evidence |= {name: plain(value) for name, value in lets.items()}
        yield Finding(rule.id, table.name, key, outcome, _text(rule.message, shown), evidence, reason)


def _deciding(rule: Rule) -> frozenset[tuple[str, str]]:
    return frozenset().union(*(part.reads for part in rule.expressions))


def _query(table: Table, rule: Rule, read: list[str], named: Mapping[str, str]) -> str:
    row = identifier(table.variable)
    wanted = [
        f"{row}.{identifier(table.key)}",
        outcomes.code(rule),
        f"{row}.{identifier(UNKNOWN_CELLS)}",
        *(f"{row}.{identifier(column)}" for column in read),
        *named.values(),
        *(value.sql for value in rule.message.values),
    ]
    listed = ", ".join(f"{sql} AS c{number}" for number, sql in enumerate(wanted))
    return f"SELECT {listed} FROM {identifier(table.name)} AS {row} WHERE {outcomes.not_passed(rule)} ORDER BY c0"


def _reason(bench: Bench, table: Table, cells: Mapping[str, Any], unknown: list[str]) -> str:
    for name, value in cells.items():
        if name in unknown:
            why = bench.unknown.get((table.name, name), "the API's answer could not be used")
            return f"{table.variable}.{name} is unknown: {why}"
        if value is None:
            return f"{table.variable}.{name} is absent"
    return ""


def _elsewhere(bench: Bench, rule: Rule) -> str:
    """Return what other tables lack for the rule to be decided; what an expression lacks if they lack nothing."""
    others = sorted(read for read in _deciding(rule) if read[0] != rule.table and read in bench.unknown)
    lost = [f"{table}.{column} is unknown: {bench.unknown[table, column]}" for table, column in others]
    missing = [f"{name}: {bench.gaps[name]}" for name in sorted(rule.counts) if name in bench.gaps]
    return "; ".join((*missing, *lost)) or NO_VALUE


def _text(message: Message, values: list[Any]) -> str:
    return "".join(part if isinstance(part, str) else _spoken(values[part]) for part in message.parts)


def _spoken(value: Any) -> str:
    if value is None:
        return NOTHING
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, list):
        return ", ".join(_spoken(item) for item in value) or "none"
    return str(value)


def plain(value: Any) -> Any:
    """Return a value of the engine as JSON has it: times as RFC 3339 text in UTC."""
    if isinstance(value, datetime):
        return value.replace(tzinfo=UTC).isoformat().replace("+00:00", "Z")
    if isinstance(value, list):
        return [plain(item) for item in value]
    if isinstance(value, dict):
        return {name: plain(item) for name, item in value.items()}
    return value
