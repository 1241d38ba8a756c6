"""What `snapshot --redact` does not store is nowhere in the snapshot, and unknown to every rule."""

from datetime import UTC, datetime
from pathlib import Path

import duckdb
import pytest

from orglint.collect import plan_collection, redact_plan
from orglint.model.reasons import ReasonCode
from orglint.model.snapshot import Snapshot, TableState
from orglint.snapshots import collecting, pages, read_snapshot, seal
from support.stores import user

NOON = datetime(2026, 11, 1, 12, tzinfo=UTC)
PERSON = {"name": "Ada Lindqvist", "nickname": "adali", "jobTitle": "Archivist", "picture": "https://p.example/face"}


def sealed(store: Path, *reads: str) -> Snapshot:
    """Seal users of whom rules read some columns."""
    plan = redact_plan(plan_collection([("users", it) for it in reads]), [("users", it) for it in reads])
    task = collecting.Task("o1", "https://x.example", {"redacted": plan.redacted}, {"organizations": "0" * 64}, "0.1.0")
    begun = collecting.resume_collecting(store, task, fresh_id="20261101T120000Z-a", now=NOON)
    rows = [user(f"a{it}", **PERSON, _extra='{"maidenName": "Berglund"}') for it in range(3)]
    page = pages.write_page(begun.pages("users"), pages.Page(1, 1, None, len(rows)), rows)
    walked = collecting.TableWalk("users", TableState.COMPLETE, 1, 1, NOON, digest=pages.digest_pages([page]))
    return seal.seal_snapshot(store, begun, {"users": walked}, sealed_at=NOON, say=print)


def cells(snapshot: Snapshot, column: str) -> set[object]:
    with duckdb.connect() as reader:
        return {row[0] for row in reader.execute(f"SELECT {column} FROM '{snapshot.paths[0]}'").fetchall()}


def test_nothing_of_it_is_stored(tmp_path: Path) -> None:
    snapshot = sealed(tmp_path, "status")
    with duckdb.connect() as reader:
        stored = str(reader.execute(f"SELECT * FROM '{snapshot.paths[0]}'").fetchall())
    assert "a0" in stored
    assert not [it for it in (*PERSON.values(), "a.example", "Berglund") if it in stored]
    for file in tmp_path.rglob("*"):
        if file.is_file():
            content = file.read_bytes()
            assert not [it for it in (*PERSON.values(), "a0@a.example", "Berglund") if it.encode() in content], file
    assert read_snapshot(snapshot.folder).tables == snapshot.tables


@pytest.mark.parametrize("column", [*PERSON, "email", "emailDomain"])
def test_what_is_not_stored_is_unknown_and_never_absent(tmp_path: Path, column: str) -> None:
    ledger = sealed(tmp_path, "status").tables["users"].columns[column]
    assert ledger.unknown
    assert "--redact" in str(ledger.reason)
    assert ledger.code is ReasonCode.NOT_COLLECTED


def test_what_a_rule_reads_is_stored_with_what_it_is_made_of(tmp_path: Path) -> None:
    snapshot = sealed(tmp_path, "emailDomain", "jobTitle")
    assert cells(snapshot, "email") == {"a0@a.example", "a1@a.example", "a2@a.example"}
    assert cells(snapshot, "emailDomain") == {"a.example"}
    assert cells(snapshot, "jobTitle") == {"Archivist"}
    assert cells(snapshot, "name") == {None}


def test_what_says_nothing_of_a_person_stays(tmp_path: Path) -> None:
    snapshot = sealed(tmp_path)
    assert cells(snapshot, "accountId") == {"a0", "a1", "a2"}
    assert cells(snapshot, "status") == {"active"}
    assert snapshot.tables["users"].state is TableState.COMPLETE
