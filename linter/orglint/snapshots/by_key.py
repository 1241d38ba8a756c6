"""Tables that are asked row by row: for which keys of their parent they are complete.

Beside the rows stand the keys that were answered whole, in a file of their own: a key without rows is an answer too.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from orglint.engine.connection import Connection
from orglint.model.snapshot import Doubt, DoubtKind, KeyLedger, TableLedger, TableState
from orglint.model.table import Table
from orglint.snapshots.collecting import AnsweredKeys, TableWalk
from orglint.snapshots.load import fetch_number
from orglint.snapshots.losses import add_doubt
from orglint.snapshots.shown import select_rows
from orglint.sql.quoting import quote_identifier, quote_pattern, quote_text
from orglint.tables.declaration import Parent
from orglint.tables.evidence import RowsOf

KEY = "key"
"""The one column of the file of keys."""


def forget_keys(table_walk: TableWalk, left: Sequence[str]) -> TableWalk:
    """Return what is known of a parent's walks without rows that left it meanwhile: no number counts them any more."""
    if not left:
        return table_walk
    gone = len(left)
    tallies = tuple(
        replace(counts, holders={value: sorted({*keys} - {*left}) for value, keys in counts.holders.items()})
        for counts in table_walk.tallies
    )
    return replace(
        table_walk,
        expected=None if table_walk.expected is None else table_walk.expected - gone,
        others={by: number - gone for by, number in table_walk.others.items()},
        tallies=tallies,
        notes=(*table_walk.notes, f"{gone} of its rows left while the snapshot was taken"),
    )


def list_left(table: str, tables: Mapping[str, Table], table_walks: Mapping[str, TableWalk]) -> tuple[str, ...]:
    """Return the keys of a table that were no longer there when a table that depends on it was asked for them."""
    walks = (walk for name, walk in table_walks.items() if tables[name].parent == table)
    return tuple(sorted({key for walk in walks if walk.by_key for key in walk.by_key.left}))


def write_keys(engine: Connection, keys: AnsweredKeys, target: Path) -> None:
    """Write the keys that were answered whole, in order."""
    _register_answered(engine, keys)
    engine.execute(
        f"COPY (FROM answered ORDER BY {KEY}) TO {quote_text(str(target))} (FORMAT parquet, COMPRESSION zstd)"
    )


@dataclass(frozen=True, slots=True)
class SealedParent:
    """The table whose keys another was asked for: its ledger, and the file of its rows."""

    table: Table
    ledger: TableLedger
    file: Path


@dataclass(frozen=True, slots=True)
class SealedChild:
    """The table that was asked for keys of its parent, and the file of its rows."""

    table: Table
    declared: Parent
    file: Path


def doubt_silence(
    engine: Connection, ledger: TableLedger, keys: AnsweredKeys, child: SealedChild, parent: SealedParent
) -> tuple[TableLedger, AnsweredKeys]:
    """Return the ledger of a table, and the keys of its parent that count as answered.

    Where no key at all has a row, although the parent says that some have, the API has kept silent about them: the
    table is in doubt, and no key counts as answered. Of keys that certainly have one, each without a row is silence.
    """
    if not keys.answered:
        return ledger, keys
    _register_answered(engine, keys)
    counted = child.declared.counted
    if not ledger.rows and (silent := _list_silent(engine, child, parent, counted)):
        text = f"no row, although there should be some of {len(silent):,} of the {parent.table.name} ({counted.place})"
        return _doubt_keys(ledger, keys, text, keys.answered)
    certain = child.declared.certain
    if certain and (silent := _list_silent(engine, child, parent, certain)):
        text = f"no row of {len(silent):,} of the {parent.table.name}, which certainly have some ({certain.place})"
        return _doubt_keys(ledger, keys, text, silent)
    return ledger, keys


def _doubt_keys(
    ledger: TableLedger, keys: AnsweredKeys, text: str, silent: Collection[str]
) -> tuple[TableLedger, AnsweredKeys]:
    believed = tuple(it for it in keys.answered if it not in silent)
    return add_doubt(ledger, Doubt(DoubtKind.CONTRADICTION, text)), replace(keys, answered=believed)


def _list_silent(engine: Connection, child: SealedChild, parent: SealedParent, shown: RowsOf) -> frozenset[str]:
    """Return the keys that were answered without a row, of those rows of the parent that say that there is one."""
    theirs, its = (f"read_parquet({quote_pattern(it)})" for it in (parent.file, child.file))
    key, asked_by = quote_identifier(parent.table.key), quote_identifier(child.table.asked_by)
    silent = f"{key} IN (FROM answered) AND {key} NOT IN (SELECT {asked_by} FROM {its} WHERE {asked_by} IS NOT NULL)"
    found = engine.execute(f"SELECT {key} FROM {theirs} WHERE {silent} AND {select_rows(shown)}").fetchall()
    return frozenset(row[0] for row in found)


def conclude_keys(engine: Connection, ledger: TableLedger, keys: AnsweredKeys, parent: SealedParent) -> TableLedger:
    """Return the ledger of a table that was asked by key; call it after `write_keys`.

    The table is complete only if its parent is, and every key of it was answered.
    """
    answered = len(set(keys.answered))
    ledger = replace(ledger, keys=KeyLedger(keys.chosen, answered))
    if ledger.state is not TableState.COMPLETE:
        return ledger
    if answered < keys.chosen - len(keys.left):
        lacking = f"{answered:,} of {keys.chosen:,} {parent.table.name} were answered"
        return replace(ledger, state=TableState.PARTIAL, reason="; ".join(it for it in (ledger.reason, lacking) if it))
    if parent.ledger.complete and not _count_others(engine, parent):
        return ledger
    only = f"asked for {answered:,} of {parent.ledger.rows:,} {parent.table.name}"
    return replace(ledger, state=TableState.BY_KEY, reason=only)


def follow_parents(ledgers: Mapping[str, TableLedger], tables: Mapping[str, Table]) -> dict[str, TableLedger]:
    """Return the ledgers; a table that was asked for every key is not complete if its parent turned out not to be."""
    found = dict(ledgers)
    for name, ledger in ledgers.items():
        above = ledgers.get(tables[name].parent)
        if ledger.keys is not None and ledger.complete and not (above and above.complete):
            reason = f"asked for all {ledger.keys.answered:,} {tables[name].parent} that were read, which are not all"
            found[name] = replace(ledger, state=TableState.BY_KEY, reason=reason)
    return found


def _register_answered(engine: Connection, keys: AnsweredKeys) -> None:
    engine.execute(f"CREATE OR REPLACE TEMP TABLE answered ({KEY} VARCHAR)")
    engine.execute("INSERT INTO answered SELECT unnest(CAST(? AS VARCHAR[]))", [sorted(set(keys.answered))])


def _count_others(engine: Connection, parent: SealedParent) -> int:
    """Return how many rows of the parent were not asked for, or not answered."""
    key = quote_identifier(parent.table.key)
    other = f"{key} IS NULL OR {key} NOT IN (FROM answered)"
    return fetch_number(engine, f"SELECT count(*) FROM read_parquet({quote_pattern(parent.file)}) WHERE {other}")
