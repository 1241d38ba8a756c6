"""A value that nobody listed: unknown in a closed enumeration, a value like others in an open one, at every depth."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from duckdb import sql

from orglint import evaluate, expressions, tables
from orglint.evaluate.session import over_snapshot
from orglint.model.result import Outcome, Verdict
from orglint.model.snapshot import Snapshot
from orglint.model.unknown import column_of
from orglint.model.values import MOST, NONE_KNOWN, KnownValues
from support.rules import compiled_rule
from support.sealing import NOON, policy, sealed, user

KNOWN = tables.known_tables()
OTHER = "0" * 64
"""A digest of another specification: what the snapshot counted when it was sealed cannot be relied on."""


def seen(snapshot: Snapshot, query: str, *, known: KnownValues = NONE_KNOWN) -> Any:
    with over_snapshot(snapshot, KNOWN, now=NOON, known=known) as bench:
        return bench.engine.fetch(query, {})


def unknown(snapshot: Snapshot, table: str, column: str) -> list[set[str]]:
    """Return what each row's list of the unknown says of a column, in the order of the keys."""
    rows = seen(snapshot, f'SELECT _unknown FROM {table} ORDER BY "{KNOWN[table].key}"')
    return [{entry for entry in entries if column_of(entry) == column} for (entries,) in rows]


def answers(snapshot: Snapshot, table: str, text: str, **known: Any) -> tuple[int, int, int]:
    """Return for how many rows a condition is true, false and unknown."""
    scope = expressions.organization_scope(KNOWN).with_row(KNOWN[table])
    condition = expressions.compile_condition(text, scope)
    answer = evaluate.query_rows(KNOWN[table], condition, snapshot, KNOWN, now=NOON, limit=9, **known)
    return answer.true, answer.false, answer.unknown


STRANGERS = [
    ("users", "accountStatus", {"accountStatus": "suspended"}),
    ("users", "status", {"status": "Active"}),
    ("users", "status", {"status": "active "}),
    ("users", "status", {"status": ""}),
    ("users", "membershipStatus", {"membershipStatus": "invited"}),
    ("users", "claimStatus", {"claimStatus": "partially_managed"}),
    ("groups", "managedBy", {"managedBy": "robots"}),
    ("managed_accounts", "account_status", {"account_status": "ACTIVE"}),
    ("policies", "status", {"status": "paused"}),
]


def row(table: str, number: int, **cells: Any) -> dict[str, Any]:
    if table == "managed_accounts":
        return {"account_id": f"a{number}", "account_status": "active", **cells}
    if table == "groups":
        return {"id": f"g{number}", "name": "G", "managedBy": "admins", **cells}
    return policy(number, **cells) if table == "policies" else user(number, **cells)


@pytest.mark.parametrize("specified", ["", OTHER], ids=["same", "other"])
@pytest.mark.parametrize(("table", "column", "cells"), STRANGERS, ids=str)
def test_an_unlisted_value_of_a_closed_enumeration_is_unknown(
    table: str, column: str, cells: dict[str, str], specified: str, tmp_path: Path
) -> None:
    rows = [row(table, 1), row(table, 2, **cells)]
    snapshot = sealed(tmp_path, specified=specified, **{table: rows})
    values = seen(snapshot, f'SELECT "{column}" FROM {table} ORDER BY "{KNOWN[table].key}"')
    assert values == [(rows[0][column],), (None,)]
    assert unknown(snapshot, table, column) == [set(), {column, f"{column}~?{cells[column]}"}]
    variable = KNOWN[table].variable
    assert answers(snapshot, table, f"{variable}.{column} == 'nothing'") == (0, 1, 1)


def test_an_unlisted_value_is_unknown_inside_of_lists_and_records(tmp_path: Path) -> None:
    resources = [{"id": "a", "applicationStatus": "applied"}, {"id": "b", "applicationStatus": "FAILED"}]
    claims = [{"type": "dns", "status": "verified"}, {"type": "carrier-pigeon", "status": "VERIFIED"}]
    snapshot = sealed(
        tmp_path,
        policies=[policy(1, resources=resources), policy(2, resources=resources[:1])],
        domains=[{"id": f"d{n}", "name": f"d{n}.example", "claim": claim} for n, claim in enumerate(claims)],
        users=[user(1, platformRoles=["atlassian/org-admin", "atlassian/organization-admin"])],
    )
    values = seen(snapshot, "SELECT resources[2].id, resources[2].applicationStatus FROM policies ORDER BY id")
    assert values == [("b", None), (None, None)]
    marks = {"resources~", "resources~applicationStatus"}
    place = "resources[1].applicationStatus"
    assert unknown(snapshot, "policies", "resources") == [{place, f"{place}~?FAILED", *marks}, set()]
    values = seen(snapshot, "SELECT claim.type, claim.status FROM domains ORDER BY id")
    assert values == [("dns", "verified"), ("carrier-pigeon", None)]
    marks = {"claim.status", "claim~", "claim~status", "claim.status~?VERIFIED"}
    assert unknown(snapshot, "domains", "claim") == [set(), marks]
    assert seen(snapshot, "SELECT platformRoles FROM users") == [(["atlassian/org-admin", None],)]
    marks = {"platformRoles[1]", "platformRoles~", "platformRoles[1]~?atlassian/organization-admin"}
    assert unknown(snapshot, "users", "platformRoles") == [marks]


