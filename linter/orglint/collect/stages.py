"""Read tables in stages: lists first, then the tables that are asked for keys of those that were read before."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import httpx

from orglint.collect.client import ApiClient, open_api
from orglint.collect.limits import Limits
from orglint.collect.one_table import recall_or_read
from orglint.collect.plan import Plan
from orglint.collect.progress import Progress
from orglint.collect.walk import TableReader
from orglint.http.connection import ConnectionSettings
from orglint.http.retry import Budget
from orglint.model.snapshot import Snapshot
from orglint.snapshots import collecting, seal
from orglint.snapshots.collecting import Collecting, TableWalk
from orglint.tables import find_declaration
from orglint.tables.apis import Api

Select = Callable[[Snapshot], Mapping[str, Sequence[str]]]
"""Says, from a snapshot of all tables that were read, for which keys the tables are asked that depend on them."""

_CHOSEN = "chosen"


@dataclass(frozen=True, slots=True)
class Stages:
    """What reading the tables of a plan needs, whichever table it is."""

    store: Path
    connection: ConnectionSettings
    plan: Plan
    budget: Budget
    clock: Callable[[], datetime]
    report: Callable[[Progress], None]
    limits: Limits

    def read_lists(self, begun: Collecting, observe: Callable[[httpx.Response], None]) -> dict[str, TableWalk]:
        """Read the tables that depend on no other; `observe` gets every answer."""
        tables = self.plan.stages[0]
        return self._read_tables(begun, dict.fromkeys(tables, ()), observe)

    def read_dependents(
        self, timed: Collecting, table_walks: Mapping[str, TableWalk], select: Select | None
    ) -> tuple[dict[str, TableWalk], seal.SealedParents | None]:
        """Read the tables that depend on those that were read; return all of them, and those that this run sealed."""
        walks, parents = dict(table_walks), None
        for tables in self.plan.stages[1:]:
            keys = self._recall_keys(timed, tables)
            if keys is None:
                assert select is not None, "nobody says for which keys"
                self._say("choosing for whom to ask")
                parents = seal.seal_parents(self.store, timed, walks, sealed_at=self.clock())
                keys = self._keep_keys(timed, tables, select(parents.snapshot))
            walks |= self._read_tables(timed, keys)
        return walks, parents

    def _read_tables(
        self,
        begun: Collecting,
        keys: Mapping[str, Sequence[str]],
        observe: Callable[[httpx.Response], None] = lambda _: None,
    ) -> dict[str, TableWalk]:
        """Read tables, each for these keys."""
        with _open_clients(keys, self.connection, self.budget, observe=observe) as clients:
            return {
                table: recall_or_read(
                    TableReader(
                        clients[find_api(table)],
                        begun,
                        self.plan.tables[table],
                        self.clock,
                        self.report,
                        self.plan.confirm,
                        self.limits,
                        tuple(chosen),
                    ),
                    table,
                )
                for table, chosen in keys.items()
            }

    def _recall_keys(self, timed: Collecting, tables: Sequence[str]) -> dict[str, tuple[str, ...]] | None:
        """Return for which keys an earlier run began to ask: the same ones are asked for."""
        kept = {table: collecting.load_table_facts(timed, table, _CHOSEN) for table in tables}
        return (
            None if None in kept.values() else {table: tuple(facts["keys"]) for table, facts in kept.items() if facts}
        )

    def _keep_keys(
        self, timed: Collecting, tables: Sequence[str], chosen: Mapping[str, Sequence[str]]
    ) -> dict[str, tuple[str, ...]]:
        """Keep for which keys tables are asked, so that a run that goes on asks for the same."""
        keys = {table: tuple(sorted({*chosen.get(table, ())})) for table in tables}
        for table in tables:
            collecting.remove_table(timed, table)  # what was asked for other keys says nothing of these
            collecting.save_table_facts(timed, table, _CHOSEN, {"keys": keys[table]})
        return keys

    def _say(self, note: str) -> None:
        self.report(Progress("", 0, 0, note))


@contextmanager
def _open_clients(
    tables: Iterable[str],
    connection: ConnectionSettings,
    budget: Budget,
    *,
    observe: Callable[[httpx.Response], None] = lambda _: None,
) -> Iterator[Mapping[Api, ApiClient]]:
    """Open the APIs that tables are read from; `observe` gets every answer."""
    with ExitStack() as opened:
        apis = dict.fromkeys(map(find_api, tables))
        yield {api: opened.enter_context(open_api(api, connection, budget, observe=observe)) for api in apis}


def find_api(table: str) -> Api:
    """Return the API that lists a table."""
    return find_declaration(table).endpoint.api
