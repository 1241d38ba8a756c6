"""The query for the findings of several rules about a table, and how a row of it becomes a finding."""

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import compress
from operator import itemgetter
from typing import Any, TypeAlias

from orglint.evaluate.judge import outcomes
from orglint.evaluate.judge.conditions_query import ConditionsQuery, add_layers
from orglint.evaluate.judge.evidence import Evidence, to_json_values
from orglint.evaluate.judge.messages import compile_message, write_message
from orglint.evaluate.judge.reasons import Explain, list_deciding_columns
from orglint.expressions.compiled import Compiled
from orglint.model.found_columns import NOT_KNOWN, FoundColumns
from orglint.model.result import Finding, Outcome
from orglint.model.table import Table
from orglint.model.unknown import UNKNOWN_CELLS
from orglint.rulebook.rule import CompiledRule, Message
from orglint.sql.quoting import quote_identifier, quote_text

Cells: TypeAlias = tuple[Any, ...]

FOUND = {outcomes.FAIL: Outcome.FAIL, outcomes.UNKNOWN: Outcome.UNKNOWN}
"""The outcomes of findings, by their codes."""
KEY, ENTRIES = range(2)
"""The places in a row of its key, and of its list of unknown values where a rule is unknown for it."""


@dataclass(frozen=True, slots=True)
class FindingColumns:
    """The columns of a query for findings of several rules: the SQL of each, and the rules that need it.

    Before them are the key, the list of unknown values, and a message for each of the rules, of which there are
    `number`. `codes` are the places of their outcomes, `texts` has the SQL of messages, made of the other columns.
    """

    number: int
    codes: list[int] = field(default_factory=list)
    texts: dict[int, str] = field(default_factory=dict)
    wanted: dict[str, list[int]] = field(default_factory=dict)

    def place(self, sql: str, rule: int) -> int:
        """Return the place of a column that a rule needs."""
        self.wanted.setdefault(sql, []).append(rule)
        return self._start + list(self.wanted).index(sql)

    def place_code(self, sql: str, rule: int) -> int:
        """Return the place of the outcome under a rule."""
        self.codes.append(self.place(sql, rule))
        return self.codes[-1]

    def place_message(self, rule: int, text: str, code: int) -> int:
        """Return the place of the message of a rule, made only where the outcome at the place `code` is a finding's."""
        self.texts[rule] = f"CASE WHEN c{code} IN ({', '.join(map(str, FOUND))}) THEN {text} END"
        return 2 + rule

    def number_columns(self) -> list[tuple[int, str, list[int]]]:
        """Return the place, the SQL and the rules of each column that is no message."""
        return [(self._start + at, sql, rules) for at, (sql, rules) in enumerate(self.wanted.items())]

    @property
    def _start(self) -> int:
        return 2 + self.number


