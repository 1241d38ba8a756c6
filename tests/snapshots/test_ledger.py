"""What differs between a snapshot's tables and its ledger is told of every table, also where one cannot be read."""

from dataclasses import replace
from pathlib import Path

import pytest

from orglint.engine.duckdb import open_engine
from orglint.model.snapshot import Snapshot
from orglint.snapshots.ledger import find_mismatches
from support.sealing import sealed, user


@pytest.fixture
def snapshot(tmp_path: Path) -> Snapshot:
    """Return one of which each table but the organization's is not what its ledger says."""
    whole = sealed(tmp_path, users=[user(1), user(2)], groups=[{"id": "g", "name": "G"}], policies=[])
    wrong = {"users": 3, "groups": 2, "policies": 0}
    return replace(whole, tables={name: replace(whole.tables[name], rows=rows) for name, rows in wrong.items()})


def find(snapshot: Snapshot) -> list[str]:
    with open_engine(*snapshot.paths) as engine:
        found = find_mismatches(snapshot, engine)
        assert engine.fetch("SELECT count(*) FROM duckdb_views() WHERE NOT internal", {}) == [(0,)]
    return sorted(found)


def test_every_table_that_differs_is_named(snapshot: Snapshot) -> None:
    assert find(snapshot) == ["groups has 1 rows, the ledger says 2", "users has 2 rows, the ledger says 3"]


@pytest.mark.parametrize("content", [b"", b"PAR1 or nothing", None])
def test_a_file_that_cannot_be_read_is_named_and_hides_no_other(snapshot: Snapshot, content: bytes | None) -> None:
    file = snapshot.folder / snapshot.files["groups"].name
    if content is None:
        file.unlink()
    else:
        file.chmod(0o600)
        file.write_bytes(content)
    groups, users = find(snapshot)
    assert groups.startswith("groups cannot be read (")
    assert users == "users has 2 rows, the ledger says 3"


def test_a_table_without_a_column_of_its_ledger_is_named(snapshot: Snapshot) -> None:
    other = replace(snapshot.files["policies"], name=snapshot.files["users"].name)
    *_, policies, users = find(replace(snapshot, files={**snapshot.files, "policies": other}))
    assert policies.startswith("policies cannot be read (Binder Error: ")
    assert users == "users has 2 rows, the ledger says 3"
