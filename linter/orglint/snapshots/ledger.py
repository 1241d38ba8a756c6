"""Compare the sealed files of a snapshot with its ledger: rows, keys, types."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from orglint.engine.duckdb import Engine, select_keys
from orglint.engine.queries import EvaluationError, run_unwatched
from orglint.model.reasons import Reason, ReasonCode
from orglint.model.snapshot import Snapshot, TableLedger, name_keys
from orglint.model.table import Table
from orglint.model.wording import format_count
from orglint.sql.quoting import quote_identifier, quote_text
from orglint.tables import known_tables
from orglint.tables.apis import APIS, ORGANIZATIONS
from orglint.tables.schema import load_specification


class _Counted(NamedTuple):
    """What a table's file holds: rows, different keys; of keys that it was asked for: how many, and how many differ.

    `strange` keys are those of rows that are among none of these.
    """

    table: str
    rows: int
    keys: int
    asked: int | None
    different: int | None
    strange: int | None


def find_mismatches(snapshot: Snapshot, engine: Engine) -> list[str]:
    """Return every difference between the tables and the ledger, each as a sentence.

    The engine, which may read the snapshot's files, is as it was before, and its limits do not count. Tables that the
    specification does not have are skipped: no rule can read them.
    """
    known, unwatched = known_tables(), replace(engine, watch=run_unwatched)
    tables = [known[name] for name in snapshot.files if name in known]
    try:
        counted = _count_tables(unwatched, snapshot, tables)
    except EvaluationError:  # of some table: they are asked one by one to tell which
        return [mismatch for table in tables for mismatch in _compare_alone(unwatched, snapshot, table)]
    return [mismatch for table in tables for mismatch in _compare_table(snapshot, table, counted[table.name])]


def _compare_alone(engine: Engine, snapshot: Snapshot, table: Table) -> list[str]:
    try:
        return list(_compare_table(snapshot, table, _count_tables(engine, snapshot, [table])[table.name]))
    except EvaluationError as error:
        return [f"{table.name} cannot be read ({error})"]


def _count_tables(engine: Engine, snapshot: Snapshot, tables: Sequence[Table]) -> dict[str, _Counted]:
    """Return what each table holds, asked in one question: several take longer to ask than to answer."""
    query = " UNION ALL ".join(_write_count(engine, snapshot, table) for table in tables)
    return {row[0]: _Counted(*row) for row in engine.fetch(query, {})} if query else {}


def _write_count(engine: Engine, snapshot: Snapshot, table: Table) -> str:
    ledger, same = snapshot.tables[table.name], is_of_this_specification(snapshot, table)
    file = snapshot.folder / snapshot.files[table.name].name
    rows = f"({engine.select_file(table, file, unknown=list(unknown_columns(table, ledger)), same=same)})"
    counts = f"{quote_text(table.name)}, count(*), count(DISTINCT {quote_identifier(table.key)})"
    of_keys = ", ".join(_write_key_counts(snapshot, table, rows) if ledger.keys is not None else ["NULL"] * 3)
    return f"SELECT {counts}, {of_keys} FROM {rows}"


def _write_key_counts(snapshot: Snapshot, table: Table, rows: str) -> list[str]:
    """Return the SQL of what is counted of the keys for which a table was asked."""
    keys = select_keys(snapshot.folder / snapshot.files[name_keys(table.name)].name)
    by = quote_identifier(table.asked_by)
    strange = f"(SELECT count(DISTINCT {by}) FROM {rows} WHERE {by} NOT IN ({keys}))"
    return [*(f"(SELECT {it} FROM ({keys}))" for it in ("count(key)", "count(DISTINCT key)")), strange]


def is_of_this_specification(snapshot: Snapshot, table: Table) -> bool:
    """Return whether a table was sealed under the specification that orglint has now, so that types are the same."""
    then = snapshot.specifications.get(table.api, snapshot.spec_sha256 if table.api == ORGANIZATIONS.name else "")
    return then == load_specification(APIS[table.api]).sha256


def unknown_columns(table: Table, ledger: TableLedger) -> Mapping[str, Reason]:
    """Return the columns of which nothing is known, with the reason."""
    reasons = {}
    for name, column in table.columns.items():
        seen = ledger.columns.get(name)
        if seen is None:
            reasons[name] = explain_missing(specified=column.specified)
        elif reason := seen.reason:
            reasons[name] = reason
    return reasons


def explain_missing(*, specified: bool) -> Reason:
    """Return why a snapshot does not have a table or a column."""
    return Reason(ReasonCode.NOT_COLLECTED if specified else ReasonCode.NOT_SPECIFIED)


def _compare_table(snapshot: Snapshot, table: Table, counted: _Counted) -> Iterator[str]:
    ledger = snapshot.tables[table.name]
    # More rows than were counted are people who left meanwhile, and no contradiction.
    if ledger.complete and ledger.expected is not None and ledger.rows < ledger.expected:
        yield f"{table.name} is called complete with {ledger.rows} rows of {ledger.expected}"
    if counted.rows != ledger.rows:
        yield f"{table.name} has {counted.rows} rows, the ledger says {ledger.rows}"
    if counted.keys != counted.rows:
        yield f"{table.name} has {counted.rows} rows and {counted.keys} different keys"
    if ledger.keys is None:
        return
    if not counted.asked == counted.different == ledger.keys.answered:
        yield f"{table.name} has {counted.asked} keys, the ledger says {ledger.keys.answered}"
    # an answer of which a part was lost has rows, and no key
    if ledger.as_asked and counted.strange:
        yield f"{table.name} has rows of {format_count(counted.strange, 'key')} without an answer"