def test_values_that_neighbouring_apis_send_are_listed(tmp_path: Path) -> None:
    rows = [policy(n, status=status) for n, status in enumerate(["active", "draft", "deleted", "Draft"])]
    snapshot = sealed(tmp_path, policies=rows)
    statuses = seen(snapshot, "SELECT status FROM policies ORDER BY id")
    assert statuses == [("active",), ("draft",), ("deleted",), (None,)]
    assert [(new.path, dict(new.rows)) for new in evaluate.new_values(snapshot, {})] == [("status", {"Draft": 1})]


def test_an_unlisted_value_of_an_open_enumeration_is_a_value(tmp_path: Path) -> None:
    snapshot = sealed(tmp_path, policies=[policy(1, type="new-type"), policy(2, type="data-residency")])
    assert answers(snapshot, "policies", "policy.type == 'new-type'") == (1, 1, 0)
    assert [(new.place, new.closed) for new in evaluate.new_values(snapshot, {})] == [("policies.type", False)]


def test_what_is_made_of_an_unlisted_value_is_unknown(tmp_path: Path) -> None:
    snapshot = sealed(tmp_path, users=[user(1), user(2, status="paused")])
    assert answers(snapshot, "users", "user.statusSince <= now") == (1, 0, 1)
    assert answers(snapshot, "users", "user.statusSinceBy != ''") == (1, 0, 1)
    known = {("users", "status"): ("paused",)}
    assert answers(snapshot, "users", "user.statusSince <= now", known=known) == (2, 0, 0)


def test_since_when_a_policy_has_a_status_that_nobody_listed_is_unknown(tmp_path: Path) -> None:
    rows = [policy(1, status="paused", createdAt="2025-01-01T00:00:00Z"), policy(2, createdAt="2025-01-01T00:00:00Z")]
    snapshot = sealed(tmp_path, policies=rows)
    known = {("policies", "status"): ("paused",)}
    for bound in ("statusSince", "statusNotBefore"):
        assert answers(snapshot, "policies", f"policy.{bound} <= now") == (1, 0, 1)
        assert answers(snapshot, "policies", f"policy.{bound} <= now", known=known) == (2, 0, 0)


PROVED, NOT_PROVED = (1, 0, 0), (0, 0, 1)


@pytest.mark.parametrize(
    ("statuses", "answer"),
    [
        (["active", "suspended"], PROVED),
        (["active", "suspended", "suspended"], PROVED),
        (["Suspended", "suspended"], NOT_PROVED),
        (["active", "Suspended", "suspended"], NOT_PROVED),
        (["suspended", "Suspended", "suspended"], NOT_PROVED),
    ],
    ids=str,
)
def test_a_status_that_nobody_listed_does_not_prove_that_another_began_later(
    statuses: list[str], answer: tuple[int, int, int], tmp_path: Path
) -> None:
    for number, status in enumerate(statuses):
        at = NOON + timedelta(days=number)
        snapshot = sealed(tmp_path, at=at, users=[user(1, status=status, productAccess=[{"id": "a", "key": "jira"}])])
    assert answers(snapshot, "users", "user.statusNotBefore > timestamp('2026-01-01T00:00:00Z')") == answer


def test_a_declared_value_is_a_value_without_a_new_snapshot(tmp_path: Path) -> None:
    resources = [{"id": "a", "applicationStatus": "paused"}, {"id": "b", "applicationStatus": "broken"}]
    snapshot = sealed(tmp_path, policies=[policy(1, resources=resources)])
    known = {("policies", "resources[].applicationStatus"): ("paused",)}
    query = "SELECT resources[1].applicationStatus, resources[2].applicationStatus FROM policies"
    assert seen(snapshot, query) == [(None, None)]
    assert seen(snapshot, query, known=known) == [("paused", None)]
    assert [new.to_words() for new in evaluate.new_values(snapshot, known)] == ["'broken' in 1 row"]
    all_known = {("policies", "resources[].applicationStatus"): ("paused", "broken")}
    assert seen(snapshot, query, known=all_known) == [("paused", "broken")]
    assert evaluate.new_values(snapshot, all_known) == ()


