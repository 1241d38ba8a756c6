"""Plan a collection: the tables and requests that the rules need."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from orglint.collect.tables import CALLS
from orglint.model.table import Column, Table
from orglint.tables import known_tables
from orglint.tables.privacy import Says, classify_column
from orglint.tables.schema import load_specification


@dataclass(frozen=True, slots=True)
class PlannedCall:
    """One kind of request that a plan makes: for which table, how often, and the scope that its key needs."""

    table: str
    endpoint: str
    times: str
    scope: str


@dataclass(frozen=True, slots=True)
class Plan:
    """The tables to read, in the order of reading, each with the `expand` values that its requests carry.

    With `confirm` every list is walked twice. `choosing` is a digest of what decides for which keys those tables are
    asked that are asked row by row; they come after the tables whose keys these are. `redacted` are the columns of each
    table that are not stored in the snapshot, whatever the API sends.
    """

    tables: Mapping[str, tuple[str, ...]]
    confirm: bool = False
    choosing: str = ""
    redacted: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def stages(self) -> tuple[tuple[str, ...], ...]:
        """The tables by what has to be read before: those that depend on no other, those that depend on these, ..."""
        depths = {name: len(list(_list_parents(name))) for name in self.tables}
        stages = range(max(depths.values(), default=0) + 1)
        return tuple(tuple(name for name, depth in depths.items() if depth == stage) for stage in stages)

    @property
    def calls(self) -> tuple[PlannedCall, ...]:
        """Every kind of request that collecting will make, known without making one."""
        return tuple(call for table, asked in self.tables.items() for call in self._plan_calls(table, asked))

    def _plan_calls(self, table: str, asked: tuple[str, ...]) -> Iterator[PlannedCall]:
        for call in CALLS[table]:
            if not call.needs or call.needs in asked:
                operation = load_specification(call.endpoint.api).find_operation(call.endpoint)
                times = f"twice {call.times}" if self.confirm and call.confirmed else call.times
                yield PlannedCall(table, str(call.endpoint), times, operation.scope)

    @property
    def scopes(self) -> tuple[str, ...]:
        """The scopes that a key with scopes needs; operations whose scope Atlassian does not name add none."""
        return tuple(sorted({call.scope for call in self.calls if call.scope}))


def plan_collection(reads: Iterable[tuple[str, str]], counts: Iterable[str] = ()) -> Plan:
    """Return the least that answers: the columns that are read, and the tables that are needed as a whole."""
    wanted: dict[str, set[str]] = {"organization": set(), **{table: set() for table in counts}}
    for table, column in reads:
        wanted.setdefault(table, set()).update(
            _list_expands(known_tables()[table], known_tables()[table].columns[column])
        )
    for table in list(wanted):
        for above in _list_parents(table):
            wanted.setdefault(above, set())
    return _order_tables(wanted)


def plan_everything(reads: Iterable[tuple[str, str]] = (), counts: Iterable[str] = ()) -> Plan:
    """Return the plan that leaves no list out; what is asked row by row it has only where that is read or needed."""
    lists = {name: table for name, table in known_tables().items() if not table.parent}
    return plan_collection(
        [*reads, *((name, column) for name, table in lists.items() for column in table.columns)], counts
    )


def redact_plan(plan: Plan, reads: Iterable[tuple[str, str]]) -> Plan:
    """Return a plan that stores no column with a text that may name somebody, unless that column is read."""
    kept = {it for table, column in reads for it in _list_inputs(known_tables()[table], column)}
    redacted = {
        name: tuple(
            column.name
            for column in known_tables()[name].columns.values()
            if not column.inputs and (name, column.name) not in kept
            if classify_column(name, column.name) is Says.WHO
        )
        for name in plan.tables
    }
    return replace(plan, redacted={name: columns for name, columns in redacted.items() if columns})


def _list_inputs(table: Table, column: str) -> Iterator[tuple[str, str]]:
    """Yield a column, and what it is made of."""
    yield table.name, column
    for title in table.columns[column].inputs:
        yield from _list_inputs(table, title)


def _list_parents(table: str) -> Iterator[str]:
    """Yield the table that a table is asked by, the one that this is asked by, and so on."""
    while table := known_tables()[table].parent:
        yield table


def _list_expands(table: Table, column: Column) -> Iterator[str]:
    if column.specified:
        yield from column.expand.split()
    for title in column.inputs:
        yield from _list_expands(table, table.columns[title])


def _order_tables(wanted: Mapping[str, set[str]]) -> Plan:
    """Return the plan: tables after those that they depend on, otherwise as they are declared."""
    specified = [name for name, table in known_tables().items() if _is_specified(table)]
    ordered = sorted(specified, key=lambda name: len(list(_list_parents(name))))
    return Plan({name: tuple(sorted(wanted[name])) for name in ordered if name in wanted})


def _is_specified(table: Table) -> bool:
    """Tell whether the specification has a table, and the one that it is asked by."""
    return table.specified and all(known_tables()[above].specified for above in _list_parents(table.name))