@dataclass(frozen=True, slots=True)
class FindingLayout:
    """Where the outcome, the evidence and the message of one rule are in a row of the query.

    `read` are the columns that decide, `words` all that its expressions name. `write` makes the message of a row of
    what is at the places `shown`: the message itself, if it was `written` in SQL. `subject` has what people call the
    row. `marks` says by the name of a value where it is marked as unknown, and `lets` are the places of values that are
    unknown wherever there are none.
    """

    rule: CompiledRule
    code: int
    names: tuple[str, ...]
    evidence: tuple[int, ...]
    shown: tuple[int, ...]
    written: bool
    write: Callable[[Cells], str]
    read: Mapping[str, int]
    words: frozenset[str]
    subject: int
    marks: Mapping[str, int]
    lets: Mapping[str, int]

    @property
    def places(self) -> tuple[int, ...]:
        """The places of all that a finding is made of."""
        told = (self.subject, *self.evidence, *self.shown, *self.marks.values())
        return tuple(sorted({KEY, ENTRIES, self.code, *told, *self.read.values()}))

    def narrow(self) -> "FindingLayout":
        """Return the layout of rows that have only what is at `places`, in this order."""
        to = {place: at for at, place in enumerate(self.places)}
        shown = tuple(to[place] for place in self.shown)
        return replace(
            self,
            code=to[self.code],
            evidence=tuple(to[place] for place in self.evidence),
            shown=shown,
            write=_make_writer(self.rule.message, shown, written=self.written),
            read={name: to[place] for name, place in self.read.items()},
            subject=to[self.subject],
            marks={name: to[place] for name, place in self.marks.items()},
            lets={name: to[place] for name, place in self.lets.items()},
        )

    def find_value(self, name: str) -> int | None:
        """Return the place of a value of the evidence; None if there is none of that name."""
        return self.evidence[self.names.index(name)] if name in self.names else None

    def find_reason(self, row: Cells, explain: Explain) -> Any:
        """Return why the outcome of a row is unknown."""
        absent = tuple([name for name, place in self.read.items() if row[place] is None])
        return explain(tuple(row[ENTRIES] or ()), absent)

    def read_finding(self, row: Cells, explain: Explain) -> Finding | None:
        """Return what a row is under the rule, if it is a finding."""
        rule, code = self.rule, row[self.code]
        if code not in FOUND:
            return None
        outcome = FOUND[code]
        reason = self.find_reason(row, explain) if outcome is Outcome.UNKNOWN else None
        evidence = Evidence(self.names, tuple([row[place] for place in self.evidence]))
        unknown = self._list_unknown(row)
        subject = row[self.subject] or ""
        return Finding(
            rule.id, rule.table, row[KEY], outcome, self.write(row), evidence, reason, None, subject, unknown
        )

    def read_columns(
        self, rows: Sequence[Cells], outcome: Outcome, names: Sequence[str], explain: Explain
    ) -> FoundColumns:
        """Return by column what rows are under the rule, all of them findings of one outcome."""
        columns, none = list(zip(*rows, strict=True)), [None] * len(rows)
        return FoundColumns(
            [self.rule.table] * len(rows),
            columns[KEY],
            [it or "" for it in columns[self.subject]],
            [self.write(row) for row in rows],
            {name: self._read_values(columns, name, len(rows)) for name in names},
            self._list_reasons(columns, explain) if outcome is Outcome.UNKNOWN else none,
            none,
            none,
        )

    def _read_values(self, columns: Sequence[Cells], name: str, number: int) -> Sequence[Any]:
        """Return the values that findings have of a name, those that nobody knows marked."""
        place = self.find_value(name)
        if place is None:
            return [NOT_KNOWN] * number
        values = to_json_values(columns[place])
        if name in self.lets:
            return [NOT_KNOWN if it is None else it for it in values]
        marks = columns[self.marks[name]]
        return [NOT_KNOWN if mark else it for it, mark in zip(values, marks, strict=True)] if any(marks) else values

    def _list_reasons(self, columns: Sequence[Cells], explain: Explain) -> list[Any]:
        """Return why the outcome of each row is unknown; many rows are for the same reason."""
        entries = [tuple(it or ()) for it in columns[ENTRIES]]
        missing = zip(*([cell is None for cell in columns[place]] for place in self.read.values()), strict=True)
        absent = missing if self.read else [()] * len(entries)
        deciding = list(zip(entries, absent, strict=True))
        reasons = {it: explain(it[0], tuple(compress(self.read, it[1]))) for it in dict.fromkeys(deciding)}
        return [reasons[it] for it in deciding]

    def _list_unknown(self, row: Cells) -> tuple[str, ...]:
        marked = [name for name, place in self.marks.items() if row[place]]
        return (*marked, *[name for name, place in self.lets.items() if row[place] is None])


