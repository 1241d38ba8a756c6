"""Compare the sealed files of a snapshot with its ledger: rows, keys, types."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from orglint.engine.duckdb import Engine
from orglint.engine.queries import EvaluationError, run_unwatched
from orglint.model.reasons import Reason, ReasonCode
from orglint.model.snapshot import Snapshot, TableLedger, name_keys
from orglint.model.table import Table
from orglint.model.wording import format_count
from orglint.sql.quoting import quote_identifier
from orglint.tables import known_tables
from orglint.tables.apis import APIS, ORGANIZATIONS
from orglint.tables.schema import load_specification


def find_mismatches(snapshot: Snapshot, engine: Engine) -> list[str]:
    """Return every difference between the tables and the ledger, each as a sentence.

    The engine, which may read the snapshot's files, is as it was before: it has none of the tables, and its limits do
    not count. Tables that the specification does not have are skipped: no rule can read them.
    """
    tables, unwatched = known_tables(), replace(engine, watch=run_unwatched)
    return [
        mismatch
        for name, file in snapshot.files.items()
        if name in tables
        for mismatch in _compare_file(unwatched, snapshot, tables[name], snapshot.folder / file.name)
    ]


def _compare_file(engine: Engine, snapshot: Snapshot, table: Table, file: Path) -> list[str]:
    ledger, same = snapshot.tables[table.name], is_of_this_specification(snapshot, table)
    found: list[str] = []
    try:
        engine.register_file(table, file, unknown=list(unknown_columns(table, ledger)), same=same)
        found += _compare_table(engine, table, ledger)
        if ledger.keys is not None:
            keys = snapshot.folder / snapshot.files[name_keys(table.name)].name
            engine.register_keys(name_keys(table.name), keys)
            found += _compare_keys(engine, table, ledger, ledger.keys.answered)
    except EvaluationError as error:
        found.append(f"{table.name} cannot be read ({error})")
    engine.forget_views(table.name, name_keys(table.name))
    return found


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


def _compare_table(engine: Engine, table: Table, ledger: TableLedger) -> Iterator[str]:
    counts = f"count(*), count(DISTINCT {quote_identifier(table.key)})"
    rows, keys = engine.fetch(f"SELECT {counts} FROM {quote_identifier(table.name)}", {})[0]
    # More rows than were counted are people who left meanwhile, and no contradiction.
    if ledger.complete and ledger.expected is not None and ledger.rows < ledger.expected:
        yield f"{table.name} is called complete with {ledger.rows} rows of {ledger.expected}"
    if rows != ledger.rows:
        yield f"{table.name} has {rows} rows, the ledger says {ledger.rows}"
    if keys != rows:
        yield f"{table.name} has {rows} rows and {keys} different keys"


def _compare_keys(engine: Engine, table: Table, ledger: TableLedger, answered: int) -> Iterator[str]:
    """Yield how the keys for which a table was answered differ from its ledger, or from its rows."""
    name = quote_identifier(name_keys(table.name))
    counted, different = engine.fetch(f"SELECT count(key), count(DISTINCT key) FROM {name}", {})[0]
    if not counted == different == answered:
        yield f"{table.name} has {counted} keys, the ledger says {answered}"
    if not ledger.as_asked:  # an answer of which a part was lost has rows, and no key
        return
    of_others = f"{quote_identifier(table.asked_by)} NOT IN (SELECT key FROM {name})"
    query = f"SELECT count(DISTINCT {quote_identifier(table.asked_by)}) FROM {quote_identifier(table.name)}"
    strange = engine.fetch(f"{query} WHERE {of_others}", {})[0][0]
    if strange:
        yield f"{table.name} has rows of {format_count(strange, 'key')} without an answer"
