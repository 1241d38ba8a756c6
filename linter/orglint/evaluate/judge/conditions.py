"""Where the conditions of rules are looked up: in the rows of a table, or among those that the engine holds.

Working the conditions out takes most of the time that judging takes, and their SQL most of what the engine has to read.
Of a small table all rows are held with the conditions of its rules: to count outcomes, to find rows, to show values.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace

from orglint.engine.queries import EvaluationError, QueryTimeoutError
from orglint.evaluate.judge.conditions_query import (
    ConditionsQuery,
    add_lets,
    build_conditions_query,
    list_deciding_lets,
    list_lets,
    list_needed_columns,
    name_rows,
)
from orglint.evaluate.session import Session
from orglint.model.table import Table
from orglint.rulebook.rule import CompiledRule

LONG, CELLS_A_CHARACTER = 2_000, 40
"""Shorter conditions are worked out twice as soon as held; how many cells are held while a character of SQL is read."""


@dataclass(frozen=True, slots=True)
class Conditions:
    """The conditions of rules about a table: worked out by each query anew, or `held` in a table of that name.

    `columns` are by rule those of the two conditions there, `lets` those of named expressions. Where it took too long
    to work all of them out together, they are `late`.
    """

    table: Table
    only_subject: bool = False
    held: str = ""
    columns: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    lets: frozenset[str] = frozenset()
    late: bool = False

    def build_query(self, rules: Sequence[CompiledRule], *, with_told: bool = False) -> ConditionsQuery:
        """Return the query over their rows, `with_told` with all named expressions of the rules."""
        if not self.held:
            return build_conditions_query(self.table, rules, only_subject=self.only_subject, with_told=with_told)
        lets = {name: sql for name, sql in list_lets(rules).items() if with_told and name not in self.lets}
        source = add_lets(self.table, name_rows(self.table, self.held), lets)
        return ConditionsQuery(source, [self.columns[rule.id] for rule in rules])


@contextmanager
def hold_conditions(session: Session, table: Table, rules: Sequence[CompiledRule]) -> Iterator[Conditions]:
    """Hold the rows of a small table with the conditions of rules about it, for as long as the block runs.

    Each query works them out anew where they cannot be held, or where that is less work than to hold all rows. Those of
    one rule alone are never held: if they are late, they are known to be, and not asked again.
    """
    scanned = Conditions(table, session.only_subject)
    with ExitStack() as stack:
        held = len(rules) > 1 and table.name in session.sizes
        yield _hold_rows(stack, session, scanned, rules) if held else scanned


def _hold_rows(stack: ExitStack, session: Session, scanned: Conditions, rules: Sequence[CompiledRule]) -> Conditions:
    query, lets = scanned.build_query(rules), list_deciding_lets(rules)
    conditions = dict.fromkeys(name for pair in query.columns for name in pair)
    listed = [*list_needed_columns(scanned.table, rules), *lets, *conditions]
    if not _is_less_work(session.sizes[scanned.table.name] * len(listed), len(query.source)):
        return scanned
    try:
        holding = session.engine.hold_rows(f"SELECT {', '.join(listed)} FROM {query.source}", session.values)
        held = stack.enter_context(holding)
    except QueryTimeoutError:
        return replace(scanned, late=True)
    except EvaluationError:
        return scanned
    columns = {rule.id: pair for rule, pair in zip(rules, query.columns, strict=True)}
    return replace(scanned, held=held, columns=columns, lets=frozenset(lets))


def _is_less_work(cells: int, characters: int) -> bool:
    """Return whether so many cells are held sooner than SQL of that length is read and planned a second time."""
    return characters >= LONG and cells <= CELLS_A_CHARACTER * characters
