"""The keys that walks of a table found: how many, and which keys of one walk another did not find.

A few rows are compared in memory; where there are many the engine does it, so that memory stays flat.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import orjson

from orglint.engine.connection import Connection
from orglint.engine.sealing import open_sealing_engine, run_in_thread
from orglint.model.table import Table
from orglint.snapshots import pages
from orglint.snapshots.load import WALK, fetch_number, read_walks
from orglint.sql.quoting import quote_identifier

FEW = 100_000


@dataclass(frozen=True, slots=True)
class WalkedKeys:
    """The walks of a folder of pages whose keys are compared; `rows` is their number of rows together."""

    folder: Path
    walks: tuple[int, ...]
    rows: int

    def lines(self, table: Table) -> Iterator[tuple[str, bytes]]:
        """Yield each stored row, as a line of JSON, with its key."""
        for walk in self.walks:
            for _, body in pages.read_page_bodies(self.folder, walk):
                yield from ((orjson.loads(line)[table.key], line) for line in body.splitlines())

    def keys(self, table: Table) -> Iterator[str]:
        """Yield the key of each row."""
        return (key for key, _ in self.lines(table))


def count_keys(walked_keys: WalkedKeys, table: Table, spill: Path, *, few: int = FEW) -> int:
    """Return the number of different keys; up to `few` rows are counted in memory, more by DuckDB."""
    if walked_keys.rows <= few:
        return len(set(walked_keys.keys(table)))

    def count(engine: Connection) -> int:
        keys = _load_keys(engine, "one", walked_keys, table, spill)
        return fetch_number(engine, f"SELECT count(DISTINCT {quote_identifier(table.key)}) FROM {keys}")

    with open_sealing_engine(spill, walked_keys.folder) as engine:
        return run_in_thread(engine, lambda: count(engine))


def may_differ(walked_keys: WalkedKeys, table: Table, *, few: int = FEW) -> bool:
    """Return whether a key may have rows with different content; always true of more than `few` rows."""
    if walked_keys.rows > few:
        return True
    times = Counter(walked_keys.keys(table))
    again = ((key, line) for key, line in walked_keys.lines(table) if times[key] > 1)
    first: dict[str, int] = {}
    return any(first.setdefault(key, hash(line)) != hash(line) for key, line in again)


def only_in(
    one: WalkedKeys, other: WalkedKeys, table: Table, spill: Path, *, most: int, few: int = FEW
) -> tuple[str, ...]:
    """Return keys that `one` has and `other` has not, in order, at most `most` of them."""
    if one.rows + other.rows <= few:
        return tuple(sorted(set(one.keys(table)).difference(other.keys(table)))[:most])

    def compare(engine: Connection) -> tuple[str, ...]:
        first, second = (_load_keys(engine, title, it, table, spill) for title, it in (("one", one), ("other", other)))
        key = quote_identifier(table.key)
        query = f"SELECT {key} FROM {first} EXCEPT SELECT {key} FROM {second} ORDER BY 1 LIMIT {most}"
        return tuple(str(row[0]) for row in engine.execute(query).fetchall())

    with open_sealing_engine(spill, one.folder, other.folder) as engine:
        return run_in_thread(engine, lambda: compare(engine))


def _load_keys(engine: Connection, title: str, walked_keys: WalkedKeys, table: Table, spill: Path) -> str:
    """Read the keys into the engine and return what they are selected from."""
    read_walks(engine, title, (), table, folder=walked_keys.folder, spill=spill)
    walks = ", ".join(map(str, walked_keys.walks)) or "NULL"
    return f"(SELECT {quote_identifier(table.key)} FROM {title} WHERE {WALK} IN ({walks}))"