@pytest.mark.parametrize("specified", ["", OTHER], ids=["same", "other"])
def test_every_value_is_found_however_many_and_however_long(specified: str, tmp_path: Path) -> None:
    rows = [user(n, status=f"s{n}") for n in range(60)] + [user(99, status="active" + " " * 200), user(100)]
    snapshot = sealed(tmp_path, specified=specified, users=rows)
    assert answers(snapshot, "users", "user.status == 'active'") == (1, 0, 61)
    known = {("users", "status"): tuple(f"s{n}" for n in range(60))}
    assert answers(snapshot, "users", "user.status == 'active'", known=known) == (1, 60, 1)


def test_of_very_many_values_those_that_were_not_counted_are_unknown_too(tmp_path: Path) -> None:
    snapshot = sealed(tmp_path, users=[user(n, status=f"s{n}") for n in range(60)])
    known = {("users", "status"): tuple(snapshot.tables["users"].new_values["status"])}
    assert len(known["users", "status"]) == MOST
    assert answers(snapshot, "users", "user.status == 'active'", known=known) == (0, MOST, 60 - MOST)


def test_what_another_specification_listed_is_not_listed_for_that(tmp_path: Path) -> None:
    snapshot = sealed(tmp_path, specified=OTHER, users=[user(1, status="paused")])
    ledgers = {name: replace(ledger, new_values={}) for name, ledger in snapshot.tables.items()}
    assert answers(replace(snapshot, tables=ledgers), "users", "user.status == 'active'") == (0, 0, 1)


def test_where_values_cannot_be_counted_no_value_is_taken_for_a_listed_one(tmp_path: Path) -> None:
    snapshot = sealed(tmp_path, specified=OTHER, policies=[policy(1, status="paused")])
    file = snapshot.folder / snapshot.files["policies"].name
    sql(f"SELECT * REPLACE ('no list' AS resources) FROM read_parquet('{file}')").write_parquet(f"{file}.new")
    Path(f"{file}.new").replace(file)
    assert judged(snapshot, "policies", "policy.status != 'enabled'").outcome is Outcome.UNKNOWN


def test_rows_are_counted_not_the_elements_in_them(tmp_path: Path) -> None:
    roles = ["new", "new", "newer"]
    snapshot = sealed(tmp_path, users=[user(1, platformRoles=roles), user(2, platformRoles=["new"])])
    assert snapshot.tables["users"].new_values == {"platformRoles[]": {"new": 2, "newer": 1}}


def judged(snapshot: Snapshot, table: str, require: str) -> Verdict:
    """Return the verdict of a rule about every row of a table."""
    scope = expressions.organization_scope(KNOWN).with_row(KNOWN[table])
    conditions = [expressions.compile_condition(text, scope) for text in ("true", require)]
    rule = compiled_rule(*conditions, table=table)
    return evaluate.judge_rules([rule], snapshot, KNOWN, now=NOON)[0]


def reasons(snapshot: Snapshot, table: str, require: str) -> list[str]:
    """Return why each row that cannot be decided is not."""
    return [str(finding.reason) for finding in judged(snapshot, table, require).findings]


def test_a_finding_says_which_value_is_not_listed_and_what_to_do(tmp_path: Path) -> None:
    resources = [{"id": "a", "applicationStatus": "applied"}, {"id": "b", "applicationStatus": "paused"}]
    snapshot = sealed(
        tmp_path,
        users=[user(1, status="on leave")],
        policies=[policy(1, resources=resources)],
        organization=[{"id": "org-1", "name": "O"}],
    )
    meaning = "is no value that the specification lists; if you know what it means: --known-value"
    told = f"'on leave' {meaning} 'users.status=on leave'"
    assert reasons(snapshot, "users", "user.status == 'active'") == [f"user.status is unknown: {told}"]
    since = f"user.statusSince is unknown as user.status is unknown: {told}"
    assert reasons(snapshot, "users", "user.statusSince < now") == [since]
    place = "policies.resources[].applicationStatus"
    told = f"'paused' {meaning} {place}=paused"
    applied = "policy.resources.all(r, r.applicationStatus == 'applied' || policy.name == 'x')"
    assert reasons(snapshot, "policies", applied) == [f"policy.resources[1].applicationStatus is unknown: {told}"]
    asked = "policies.exists(p, p.resources.all(r, r.applicationStatus == 'applied'))"
    assert reasons(snapshot, "organization", asked) == [f"{place}: {told}"]
