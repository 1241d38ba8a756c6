"""Make a snapshot again without one person, and put it in the place of the old one in one step."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from orglint.documents import files
from orglint.documents.swap import swap_folders
from orglint.engine.connection import Connection
from orglint.engine.sealing import open_sealing_engine, run_in_thread
from orglint.model.snapshot import (
    DataFile,
    Doubt,
    DoubtKind,
    Forgetting,
    KeyLedger,
    Snapshot,
    TableLedger,
    TableState,
    list_file_titles,
    name_keys,
)
from orglint.model.wording import format_count
from orglint.snapshots import by_key, manifest
from orglint.snapshots.forget.person import Person, make_pattern, make_striker
from orglint.snapshots.forget.table import Rewritten, rewrite_keys, rewrite_table
from orglint.snapshots.losses import add_doubt
from orglint.snapshots.read import read_snapshot
from orglint.tables import known_tables

_SOMEBODY = "somebody who is forgotten"


def forget_in_snapshot(snapshot: Snapshot, person: Person, staging: Path, *, at: datetime) -> Forgetting | None:
    """Forget a person in a snapshot, which was verified; None if it does not name them, and stays as it is.

    The new one is made in the folder `staging` of the same file system, verified, and takes the place of the old one
    in one step. Its manifest says what was done at which time, and not to whom.
    """
    made = files.make_folder(staging / snapshot.id)
    spill = files.make_folder(staging / "spill")
    strike = make_striker(person, _SOMEBODY)
    with open_sealing_engine(spill, snapshot.folder, made) as engine:
        found = run_in_thread(engine, lambda: _rewrite_tables(engine, snapshot, made, person))
        ledgers = run_in_thread(engine, lambda: _rewrite_all_keys(engine, snapshot, made, person, found))
        ledgers = {it: _strike_words(one, strike) for it, one in ledgers.items()}
    name, doubts = strike(snapshot.organization_name), tuple(map(strike, snapshot.doubts))
    if not found and (ledgers, name, doubts) == (snapshot.tables, snapshot.organization_name, snapshot.doubts):
        return None
    done = Forgetting(at, {it: one.rows for it, one in found.items()}, {it: one.cells for it, one in found.items()})
    again = replace(snapshot, folder=made, tables=ledgers, forgotten=(*snapshot.forgotten, done))
    again = replace(again, organization_name=name, doubts=doubts)
    titles = {title: made / f"{title}.parquet" for title in list_file_titles(ledgers)}
    for title, path in titles.items():
        if path.exists():
            files.sync_to_disk(path)
        else:
            files.link_or_copy(snapshot.folder / snapshot.files[title].name, path)
    sizes = {title: DataFile(it.name, files.digest_file(it), it.stat().st_size) for title, it in titles.items()}
    files.write_atomically(made / manifest.NAME, manifest.render_manifest(replace(again, files=sizes)))
    read_snapshot(made)
    swap_folders(made, snapshot.folder)
    return done


def _rewrite_tables(engine: Connection, snapshot: Snapshot, made: Path, person: Person) -> dict[str, Rewritten]:
    found, pattern = {}, make_pattern(person, in_json=True)
    for name, ledger in snapshot.tables.items():
        source = snapshot.folder / snapshot.files[name].name
        again = rewrite_table(
            engine, name, source, made / f"{name}.parquet", ledger=ledger, person=person, pattern=pattern
        )
        if again is not None:
            found[name] = again
    return found


def _rewrite_all_keys(
    engine: Connection, snapshot: Snapshot, made: Path, person: Person, found: Mapping[str, Rewritten]
) -> dict[str, TableLedger]:
    """Write the keys of tables that are asked row by row, and return the ledgers of all tables as they are then.

    A key of somebody else goes too if a row of theirs is left out: what they have is not known whole any more.
    """
    ledgers = {name: _change_ledger(it, found.get(name)) for name, it in snapshot.tables.items()}
    for name, ledger in snapshot.tables.items():
        title = name_keys(name)
        if ledger.keys is None or title not in snapshot.files:
            continue
        others = (found[name].keys if name in found else frozenset()) - person.ids
        source, target = snapshot.folder / snapshot.files[title].name, made / f"{title}.parquet"
        gone = rewrite_keys(engine, source, target, person.ids | others)
        keys = KeyLedger(max(ledger.keys.chosen - gone, 0), ledger.keys.answered - gone)
        ledgers[name] = replace(ledgers[name], keys=keys)
        if others and ledger.complete:
            reason = f"{format_count(len(others), 'key')} left out, which had rows that name people who were forgotten"
            ledgers[name] = replace(ledgers[name], state=TableState.BY_KEY, reason=reason)
    known = {name: it for name, it in ledgers.items() if name in known_tables()}
    return ledgers | by_key.follow_parents(known, known_tables())


def _change_ledger(ledger: TableLedger, again: Rewritten | None) -> TableLedger:
    """Return the ledger of a table that is not whole any more; one that is asked by key stays so for the other keys."""
    if again is None:
        return ledger
    changed = replace(ledger, rows=ledger.rows - again.rows, columns=again.columns)
    if not again.rows or ledger.keys is not None:
        return changed
    before = sum(it.difference or 0 for it in ledger.doubts if it.kind is DoubtKind.FORGOTTEN)
    others = tuple(it for it in ledger.doubts if it.kind is not DoubtKind.FORGOTTEN)
    said = {it.text for it in ledger.doubts} - {it.text for it in others}
    reason = "; ".join(part for part in ledger.reason.split("; ") if part and part not in said)
    missing = before + again.rows
    text = f"{format_count(missing, 'row')} left out, of people who were forgotten"
    return add_doubt(replace(changed, doubts=others, reason=reason), Doubt(DoubtKind.FORGOTTEN, text, missing))


def _strike_words(ledger: TableLedger, strike: Callable[[str], str]) -> TableLedger:
    """Return a ledger whose remarks do not name the person."""
    return replace(
        ledger,
        reason=strike(ledger.reason),
        doubts=tuple(replace(it, text=strike(it.text)) for it in ledger.doubts),
        drift=tuple(map(strike, ledger.drift)),
        notes=tuple(map(strike, ledger.notes)),
    )
