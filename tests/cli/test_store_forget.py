"""`orglint store forget`: one person in every snapshot, whole or not at all, and never a wrong pass because of it."""

import fcntl
import json
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any

import duckdb
import pytest

from cli.conftest import orglint
from orglint.model.snapshot import DoubtKind, Snapshot, TableState
from orglint.notify.told import Told, list_told, write_told
from orglint.results.kept import keep_result, list_kept
from orglint.results.read import read_result
from orglint.snapshots import read_snapshot
from orglint.snapshots.collecting import AnsweredKeys
from orglint.snapshots.manifest import parse_manifest
from support.making import NOON, Making

A, B, C = "712020:a", "712020:b", "712020:c"
ADDRESS = "Gone.Person@a.example"


def user(account: str, **cells: Any) -> dict[str, Any]:
    plain = {"status": "active", "accountStatus": "active", "membershipStatus": "active", "claimStatus": "managed"}
    return {"accountId": account, **plain, "platformRoles": [], "_left": [], "_bad": [], **cells}


def role(account: str, *roles: str) -> dict[str, Any]:
    given = [{"role": name, "roleAssignmentMethods": ["direct"]} for name in roles]
    about = {"resourceId": "ari:cloud:jira::site/1", "resourceOwner": "jira", "directoryId": "d1"}
    return {"accountId": account, "id": f"{account} 1", **about, "roleAssignments": given}


def seal(store: Path, *, days: int = 0, gone: Mapping[str, Any] | None = None) -> Snapshot:
    """Seal three users, of whom the first is to be forgotten, with what else names them."""
    users = [
        user(A, email=ADDRESS, name="Gone Person", **(gone or {})),
        user(B, email="b@a.example", name="The deputy of gone.person@A.EXAMPLE"),
        user(C, email="xgone.person@a.example"),
    ]
    policies = [
        {"id": "p1", "name": "P", "type": "ip-allowlist", "status": "enabled", "_left": [], "_bad": []}
        | {"resources": [{"id": "r1", "meta": {"atlassianAccountId": A}}], "_extra": json.dumps({"by": A})}
    ]
    beside = {"user_roles": [role(A, "atlassian/admin"), role(B, "atlassian/user")], "policies": policies}
    at = NOON + timedelta(days=days)
    return Making(store).snapshot(users, at=at, beside=beside, by_key={"user_roles": AnsweredKeys(3, (A, B, C))})


def read_rows(snapshot: Snapshot, title: str) -> list[str]:
    """Return every row of a file as text, read by the engine alone."""
    file = snapshot.folder / snapshot.files[title].name
    return [row[0] for row in duckdb.sql(f"SELECT to_json(r)::VARCHAR FROM read_parquet('{file}') r").fetchall()]


def forget(store: Path, person: str = A, *words: str) -> Any:
    return orglint("store", "forget", person, "--store", str(store), *words)


def test_a_name_with_signs_is_nobody_and_no_bug(tmp_path: Path) -> None:
    seal(tmp_path)
    for said in ("{}", "a{b}@c.example", "%s'; DROP", "(?P<a>", "\\"):
        assert forget(tmp_path, said).returncode == 2


