"""Large snapshots, made directly: the users of a small collected one again and again, as people of their own.

What is collected over HTTP in the same run gives the columns, the types, the layout of the files and the ledger; a
query multiplies it. Some rows are then bent, so that every rule has something to say: admins on unmanaged accounts,
and cells of which nothing is known.
"""

import shutil
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import duckdb

from orglint.documents import files
from orglint.model.snapshot import ColumnLedger, DataFile, Snapshot, TableLedger
from orglint.snapshots import manifest, read_snapshot
from orglint.tables import known_tables

ROW_GROUP = 100_000
_USERS = "users"
_ADMIN, _HOLE, _UNSEEN = 4_999, 1_999, 2_999
"""Every so many people: an admin on an unmanaged account, an unknown date, an unknown last activity."""

_COPIES = """
WITH copies AS (
    FROM
        (SELECT *, row_number() OVER (ORDER BY accountId) AS place FROM read_parquet($users)),
        range($copies) AS copy(again)
), people AS (
    SELECT *, again * (SELECT count(*) FROM read_parquet($users)) + place AS number FROM copies
)
SELECT * EXCLUDE (place, again, number) REPLACE (
    md5(CAST(number AS VARCHAR))[:24] AS accountId,
    again || '.' || email AS email,
    name || ' ' || again AS name,
    avatar || '?' || again AS avatar,
    picture || '?' || again AS picture,
    addedToOrg - to_seconds(number % 86400) AS addedToOrg,
    lastActive - to_seconds(number % 86400) AS lastActive,
    statusSince - to_seconds(number % 86400) AS statusSince,
    CASE WHEN number % {admin} = 0 THEN ['atlassian/org-admin'] ELSE platformRoles END AS platformRoles,
    CASE WHEN number % {admin} = 0 THEN 'unmanaged' ELSE claimStatus END AS claimStatus
)
FROM people WHERE number <= $rows
"""
_HOLES = """
SELECT * EXCLUDE (spot) REPLACE (
    CASE WHEN spot % {hole} = 0 THEN NULL ELSE addedToOrg END AS addedToOrg,
    CASE WHEN spot % {unseen} = 0 THEN NULL ELSE lastActive END AS lastActive,
    list_concat(_unknown, CASE
        WHEN spot % {hole} = 0 THEN ['addedToOrg']
        WHEN spot % {unseen} = 0 THEN ['lastActive']
        ELSE []
    END) AS _unknown
)
FROM (SELECT *, row_number() OVER (ORDER BY accountId) AS spot FROM people) ORDER BY accountId
"""


def grow(small: Path, folder: Path, *, rows: int) -> Snapshot:
    """Return a sealed snapshot with so many users, made of a small one, below a folder."""
    source = read_snapshot(small)
    target = files.make_folder(folder / f"{source.id[:16]}-{rows:x}")
    for file in source.files.values():
        if file.name != f"{_USERS}.parquet":
            shutil.copy(small / file.name, target / file.name)
    _write(small / "users.parquet", target / "users.parquet", rows=rows, of=source.tables[_USERS].rows)
    tables = {**source.tables, _USERS: _ledger(source.tables[_USERS], target / "users.parquet", rows)}
    sealed = {name: _file(target / file.name) for name, file in source.files.items()}
    made = replace(source, id=target.name, folder=target, tables=tables, files=sealed)
    files.write_atomically(target / manifest.NAME, manifest.render_manifest(made))
    return read_snapshot(target)


def _write(users: Path, target: Path, *, rows: int, of: int) -> None:
    names = {"admin": _ADMIN, "hole": _HOLE, "unseen": _UNSEEN}
    with duckdb.connect() as engine:
        given = {"users": str(users), "copies": -(-rows // of), "rows": rows}
        engine.execute(f"CREATE TABLE people AS {_COPIES.format(**names)}", given)
        layout = f"FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE {ROW_GROUP}"
        engine.execute(f"COPY ({_HOLES.format(**names)}) TO '{target}' ({layout})")
    target.chmod(files.FILE_MODE)


def _ledger(small: TableLedger, users: Path, rows: int) -> TableLedger:
    """Count again what the columns hold; what was not asked for stays so."""
    titles = list(known_tables()[_USERS].columns)
    counts = ", ".join(f'count("{title}")' for title in titles)
    with duckdb.connect() as engine:
        every, *present = engine.execute(f"SELECT count(*), {counts} FROM read_parquet('{users}')").fetchone() or ()
    assert every == rows, f"{every} users were made instead of {rows}"
    columns = _columns(small.columns, dict(zip(titles, present, strict=True)), rows)
    return replace(small, rows=rows, expected=rows, columns=columns)


def _columns(small: Mapping[str, ColumnLedger], present: Mapping[str, int], rows: int) -> dict[str, ColumnLedger]:
    return {
        title: replace(ledger, present=present[title], absent=rows - present[title]) for title, ledger in small.items()
    }


def _file(path: Path) -> DataFile:
    return DataFile(path.name, files.digest_file(path), path.stat().st_size)
