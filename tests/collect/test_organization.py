"""A snapshot holds what the organization holds, and was asked for no more than the plan says."""

import re
from datetime import datetime
from math import ceil
from pathlib import Path

import pytest

from orglint import collect, snapshots
from orglint.model.snapshot import TableState
from support.collect.world import SEARCH, USERS, Clock, cells, organization
from support.specification import SCHEMAS

EVERY = collect.plan_everything()
NO_ROLES = collect.plan_collection([("users", "groups")])


@pytest.mark.parametrize("users", [1, 99, 100, 101, 250])
def test_every_table_is_complete_and_holds_every_row(tmp_path: Path, users: int) -> None:
    with organization(tmp_path, users) as place:
        snapshot = place.collect(tmp_path / "store", EVERY)
        truth = place.read("/__state")
    assert {name: ledger.state for name, ledger in snapshot.tables.items()} == dict.fromkeys(
        EVERY.tables, TableState.COMPLETE
    )
    keys = {"users": "accountId", "directories": "directoryId", "managed_accounts": "account_id"}
    for table in EVERY.tables:
        if table != "organization":
            key = keys.get(table, "id")
            assert [row[0] for row in cells(snapshot, table, key)] == sorted(row[key] for row in truth[table])
    assert snapshot.organization_name == truth["organization"]["attributes"]["name"]


@pytest.mark.parametrize("omit_empty", [False, True])
def test_the_cells_are_those_of_the_organization(tmp_path: Path, *, omit_empty: bool) -> None:
    with organization(tmp_path, 250, omit_empty=omit_empty) as place:
        snapshot = place.collect(tmp_path / "store", EVERY)
        truth = place.read("/__state")
    people = sorted(truth["users"], key=lambda row: row["accountId"])
    shown = cells(snapshot, "users", "accountId, name, email, status, claimStatus, platformRoles, groups, lastActive")
    assert shown == [
        (
            row["accountId"],
            row["name"],
            row["email"],
            row["status"],
            row["claimStatus"],
            row["platformRoles"],
            row["groups"],
            max((_moment(used["lastActiveTimestamp"]) for used in row["productAccess"]), default=None),
        )
        for row in people
    ]
    policies = cells(snapshot, "policies", "id, status, list_transform(resources, lambda one: one.applicationStatus)")
    wanted = sorted(truth["policies"], key=lambda row: row["id"])
    assert policies == [
        (row["id"], row["attributes"]["status"], [one["applicationStatus"] for one in row["attributes"]["resources"]])
        for row in wanted
    ]
    assert {ledger.unknown for ledger in snapshot.tables["users"].columns.values()} == {""}


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text[:26])


def test_what_is_collected_is_the_newest_snapshot_of_the_store(tmp_path: Path) -> None:
    with organization(tmp_path, 10) as place:
        snapshot = place.collect(tmp_path / "store")
    assert snapshots.read_newest_snapshot(tmp_path / "store") == snapshot


def test_only_what_the_rules_read_is_asked_for(tmp_path: Path) -> None:
    plan = collect.plan_collection([("users", "platformRoles"), ("users", "email")])
    with organization(tmp_path, 10) as place:
        snapshot = place.collect(tmp_path / "store", plan)
        asked = {value for request in place.requests(SEARCH) for value in request["body"]["expand"]}
        paths = {request["path"].rpartition("/")[2] for request in place.requests()}
    assert asked == {"platformRoles"}
    assert paths == {place.org_id, "search", "count", "stats"}
    assert list(snapshot.tables) == ["organization", "users"]
    assert snapshot.tables["users"].columns["groups"].unknown == "not asked for"


def test_a_derived_column_brings_what_it_is_made_of() -> None:
    assert collect.plan_collection([("users", "statusNotBefore")]).tables["users"] == ("productAccess",)


def test_a_plan_names_its_calls_and_the_scopes_that_its_key_needs() -> None:
    plan = collect.plan_collection([("users", "platformRoles"), ("domains", "name")])
    assert [(call.table, call.endpoint.rpartition("/")[2], call.times) for call in plan.calls] == [
        ("organization", "{orgId}", "1"),
        ("users", "search", "2 walks of 1 + ceil(rows/100)"),
        ("users", "search", "1 to 10 for each platform role"),
        ("users", "count", "2"),
        ("users", "stats", "2"),
        ("domains", "domains", "1 for each page of the server's own size"),
    ]
    assert plan.scopes == ("read:directories:admin", "read:domains:admin", "read:orgs:admin")


@pytest.mark.parametrize("users", [100, 250])
def test_users_take_one_request_a_hundred_and_a_constant(tmp_path: Path, users: int) -> None:
    with organization(tmp_path, users) as place:
        place.collect(tmp_path / "store")
        requests = len(place.requests())
    assert requests <= ceil(users / 100) + 10


def test_the_ledger_counts_the_requests_that_were_made(tmp_path: Path) -> None:
    with organization(tmp_path, 101) as place:
        snapshot = place.collect(tmp_path / "store", EVERY)
        requests = len(place.requests())
    assert sum(ledger.requests for ledger in snapshot.tables.values()) == requests


def test_only_reading_requests_reach_the_organization(tmp_path: Path) -> None:
    with organization(tmp_path, 101) as place:
        place.collect(tmp_path / "store", EVERY)
        sent = {(request["method"], request["path"]) for request in place.requests()}
    assert {method for method, _ in sent} == {"GET", "POST"}
    described = [it for schemas in SCHEMAS.values() for it in schemas["x-operations"].values()]
    reading = [re.sub(r"{[^{}]*}", "[^/]+", it["path"]) for it in described if it["reads"] and it["method"] == "POST"]
    assert all(any(re.search(f"{path}$", asked) for path in reading) for method, asked in sent if method == "POST")


def test_new_values_of_the_api_are_kept_and_counted(tmp_path: Path) -> None:
    fault = {"endpoint": SEARCH, "kind": "set", "field": "claimStatus", "value": "borrowed", "calls": [1]}
    with organization(tmp_path, 150, [fault]) as place:
        snapshot = place.collect(tmp_path / "store", NO_ROLES)
    assert snapshot.tables["users"].new_values == {"claimStatus": {"borrowed": 100}}
    # whether a value is listed is decided when judging: here it stands as it came
    assert cells(snapshot, "users", "claimStatus").count(("borrowed",)) == 100
    assert set(cells(snapshot, "users", "claimStatus")) <= {("managed",), ("unmanaged",), ("borrowed",)}


def test_new_members_of_the_api_are_kept_and_counted(tmp_path: Path) -> None:
    fault = {"endpoint": SEARCH, "kind": "set", "field": "shoeSize", "value": 43, "calls": [1]}
    with organization(tmp_path, 150, [fault]) as place:
        snapshot = place.collect(tmp_path / "store", NO_ROLES)
    assert snapshot.tables["users"].new_fields == {"shoeSize": 100}
    assert cells(snapshot, "users", "_extra, count(*) OVER ()").count(('{"shoeSize": 43}', 151)) == 100


def test_the_next_snapshot_knows_the_one_before(tmp_path: Path) -> None:
    clock = Clock()
    with organization(tmp_path, 20) as place:
        first = place.collect(tmp_path / "store", USERS, clock)
        clock.sleep(86_400)
        second = place.collect(tmp_path / "store", USERS, clock)
    assert second.previous == first.id
    since = "accountId, statusSince, statusSinceBy, statusNotBefore"
    assert cells(second, "users", since) == cells(first, "users", since)