def build_layout(table: Table, rule: CompiledRule, number: int, columns: FindingColumns, code: str) -> FindingLayout:
    """Return the layout of a rule, the columns that it needs put to those of others; `number` is its own."""
    row = quote_identifier(table.variable)
    read = sorted(column for name, column in list_deciding_columns(rule) if name == table.name)
    cells = {name: columns.place(f"{row}.{quote_identifier(name)}", number) for name in read}
    lets = {name: columns.place(_render_let(row, let), number) for name, let in rule.let.items()}
    shown_only = sorted(set(_list_shown_columns(table, rule)).difference(cells))
    others = {name: columns.place(f"{row}.{quote_identifier(name)}", number) for name in shown_only}
    marks = {f"{table.variable}.{it}": columns.place(_render_mark(row, it), number) for it in (*cells, *others)}
    outcome = columns.place_code(code, number)
    shown, written = _place_message(rule.message, number, columns, outcome)
    told = {f"{table.variable}.{name}": place for name, place in (*cells.items(), *others.items())} | lets
    subject = columns.place(rule.subject.sql_with_lets, number) if rule.subject else KEY
    return FindingLayout(
        rule,
        outcome,
        tuple(told),
        tuple(told.values()),
        shown,
        written,
        _make_writer(rule.message, shown, written=written),
        cells,
        frozenset(_WORD.findall(" ".join(part.source for part in (*rule.expressions, *rule.let.values())))),
        subject,
        marks,
        lets,
    )


def _list_shown_columns(table: Table, rule: CompiledRule) -> Iterator[str]:
    """Yield the columns of the row that the rule shows, and does not name itself."""
    for name in rule.shown:
        variable, _, column = name.partition(".")
        if variable == table.variable and column in table.columns:
            yield column


def _place_message(
    message: Message, number: int, columns: FindingColumns, outcome: int
) -> tuple[tuple[int, ...], bool]:
    """Return the places of what a message is made of, and whether that is the message: SQL writes it, if it can."""
    places = tuple(columns.place(value.sql_with_lets, number) for value in message.values)
    text = write_message(message, [f"c{place}" for place in places])
    return (places, False) if text is None else ((columns.place_message(number, text, outcome),), True)


def _make_writer(message: Message, places: Sequence[int], *, written: bool) -> Callable[[Cells], str]:
    return itemgetter(*places) if written else compile_message(message, places)


_WORD = re.compile(r"\w+")


def _render_mark(row: str, column: str) -> str:
    """Return the SQL for whether a cell has no value because nobody knows it."""
    unknown = f"list_contains({row}.{quote_identifier(UNKNOWN_CELLS)}, {quote_text(column)})"
    return f"({row}.{quote_identifier(column)} IS NULL AND {unknown})"


def _render_let(row: str, let: Compiled) -> str:
    return f"{row}.{quote_identifier(let.column)}" if let.column else let.sql_with_lets


def build_findings_query(
    table: Table, conditions: ConditionsQuery, columns: FindingColumns, needed: Collection[int]
) -> str:
    """Return the query for the rows that are a finding of any rule; its columns are `c0`, `c1` and so on.

    Columns that are not `needed`, as only messages are made of them, are NULL.
    """
    messages = [f"{columns.texts.get(rule, 'NULL')} AS c{2 + rule}" for rule in range(columns.number)]
    others = [f"c{place}" if place in needed else f"NULL AS c{place}" for place, _, _ in columns.number_columns()]
    found = _select_found_rows(table, conditions, columns)
    unknown = " OR ".join(f"c{code} = {outcomes.UNKNOWN}" for code in dict.fromkeys(columns.codes))
    entries = f"CASE WHEN {unknown} THEN c{ENTRIES} END AS c{ENTRIES}"
    return f"SELECT {', '.join([f'c{KEY}', entries, *messages, *others])} FROM ({found})"


def _select_found_rows(table: Table, conditions: ConditionsQuery, columns: FindingColumns) -> str:
    row, found = quote_identifier(table.variable), conditions.found()
    wanted = {KEY: f"{row}.{quote_identifier(table.key)}", ENTRIES: f"{row}.{quote_identifier(UNKNOWN_CELLS)}"}
    for place, sql, rules in columns.number_columns():
        wanted[place] = _restrict_to_findings(sql, [[*found][rule] for rule in dict.fromkeys(rules)], len(found))
    listed = ", ".join(f"{sql} AS c{place}" for place, sql in wanted.items())
    return f"SELECT {listed} FROM {add_layers(table, conditions.source, found)} WHERE {' OR '.join(found)}"


def _restrict_to_findings(sql: str, found: Sequence[str], every: int) -> str:
    """Return a value for the rows that are findings of the rules that need it."""
    return sql if len(found) == every else f"CASE WHEN {' OR '.join(found)} THEN {sql} END"
