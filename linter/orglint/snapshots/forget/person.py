"""Who is to be forgotten: the ids and addresses of one person, in all snapshots of a store."""

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from orglint.engine.connection import Connection
from orglint.engine.sealing import open_sealing_engine
from orglint.model.snapshot import Snapshot
from orglint.sql.quoting import quote_identifier, quote_pattern
from orglint.tables import known_tables
from orglint.tables.privacy import find_person_column

EMAIL = "email"
_PUNCTUATION = re.compile(r"([!-/:-@\[-`{-~])", re.ASCII)


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody, by the ids of their accounts and by their addresses (in lower case)."""

    ids: frozenset[str]
    addresses: frozenset[str]

    @property
    def texts(self) -> tuple[str, ...]:
        """All that names them, the longest first."""
        return tuple(sorted({*self.ids, *self.addresses}, key=lambda it: (-len(it), it)))


def find_person(said: str, snapshots: Iterable[Snapshot], spill: Path) -> Person:
    """Return who is meant by an account id or an address: with it, all that snapshots know of the same accounts.

    Of an address, the accounts that have it or had it; of an account, and of those, every address. `spill` is a folder
    for temporary files.
    """
    seen, address = list(snapshots), _fold(said)
    said_so = ("{} = ? OR {} = ?", [said, address])
    ids = {identity for snapshot in seen for identity, _ in _list_accounts(snapshot, *said_so, spill)}
    theirs = ("{} IN (SELECT unnest(CAST(? AS VARCHAR[])))", [sorted(ids)])
    addresses = {it for snapshot in seen for _, it in _list_accounts(snapshot, *theirs, spill) if it}
    plain = (set(), {_fold(said)}) if "@" in said else ({said}, set())
    return Person(frozenset(ids | plain[0]), frozenset(addresses | plain[1]))


def make_pattern(person: Person) -> str:
    """Return a regular expression, for Python and for the engine, that finds whoever is named in a JSON text.

    A text before or after which a letter or digit stands is another name. Letters match in both cases.
    """
    written = {json.dumps(text, ensure_ascii=ascii_only)[1:-1] for text in person.texts for ascii_only in (True, False)}
    names = "|".join(_PUNCTUATION.sub(r"\\\1", it) for it in sorted(written, key=lambda it: (-len(it), it)))
    return rf"(?i)(^|[^0-9A-Za-z_])({names})($|[^0-9A-Za-z_])"


def _fold(address: str) -> str:
    return address.strip().lower()


def _list_accounts(snapshot: Snapshot, condition: str, values: Sequence[Any], spill: Path) -> Iterator[tuple[str, str]]:
    """Yield the id and the address of the accounts of a snapshot for which a condition is true.

    It has places for the two as SQL, and `values` are those of its parameters. Without an address it is empty.
    """
    with open_sealing_engine(spill, snapshot.folder) as engine:
        for name in known_tables():
            column = find_person_column(name)
            if not column or name not in snapshot.files:
                continue
            rows = f"read_parquet({quote_pattern(snapshot.folder / snapshot.files[name].name)})"
            address = f"coalesce(lower({EMAIL}), '')" if _has_column(engine, rows, EMAIL) else "''"
            identity = quote_identifier(column)
            chosen = f"SELECT DISTINCT {identity}, {address} FROM {rows} WHERE {condition.format(identity, address)}"
            yield from engine.execute(chosen, values).fetchall()


def _has_column(engine: Connection, rows: str, name: str) -> bool:
    return any(row[0] == name for row in engine.execute(f"DESCRIBE SELECT * FROM {rows}").fetchall())
