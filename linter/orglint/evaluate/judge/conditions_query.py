"""The query that rules about one table share: each `where` and each `require` is a column of it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from orglint.evaluate.judge import outcomes
from orglint.expressions.compiled import Compiled
from orglint.model.table import Table
from orglint.model.unknown import UNKNOWN_CELLS
from orglint.rulebook.rule import CompiledRule
from orglint.sql.quoting import quote_identifier


@dataclass(frozen=True, slots=True)
class ConditionsQuery:
    """A query over the rows of a table: `source` is its FROM clause, `columns` has the two conditions of each rule.

    An expression that several rules share is evaluated once.
    """

    source: str
    columns: Sequence[tuple[str, str]]

    def counts(self) -> str:
        """Return the SQL for three numbers a rule: rows that may be in scope, that pass, that fail. NULL is none."""
        threes = ((f"{where} IS NOT FALSE", kept, f"{where} AND NOT {kept}") for where, kept in self.columns)
        # half the time of count(*) FILTER; without any row that is known it gives NULL
        return ", ".join(f"count_if({condition})" for three in threes for condition in three)

    def codes(self) -> list[str]:
        """Return the SQL for the outcome under each rule of a row that is a finding of it."""
        return [outcomes.render_finding_case(where, kept) for where, kept in self.columns]

    def found(self) -> dict[str, str]:
        """Return a column for each rule, with the SQL for whether a row is a finding of it."""
        found = (f"({where} IS NOT FALSE AND {kept} IS NOT TRUE)" for where, kept in self.columns)
        return {f"_found_{number}": sql for number, sql in enumerate(found)}


def list_expressions(rule: CompiledRule) -> tuple[Compiled, ...]:
    """Return every expression of a rule that judging it works out, for its outcome or for what findings show."""
    return (*rule.expressions, *rule.let.values(), *rule.told)


def read_by(rule: CompiledRule) -> frozenset[tuple[str, str]]:
    """Return every (table, column) that judging a rule may look at."""
    return frozenset().union(*(part.reads for part in list_expressions(rule)))


def asked_by(rule: CompiledRule) -> frozenset[str]:
    """Return every table that judging a rule may look at: its own, and those that it asks as a whole."""
    return counted_by(rule) | {rule.table}


def counted_by(rule: CompiledRule) -> frozenset[str]:
    """Return every table that judging a rule asks as a whole, be it its own."""
    return frozenset[str]().union(*(part.counts for part in list_expressions(rule)))


def narrow_tables(rules: Sequence[CompiledRule], tables: Mapping[str, Table]) -> dict[str, Table]:
    """Return the tables that rules look at, with the columns that they read and no others."""
    read = {name: {tables[name].key} for rule in rules for name in asked_by(rule)}
    for name, column in frozenset().union(*(read_by(rule) for rule in rules)):
        read.setdefault(name, {tables[name].key}).add(column)
    return {
        name: replace(tables[name], columns={c: it for c, it in tables[name].columns.items() if c in columns})
        for name, columns in read.items()
    }


def build_conditions_query(
    table: Table, rules: Sequence[CompiledRule], *, only_subject: bool = False, with_told: bool = False
) -> ConditionsQuery:
    """Return the query for rules about a table; with `only_subject`, over the row whose key is `$subject`.

    Its rows also have the columns of named expressions that the conditions refer to, and `with_told` those of every
    named expression: what findings show may refer to any.
    """
    lets = list_lets(rules) if with_told else list_deciding_lets(rules)
    wheres = name_texts("_where", (rule.where.sql_with_lets for rule in rules))
    scoped = [
        f"CASE WHEN {wheres[rule.where.sql_with_lets]} IS NOT FALSE THEN ({rule.require.sql_with_lets}) END"
        for rule in rules
    ]
    kept = name_texts("_kept", scoped)
    judged = _select_subject_row(table) if only_subject else quote_identifier(table.name)
    named = add_lets(table, name_rows(table, judged), lets)
    return ConditionsQuery(
        add_layers(table, named, _invert_columns(wheres), _invert_columns(kept)),
        [(wheres[rule.where.sql_with_lets], kept[one]) for rule, one in zip(rules, scoped, strict=True)],
    )


def name_rows(table: Table, source: str) -> str:
    """Return the FROM clause in which rows of a table have the name that rules use for one."""
    return f"{source} AS {quote_identifier(table.variable)}"


def add_lets(table: Table, source: str, lets: Mapping[str, str]) -> str:
    """Return a FROM clause with further columns, one for each named expression."""
    return add_layers(table, source, *_layer_lets(lets))


def add_layers(table: Table, source: str, *layers: Mapping[str, str]) -> str:
    """Return a FROM clause with further columns, in layers that refer to columns of earlier ones."""
    row = quote_identifier(table.variable)
    for columns in layers:
        added = (f"{sql} AS {name}" for name, sql in columns.items())
        source = f"(SELECT {', '.join((f'{row}.*', *added))} FROM {source}) AS {row}"
    return source


def list_lets(rules: Sequence[CompiledRule]) -> dict[str, str]:
    """Return by column the SQL of the named expressions of rules that have one."""
    return {let.column: let.sql_with_lets for rule in rules for let in rule.let.values() if let.column}


def list_deciding_lets(rules: Sequence[CompiledRule]) -> dict[str, str]:
    """Return those named expressions that conditions of the rules refer to."""
    return _select_lets(list_lets(rules), [part.sql_with_lets for rule in rules for part in rule.expressions])


def _select_lets(lets: Mapping[str, str], texts: Sequence[str]) -> dict[str, str]:
    """Return the columns that texts of SQL refer to, and those that these refer to in turn."""
    selected: dict[str, str] = {}
    waiting = list(texts)
    while waiting:
        text = waiting.pop()
        found = {name: sql for name, sql in lets.items() if name in text and name not in selected}
        selected |= found
        waiting += found.values()
    return selected


def _layer_lets(lets: Mapping[str, str]) -> Iterator[dict[str, str]]:
    """Yield the columns in layers, each of which refers to columns of earlier ones only.

    The engine would parse and bind a named expression once more wherever another one is written out with it.
    """
    waiting = dict(lets)
    while waiting:
        layer = {name: sql for name, sql in waiting.items() if not any(other in sql for other in waiting)}
        yield layer
        waiting = {name: sql for name, sql in waiting.items() if name not in layer}


def _select_subject_row(table: Table) -> str:
    own = f"{quote_identifier(table.key)} IS NOT DISTINCT FROM CAST($subject AS TEXT)"
    return f"(SELECT * FROM {quote_identifier(table.name)} WHERE {own})"


def list_needed_columns(table: Table, rules: Sequence[CompiledRule]) -> list[str]:
    """Return the columns that rules need of a row: those they read, its key, and what is unknown of it."""
    read = {column for rule in rules for name, column in read_by(rule) if name == table.name}
    return [quote_identifier(name) for name in sorted({table.key, *read} & table.columns.keys() | {UNKNOWN_CELLS})]


def name_texts(name: str, texts: Iterable[str]) -> dict[str, str]:
    """Return a column for each text of SQL, the same for equal ones: each is written, and evaluated, once."""
    return {text: f"{name}_{number}" for number, text in enumerate(dict.fromkeys(texts))}


def _invert_columns(columns: Mapping[str, str]) -> dict[str, str]:
    return {name: f"({sql})" for sql, name in columns.items()}
