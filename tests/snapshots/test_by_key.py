"""A table that is asked row by row says for which keys it is complete, and is whole only if every key was answered."""

import json
from collections.abc import Sequence
from datetime import timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

import duckdb
import pytest

from orglint.errors import SnapshotError
from orglint.model.snapshot import KeyLedger, Snapshot, TableState
from orglint.snapshots import read
from orglint.snapshots.collecting import AnsweredKeys
from support.making import NOON, Making

A, B, C = "712020:a", "712020:b", "712020:c"
LATER = NOON + timedelta(days=1)


def user(account: str, **cells: Any) -> dict[str, Any]:
    plain = {"status": "active", "accountStatus": "active", "membershipStatus": "active", "claimStatus": "managed"}
    return {"accountId": account, **plain, "platformRoles": [], "_left": [], "_bad": [], **cells}


def role(account: str, resource: str, *roles: str, directory: str | None = "d1") -> dict[str, Any]:
    given = [{"role": name, "roleAssignmentMethods": ["direct"]} for name in roles]
    return {
        "accountId": account,
        "id": f"{account} {resource} {directory or ''}",
        "resourceId": resource,
        "resourceOwner": "jira",
        "directoryId": directory,
        "roleAssignments": given,
        "userDirectoryStatus": "active",
    }


def sealed(
    store: Path, keys: AnsweredKeys, *, users: Sequence[str] = (A, B, C), holders: Sequence[str] = (A,), **told: Any
) -> Snapshot:
    roles = [role(account, "ari:cloud:jira::site/1", "atlassian/admin") for account in holders]
    beside = {"user_roles": roles}
    return Making(store).snapshot([user(it) for it in users], beside=beside, by_key={"user_roles": keys}, **told)


def keys_of(snapshot: Snapshot) -> list[str]:
    file = snapshot.folder / snapshot.files["user_roles.keys"].name
    return [row[0] for row in duckdb.sql(f"SELECT key FROM read_parquet('{file}')").fetchall()]


def test_it_is_whole_if_every_key_of_a_whole_parent_was_answered(tmp_path: Path) -> None:
    snapshot = sealed(tmp_path, AnsweredKeys(3, (C, A, B)))
    ledger = snapshot.tables["user_roles"]
    assert (ledger.state, ledger.keys, ledger.rows) == (TableState.COMPLETE, KeyLedger(3, 3), 1)
    assert keys_of(snapshot) == [A, B, C]
    assert snapshot.complete


def test_it_is_complete_by_key_if_some_keys_were_chosen(tmp_path: Path) -> None:
    snapshot = sealed(tmp_path, AnsweredKeys(2, (A, B)))
    ledger = snapshot.tables["user_roles"]
    assert (ledger.state, ledger.keys, ledger.reason) == (TableState.BY_KEY, KeyLedger(2, 2), "asked for 2 of 3 users")
    assert not ledger.complete
    assert ledger.as_asked
    assert snapshot.complete  # it holds all that was asked for


def test_it_is_partial_if_a_chosen_key_was_not_answered(tmp_path: Path) -> None:
    snapshot = sealed(tmp_path, AnsweredKeys(2, (A,)))
    ledger = snapshot.tables["user_roles"]
    assert (ledger.state, ledger.keys) == (TableState.PARTIAL, KeyLedger(2, 1))
    assert "1 of 2 users were answered" in ledger.reason
    assert not snapshot.complete


def test_it_is_not_whole_if_its_parent_is_not(tmp_path: Path) -> None:
    snapshot = sealed(tmp_path, AnsweredKeys(3, (A, B, C)), partial=("users",), state=TableState.PARTIAL)
    assert snapshot.tables["user_roles"].state is TableState.BY_KEY
    assert not snapshot.complete


def test_it_is_not_whole_if_its_parent_is_doubted_when_all_is_sealed(tmp_path: Path) -> None:
    accounts = [f"712020:{number}" for number in range(40)]
    Making(tmp_path).snapshot([user(it) for it in accounts])
    snapshot = sealed(tmp_path, AnsweredKeys(3, (A, B, C)), at=LATER)  # 37 of 40 users are gone, and no count says why
    assert snapshot.tables["users"].state is TableState.DOUBTFUL
    assert snapshot.tables["user_roles"].state is TableState.BY_KEY
    assert "which are not all" in snapshot.tables["user_roles"].reason