@pytest.mark.parametrize("said", [A, "gone.PERSON@a.example"])
def test_nothing_names_the_person_any_more_and_all_else_is_there(tmp_path: Path, said: str) -> None:
    before = [seal(tmp_path), seal(tmp_path, days=1)]
    ended = forget(tmp_path, said)
    assert (ended.returncode, ended.stderr) == (0, "")
    assert ended.stdout.endswith("forgotten in 2 snapshots and 0 kept results\n")
    assert {it.name for it in tmp_path.iterdir()} <= {"snapshots", "collecting", "lock"}
    for old in before:
        new = read_snapshot(old.folder)
        rows = {title: read_rows(new, title) for title in new.files}
        told = json.dumps(rows) + (new.folder / "manifest.json").read_text()
        assert A not in told
        assert "gone.person@a.example" not in told.lower().replace("xgone.person", "")
        assert {title: len(found) for title, found in rows.items()} == {
            "users": 2,
            "policies": 1,
            "user_roles": 1,
            "user_roles.keys": 2,
        }
        assert [json.loads(it)["email"] for it in rows["users"]] == ["b@a.example", "xgone.person@a.example"]
        assert json.loads(rows["users"][0])["_unknown"][-1:] == ["name"]
        assert json.loads(rows["policies"][0])["_unknown"][-1] == "resources"
        assert [it.rows for it in new.forgotten] == [{"users": 1, "user_roles": 1, "policies": 0}]
        assert (new.id, new.taken_at, new.sealed_at) == (old.id, old.taken_at, old.sealed_at)


def test_what_lost_a_row_is_doubtful_and_what_is_asked_by_key_is_whole_for_the_others(tmp_path: Path) -> None:
    seal(tmp_path)
    forget(tmp_path)
    after = read_snapshot(next((tmp_path / "snapshots").iterdir()))
    users, roles, policies = (after.tables[it] for it in ("users", "user_roles", "policies"))
    assert (users.state, users.rows, users.rows_then) == (TableState.DOUBTFUL, 2, 3)
    assert [(it.kind, it.difference) for it in users.doubts] == [(DoubtKind.FORGOTTEN, 1)]
    assert roles.state is TableState.BY_KEY
    assert roles.keys is not None
    assert (roles.keys.chosen, roles.keys.answered, roles.rows) == (2, 2, 1)
    assert (policies.state, policies.columns["resources"].invalid) == (TableState.COMPLETE, 1)
    assert users.columns["email"].present == 2


def test_two_people_make_one_doubt_and_verify_tells_of_both(tmp_path: Path) -> None:
    snapshot = seal(tmp_path)
    assert forget(tmp_path).returncode == forget(tmp_path, B).returncode == 0
    users = read_snapshot(snapshot.folder).tables["users"]
    assert [it.difference for it in users.doubts] == [2]
    assert users.reason.count("forgotten") == 1
    told = orglint("verify", snapshot.id, "--store", str(tmp_path))
    assert told.returncode == 0
    assert told.stdout.startswith(f"{snapshot.id} of org-1, taken 2026-11-01 12:00 UTC: every file is unchanged since ")
    assert told.stdout.count("somebody was forgotten at") == 2
    assert "complete, 2 forgotten" in orglint("store", "list", "--store", str(tmp_path)).stdout


def test_everything_in_a_store_is_verified_at_once(tmp_path: Path) -> None:
    first, second = seal(tmp_path), seal(tmp_path, days=1)
    forget(tmp_path)
    told = orglint("verify", "--all", "--store", str(tmp_path))
    assert (told.returncode, told.stdout.count("made anew without somebody who was forgotten: unchanged")) == (0, 2)
    (first.folder / "users.parquet").write_bytes(b"")
    told = orglint("verify", "--all", "--store", str(tmp_path))
    assert (told.returncode, first.id in told.stderr, second.id in told.stderr) == (3, True, False)
    assert told.stdout.count("unchanged") == 1
    assert orglint("verify", "--store", str(tmp_path)).stdout.startswith(second.id)
    assert orglint("verify", "--all", second.id, "--store", str(tmp_path)).returncode == 2


def test_a_store_without_anything_is_not_verified(tmp_path: Path) -> None:
    told = orglint("verify", "--all", "--store", str(tmp_path))
    assert (told.returncode, told.stdout) == (3, "")
    assert "nothing was verified: " in told.stderr


