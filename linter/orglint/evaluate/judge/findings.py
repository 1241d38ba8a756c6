"""The findings of rules: rows that do not pass, with message and evidence."""

import gc
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from operator import itemgetter
from typing import Any

from orglint.evaluate.judge import outcomes, reasons
from orglint.evaluate.judge.conditions_query import ConditionsQuery, build_conditions_query
from orglint.evaluate.session import Session
from orglint.expressions.compiled import Compiled
from orglint.model.reasons import Reason, ReasonCode, explain_new_values, join_reasons
from orglint.model.result import Finding, Outcome
from orglint.model.table import Table
from orglint.model.unknown import UNKNOWN_CELLS, column_of
from orglint.model.value_words import choose_message_writer
from orglint.model.wording import format_timestamp
from orglint.rulebook.rule import CompiledRule, Message
from orglint.sql.quoting import quote_identifier

Cells = tuple[Any, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Evidence(Mapping[str, Any]):
    """The values that prove a finding, by name; they become JSON when somebody reads them."""

    names: tuple[str, ...]
    cells: Cells

    def __getitem__(self, name: str) -> Any:
        if name not in self.names:
            raise KeyError(name)
        return to_json_value(self.cells[self.names.index(name)])

    def __iter__(self) -> Iterator[str]:
        return iter(self.names)

    def __len__(self) -> int:
        return len(self.names)


@dataclass(frozen=True, slots=True)
class _FindingColumns:
    """The columns of a query for findings of several rules: the SQL of each, and the rules that need it."""

    wanted: dict[str, list[int]] = field(default_factory=dict)

    def place(self, sql: str, rule: int) -> int:
        """Return the index of a column that a rule needs; it is after the key and the list of unknown values."""
        self.wanted.setdefault(sql, []).append(rule)
        return 2 + list(self.wanted).index(sql)


@dataclass(frozen=True, slots=True)
class _FindingLayout:
    """Where the outcome, the evidence and the values of the message of one rule are in a row of the query."""

    rule: CompiledRule
    code: int
    names: tuple[str, ...]
    evidence: tuple[int, ...]
    shown: tuple[int, ...]
    read: Mapping[str, int]
    words: frozenset[str]


def fetch_findings(session: Session, table: Table, rules: Sequence[CompiledRule]) -> list[tuple[Finding, ...]]:
    """Return the findings of each rule in the order of their keys: one query for all of them."""
    conditions = build_conditions_query(table, rules, only_subject=session.only_subject)
    columns = _FindingColumns()
    codes = conditions.codes()
    shapes = [_build_shape(table, rule, number, columns, codes[number]) for number, rule in enumerate(rules)]
    with _pause_garbage_collection():
        rows = session.engine.fetch(_build_query(table, conditions, columns), session.values)
        rows.sort(key=_sort_key)
        return [tuple(_read_findings(session, table, shape, rows)) for shape in shapes]


@contextmanager
def _pause_garbage_collection() -> Iterator[None]:
    """Pause the search for cycles: findings are in none, and it would look through all of them again and again."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def _build_shape(table: Table, rule: CompiledRule, number: int, columns: _FindingColumns, code: str) -> _FindingLayout:
    row = quote_identifier(table.variable)
    read = sorted(column for name, column in _list_deciding_columns(rule) if name == table.name)
    cells = {name: columns.place(f"{row}.{quote_identifier(name)}", number) for name in read}
    lets = {name: columns.place(_render_let(row, let), number) for name, let in rule.let.items()}
    return _FindingLayout(
        rule,
        columns.place(code, number),
        (*(f"{table.variable}.{name}" for name in cells), *lets),
        (*cells.values(), *lets.values()),
        tuple(columns.place(value.sql_with_lets, number) for value in rule.message.values),
        cells,
        frozenset(_WORD.findall(" ".join(part.source for part in (*rule.expressions, *rule.let.values())))),
    )


_WORD = re.compile(r"\w+")


def _render_let(row: str, let: Compiled) -> str:
    return f"{row}.{quote_identifier(let.column)}" if let.column else let.sql_with_lets


def _list_deciding_columns(rule: CompiledRule) -> frozenset[tuple[str, str]]:
    return frozenset().union(*(part.reads for part in rule.expressions))


def _build_query(table: Table, conditions: ConditionsQuery, columns: _FindingColumns) -> str:
    row = quote_identifier(table.variable)
    found = conditions.found()
    unknown = " OR ".join(f"{code} = {outcomes.UNKNOWN}" for code in conditions.codes())
    wanted = [
        f"{row}.{quote_identifier(table.key)}",
        f"CASE WHEN {unknown} THEN {row}.{quote_identifier(UNKNOWN_CELLS)} END",
        *(
            _restrict_to_findings(sql, [found[rule] for rule in dict.fromkeys(rules)], len(found))
            for sql, rules in columns.wanted.items()
        ),
    ]
    listed = ", ".join(f"{sql} AS c{number}" for number, sql in enumerate(wanted))
    return f"SELECT {listed} FROM {conditions.source} WHERE {' OR '.join(found)}"


def _restrict_to_findings(sql: str, found: Sequence[str], every: int) -> str:
    """Return a value for the rows that are findings of the rules that need it."""
    return sql if len(found) == every else f"CASE WHEN {' OR '.join(found)} THEN {sql} END"


def _sort_key(row: Cells) -> tuple[bool, str]:
    return row[0] is None, row[0]


def _read_findings(session: Session, table: Table, shape: _FindingLayout, rows: Sequence[Cells]) -> Iterator[Finding]:
    elsewhere = _explain_other_tables(session, shape.rule)
    tell, prove = _compile_message(shape.rule.message, shape.shown), _make_cell_picker(shape.evidence)
    rule, name, code = shape.rule.id, table.name, shape.code
    for row in rows:
        if row[code] == outcomes.FAIL:
            yield Finding(rule, name, row[0], Outcome.FAIL, tell(row), Evidence(shape.names, prove(row)))
        elif row[code] == outcomes.UNKNOWN:
            reason = _find_reason(session, table, shape, row) or elsewhere
            evidence = Evidence(shape.names, prove(row))
            yield Finding(rule, name, row[0], Outcome.UNKNOWN, tell(row), evidence, reason)


def _make_cell_picker(places: tuple[int, ...]) -> Callable[[Cells], Cells]:
    if len(places) > 1:
        return itemgetter(*places)
    return lambda row: tuple(row[place] for place in places)


def _compile_message(message: Message, places: tuple[int, ...]) -> Callable[[Cells], str]:
    """Return what writes the message of a row."""
    text = "".join(part.replace("%", "%%") if isinstance(part, str) else "%s" for part in message.parts)
    order = [part for part in message.parts if isinstance(part, int)]
    writers = [(choose_message_writer(message.values[part].type), places[part]) for part in order]
    return lambda row: text % tuple([write(row[place]) for write, place in writers])


def _find_reason(session: Session, table: Table, shape: _FindingLayout, row: Cells) -> Reason | None:
    unknown = row[1] or ()
    for name, place in shape.read.items():
        if reason := reasons.explain_unlisted(table, name, unknown):
            return reason
        if name in unknown:
            return reasons.explain_unknown(session, table, name, unknown)
        if row[place] is not None and (
            reason := reasons.explain_unknown_below(session, table, name, unknown, shape.words)
        ):
            return reason
    absent = next((name for name, place in shape.read.items() if row[place] is None), None)
    return Reason(ReasonCode.ABSENT, f"{table.variable}.{absent}") if absent is not None else None


def _explain_other_tables(session: Session, rule: CompiledRule) -> Reason:
    """Return what other tables lack for the rule to be decided; what an expression lacks if they lack nothing."""
    others = sorted(read for read in _list_deciding_columns(rule) if read[0] != rule.table and read in session.unknown)
    lost = [session.unknown[table, column]._replace(place=f"{table}.{column}") for table, column in others]
    lost += [
        explain_new_values(it)
        for it in session.new_values
        if (it.table, column_of(it.path)) in _list_whole_table_columns(rule)
    ]
    missing = [session.gaps[name]._replace(table=name) for name in sorted(rule.counts) if name in session.gaps]
    return join_reasons((*missing, *lost)) or Reason(ReasonCode.NO_VALUE)


def _list_whole_table_columns(rule: CompiledRule) -> frozenset[tuple[str, str]]:
    """Return the columns that a rule asks of whole tables, as far as that can be told from those of its row."""
    return frozenset(read for read in _list_deciding_columns(rule) if read[0] in rule.counts)


def to_json_value(value: Any) -> Any:
    """Return a value of the engine as JSON has it: times as RFC 3339 text in UTC."""
    if isinstance(value, datetime):
        return format_timestamp(value)
    if isinstance(value, list):
        return [to_json_value(item) for item in value]
    if isinstance(value, dict):
        return {name: to_json_value(item) for name, item in value.items()}
    return value
