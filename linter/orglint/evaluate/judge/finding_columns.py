"""The query for the findings of several rules about a table, and how a row of it becomes a finding."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from orglint.evaluate.judge import outcomes
from orglint.evaluate.judge.conditions_query import ConditionsQuery
from orglint.evaluate.judge.evidence import Evidence
from orglint.evaluate.judge.messages import build_message_columns, compile_message
from orglint.evaluate.judge.reasons import Explain, list_deciding_columns
from orglint.expressions.compiled import Compiled
from orglint.model.result import Finding, Outcome
from orglint.model.table import Table
from orglint.model.unknown import UNKNOWN_CELLS
from orglint.rulebook.rule import CompiledRule
from orglint.sql.quoting import quote_identifier

Cells: TypeAlias = tuple[Any, ...]

KEY, ENTRIES = range(2)
"""The places in a row of its key, and of its list of unknown values where a rule is unknown for it."""


@dataclass(frozen=True, slots=True)
class FindingColumns:
    """The columns of a query for findings of several rules: the SQL of each, and the rules that need it."""

    wanted: dict[str, list[int]] = field(default_factory=dict)

    def place(self, sql: str, rule: int) -> int:
        """Return the place of a column that a rule needs; it is after the key and the list of unknown values."""
        self.wanted.setdefault(sql, []).append(rule)
        return 2 + list(self.wanted).index(sql)

    @property
    def width(self) -> int:
        """How many columns the query has."""
        return 2 + len(self.wanted)


@dataclass(frozen=True, slots=True)
class FindingLayout:
    """Where the outcome, the evidence and the message of one rule are in a row of the query.

    `read` are the columns that decide, `words` all that its expressions name. `write` makes the message of a row.
    """

    rule: CompiledRule
    code: int
    names: tuple[str, ...]
    evidence: tuple[int, ...]
    shown: tuple[int, ...]
    write: Callable[[Cells], str]
    read: Mapping[str, int]
    words: frozenset[str]

    @property
    def places(self) -> frozenset[int]:
        """The places of all that a finding is made of."""
        return frozenset({KEY, ENTRIES, self.code, *self.evidence, *self.shown, *self.read.values()})

    def find_reason(self, row: Cells, explain: Explain) -> Any:
        """Return why the outcome of a row is unknown."""
        absent = tuple(name for name, place in self.read.items() if row[place] is None)
        return explain(tuple(row[ENTRIES] or ()), absent)

    def read_finding(self, row: Cells, explain: Explain) -> Finding | None:
        """Return what a row is under the rule, if it is a finding."""
        rule, code = self.rule, row[self.code]
        if code not in FOUND:
            return None
        outcome = FOUND[code]
        reason = self.find_reason(row, explain) if outcome is Outcome.UNKNOWN else None
        evidence = Evidence(self.names, tuple(row[place] for place in self.evidence))
        return Finding(rule.id, rule.table, row[KEY], outcome, self.write(row), evidence, reason)


FOUND = {outcomes.FAIL: Outcome.FAIL, outcomes.UNKNOWN: Outcome.UNKNOWN}
"""The outcomes of findings, by their codes."""


def build_layout(table: Table, rule: CompiledRule, number: int, columns: FindingColumns, code: str) -> FindingLayout:
    """Return the layout of a rule, the columns that it needs put to those of others; `number` is its own."""
    row = quote_identifier(table.variable)
    read = sorted(column for name, column in list_deciding_columns(rule) if name == table.name)
    cells = {name: columns.place(f"{row}.{quote_identifier(name)}", number) for name in read}
    lets = {name: columns.place(_render_let(row, let), number) for name, let in rule.let.items()}
    shown = tuple(columns.place(sql, number) for sql in build_message_columns(rule.message))
    return FindingLayout(
        rule,
        columns.place(code, number),
        (*(f"{table.variable}.{name}" for name in cells), *lets),
        (*cells.values(), *lets.values()),
        shown,
        compile_message(rule.message, shown),
        cells,
        frozenset(_WORD.findall(" ".join(part.source for part in (*rule.expressions, *rule.let.values())))),
    )


_WORD = re.compile(r"\w+")


def _render_let(row: str, let: Compiled) -> str:
    return f"{row}.{quote_identifier(let.column)}" if let.column else let.sql_with_lets


def build_findings_query(table: Table, conditions: ConditionsQuery, columns: FindingColumns) -> str:
    """Return the query for the rows that are a finding of any rule; its columns are `c0`, `c1` and so on."""
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