RULES = {
    "is-active": ("users", "true", "user.status == 'active'"),
    "nobody-suspended": ("organization", "true", "!users.exists(u, u.status == 'suspended')"),
    "not-this-one": ("organization", "true", f"!users.exists(u, u.accountId == '{A}')"),
    "few": ("organization", "true", "users.size() <= 2"),
    "no-admin": ("organization", "true", "!user_roles.exists(r, r.accountId != '')"),
    "no-roles": ("users", "true", "!user_roles.exists(r, r.accountId == user.accountId)"),
    "deputy": ("users", "true", "!user.name.contains('deputy')"),
    "nobodys": ("policies", "true", "!policy.resources.exists(r, r.id == 'r1')"),
}
RULE = """\
title: A rule
severity: high
table: {}
where: "{}"
require: "{}"
message: found
why: A test.
fix: None.
examples: {{pass: [{{}}], fail: [{{}}], unknown: [{{}}]}}
"""


@pytest.fixture(scope="module")
def rules(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("rules")
    for name, (table, where, require) in RULES.items():
        (folder / "users").mkdir(exist_ok=True)
        (folder / "users" / f"{name}.yaml").write_text(RULE.format(table, where, require))
    return folder


def judge(store: Path, rules: Path, *words: str) -> dict[str, str]:
    ended = orglint(
        "check", "--store", str(store), "--only-rules", str(rules), "--max-age", "9999d", "--format", "json", *words
    )
    assert ended.returncode in {1, 3}, ended.stderr
    return {rule["id"].removeprefix("users/"): rule["outcome"] for rule in json.loads(ended.stdout)["rules"]}


@pytest.mark.parametrize("gone", [{}, {"status": "suspended"}], ids=["active", "suspended"])
def test_forgetting_never_makes_a_pass(tmp_path: Path, rules: Path, gone: Mapping[str, Any]) -> None:
    seal(tmp_path, gone=gone)
    before = judge(tmp_path, rules)
    forget(tmp_path)
    after = judge(tmp_path, rules)
    assert "fail" in before.values()
    assert gone or "pass" in before.values()
    assert [name for name in before if after[name] == "pass" and before[name] != "pass"] == []
    assert after["not-this-one"] == after["few"] == after["is-active"] == "unknown"
    accepted = judge(tmp_path, rules, "--accept-difference", "users=1")
    assert accepted["is-active"] == "pass"  # a statement of its own, which every report names


@pytest.mark.parametrize("said", [A, ADDRESS], ids=["a user", "not a user"])
def test_a_row_of_somebody_else_that_goes_leaves_what_they_have_unknown(tmp_path: Path, rules: Path, said: str) -> None:
    users = [*([user(A)] if said == A else []), user(B), user(C)]
    about = f"ari:cloud:identity::user/{said}"
    given = role(B, "atlassian/user") | {"resourceId": about, "id": f"{B} {about}"}
    asked = AnsweredKeys(len(users), tuple(it["accountId"] for it in users))
    snapshot = Making(tmp_path).snapshot(users, beside={"user_roles": [given]}, by_key={"user_roles": asked})
    assert judge(tmp_path, rules)["no-roles"] == "fail"
    assert forget(tmp_path, said).returncode == 0
    after = read_snapshot(snapshot.folder)
    assert read_rows(after, "user_roles.keys") == [json.dumps({"key": C}, separators=(",", ":"))]
    assert after.tables["user_roles"].state is TableState.BY_KEY
    accepted = ("--accept-difference", "users=1") if said == A else ()
    assert judge(tmp_path, rules, *accepted)["no-roles"] == "unknown"


def test_results_name_nobody_either_and_can_still_be_read_and_compared(tmp_path: Path, rules: Path) -> None:
    snapshot = seal(tmp_path, gone={"status": "suspended"})
    words = ("check", "--store", str(tmp_path), "--only-rules", str(rules), "--max-age", "9999d", "--format", "json")
    before = read_result(orglint(*words).stdout.encode(), "judged")
    kept = [keep_result(tmp_path, before, NOON + timedelta(hours=hour)) for hour in (1, 2)]
    assert A in kept[0].file.read_text()
    write_told(tmp_path, "org-1", "channel", Told("env:ORGLINT_NOTIFY", snapshot.id, kept[1].digest))
    ended = forget(tmp_path, ADDRESS)
    assert (ended.returncode, ended.stderr) == (0, "")
    assert ended.stdout.endswith("forgotten in 1 snapshot and 2 kept results\n")
    again = list_kept(tmp_path)
    assert [it.kept_at for it in again] == [it.kept_at for it in kept]
    assert [it.digest for it in list_told(tmp_path)] == [again[1].digest]
    assert {it.name for it in (tmp_path / "results").iterdir()} == {snapshot.id}
    for one in again:
        text, result = one.file.read_text(), one.read()
        assert A not in text
        assert "gone.person@a.example" not in text.lower().replace("xgone.person", "")
        assert "somebody was forgotten in this result" in text
        assert (result.outcome, result.exit_code, result.counts) == (before.outcome, before.exit_code, before.counts)
    first, second = (
        [(it.rule, it.fingerprint, it.key) for verdict in one.read().verdicts for it in verdict.findings]
        for one in again
    )
    assert first == second
    assert len(first) == sum(len(list(verdict.findings)) for verdict in before.verdicts)
    assert sum("forgotten-" in key for _, _, key in first) == sum(
        it.key == A for verdict in before.verdicts for it in verdict.findings
    )


def test_the_next_snapshot_still_counts_from_one_in_which_somebody_is_forgotten(tmp_path: Path) -> None:
    seal(tmp_path)
    forget(tmp_path)
    after = seal(tmp_path, days=9)
    file = after.folder / "users.parquet"
    since = duckdb.sql(f"SELECT accountId, statusSince FROM read_parquet('{file}') ORDER BY 1").fetchall()
    assert [(it, at.isoformat()[:10]) for it, at in since] == [(A, "2026-11-10"), (B, "2026-11-01"), (C, "2026-11-01")]


def test_what_cannot_be_done_whole_is_not_begun(tmp_path: Path) -> None:
    first, second = seal(tmp_path), seal(tmp_path, days=1)
    kept = (first.folder / "manifest.json").read_bytes()
    with (tmp_path / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        assert forget(tmp_path).returncode == 4
    nobody = forget(tmp_path, "nobody@a.example")
    assert (nobody.returncode, "nobody in the store" in nobody.stderr) == (2, True)
    assert forget(tmp_path, " ").returncode == forget(tmp_path / "none").returncode == 2
    (tmp_path / "collecting" / "o9").mkdir()
    begun = forget(tmp_path)
    assert (begun.returncode, "not finished" in begun.stderr) == (2, True)
    (second.folder / "users.parquet").write_bytes(b"")
    damaged = forget(tmp_path, A, "--discard-unfinished")
    assert (damaged.returncode, damaged.stderr.startswith("orglint: nothing was forgotten: ")) == (3, True)
    assert (first.folder / "manifest.json").read_bytes() == kept
    assert not (tmp_path / "collecting" / "o9").exists()


@pytest.mark.parametrize("place", ["snapshots", "results"])
def test_a_file_of_somebody_else_is_not_lost(tmp_path: Path, rules: Path, place: str) -> None:
    snapshot = seal(tmp_path, gone={"status": "suspended"})
    words = ("check", "--store", str(tmp_path), "--only-rules", str(rules), "--max-age", "9999d", "--format", "json")
    keep_result(tmp_path, read_result(orglint(*words).stdout.encode(), "judged"), NOON)
    notes = tmp_path / place / snapshot.id / "notes.txt"
    notes.write_text("mine")
    ended = forget(tmp_path)
    assert (ended.returncode, notes.name in ended.stderr, notes.read_text()) == (3, True, "mine")
    assert not parse_manifest(snapshot.folder).forgotten
    notes.unlink()
    assert forget(tmp_path).returncode == 0
