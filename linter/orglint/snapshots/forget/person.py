"""Who is to be forgotten: the ids and addresses of one person, in all snapshots of a store."""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

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
    seen = list(snapshots)
    pairs = {pair for snapshot in seen for pair in _list_accounts(snapshot, spill)}
    ids = {identity for identity, address in pairs if said == identity or _fold(said) == address}
    addresses = {address for identity, address in pairs if identity in ids and address}
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


def _list_accounts(snapshot: Snapshot, spill: Path) -> Iterator[tuple[str, str]]:
    """Yield the id and the address of each account that a snapshot has; without an address it is empty."""
    with open_sealing_engine(spill, snapshot.folder) as engine:
        for name, table in known_tables().items():
            column = find_person_column(name)
            if not column or name not in snapshot.files:
                continue
            rows = f"read_parquet({quote_pattern(snapshot.folder / snapshot.files[name].name)})"
            address = f"lower({EMAIL})" if EMAIL in table.columns and _has_column(engine, rows, EMAIL) else "''"
            yield from engine.execute(
                f"SELECT DISTINCT {quote_identifier(column)}, coalesce({address}, '') FROM {rows}"
            ).fetchall()


def _has_column(engine: Connection, rows: str, name: str) -> bool:
    return any(row[0] == name for row in engine.execute(f"DESCRIBE SELECT * FROM {rows}").fetchall())