def test_how_many_rows_it_has_depends_on_the_keys_and_is_no_loss(tmp_path: Path) -> None:
    sealed(tmp_path, AnsweredKeys(3, (A, B, C)), holders=(A, B, C))
    snapshot = sealed(tmp_path, AnsweredKeys(3, (A, B, C)), holders=(), at=LATER)
    assert snapshot.tables["user_roles"].state is TableState.COMPLETE


def test_who_left_meanwhile_is_in_neither_table(tmp_path: Path) -> None:
    keys = AnsweredKeys(3, (A, B), left=(C,))
    snapshot = sealed(tmp_path, keys, expected=3, expected_by="users/count")
    users, roles = snapshot.tables["users"], snapshot.tables["user_roles"]
    assert (users.state, users.rows, users.expected) == (TableState.COMPLETE, 2, 2)
    assert "1 of its rows left while the snapshot was taken" in users.notes
    assert (roles.state, keys_of(snapshot)) == (TableState.COMPLETE, [A, B])


def test_a_file_of_keys_that_was_changed_is_found(tmp_path: Path) -> None:
    snapshot = sealed(tmp_path, AnsweredKeys(2, (A, B)))
    file = snapshot.folder / snapshot.files["user_roles.keys"].name
    file.write_bytes(file.read_bytes().replace(B.encode(), C.encode()))
    with pytest.raises(SnapshotError, match=r"user_roles\.keys\.parquet has been changed"):
        read.read_snapshot(snapshot.folder)


def test_a_file_of_keys_that_is_missing_is_found(tmp_path: Path) -> None:
    snapshot = sealed(tmp_path, AnsweredKeys(2, (A, B)))
    (snapshot.folder / snapshot.files["user_roles.keys"].name).unlink()
    with pytest.raises(SnapshotError, match=r"user_roles\.keys\.parquet is missing"):
        read.read_snapshot(snapshot.folder)


def test_more_keys_than_the_ledger_says_are_found(tmp_path: Path) -> None:
    snapshot = sealed(tmp_path, AnsweredKeys(2, (A, B)))
    file = snapshot.folder / snapshot.files["user_roles.keys"].name
    duckdb.sql(f"COPY (SELECT unnest(['{A}', '{B}', '{C}']) AS key) TO '{file}' (FORMAT parquet)")
    _vouch_for(snapshot, file)
    with pytest.raises(SnapshotError, match="user_roles has 3 keys, the ledger says 2"):
        read.read_snapshot(snapshot.folder)


def test_rows_of_a_key_that_was_not_answered_are_found(tmp_path: Path) -> None:
    """They say that the keys, or the rows, are those of something else."""
    snapshot = sealed(tmp_path, AnsweredKeys(2, (B, C)), holders=(B,))
    file = snapshot.folder / snapshot.files["user_roles.keys"].name
    duckdb.sql(f"COPY (SELECT unnest(['{A}', '{C}']) AS key) TO '{file}' (FORMAT parquet)")
    _vouch_for(snapshot, file)
    with pytest.raises(SnapshotError, match="user_roles has rows of 1 key without an answer"):
        read.read_snapshot(snapshot.folder)


def _vouch_for(snapshot: Snapshot, file: Path) -> None:
    """Write the digest of a changed file into the manifest, as somebody would who forges a snapshot."""
    path = snapshot.folder / "manifest.json"
    members = json.loads(path.read_bytes())
    members.pop("seal")
    members["files"]["user_roles.keys"] |= {
        "sha256": sha256(file.read_bytes()).hexdigest(),
        "size": file.stat().st_size,
    }

    def dump(it: dict[str, Any]) -> bytes:
        return f"{json.dumps(it, indent=1, sort_keys=True)}\n".encode("ascii")

    path.write_bytes(dump({**members, "seal": sha256(dump(members)).hexdigest()}))
