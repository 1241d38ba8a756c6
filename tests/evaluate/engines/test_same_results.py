"""Every bundled rule on the same snapshots: both engines write the same report, byte for byte."""

import json

import pytest

from evaluate.engines.both import report
from orglint import snapshots
from orglint.engine import duckdb
from orglint.model.snapshot import Snapshot
from support.bundled import load_bundled_rules
from support.faults import DOMAINS, POLICIES, SEARCH, denied, fault, lost
from support.local import Row, local
from support.spark_session import needs_java, spark

pytestmark = needs_java

RULES = load_bundled_rules()
ORGANIZATIONS: dict[str, tuple[int, int, list[Row]]] = {
    "whole": (500, 11, []),
    "one user": (1, 12, []),
    "denied": (120, 13, [denied(DOMAINS), denied(POLICIES)]),
    "cut short": (350, 14, [fault(SEARCH, "status", {"from": 3}, status=403)]),
    "roles lost": (120, 15, lost("platformRoles")[:1]),
    "status lost": (120, 16, lost("status")[2:]),
}


@pytest.fixture(scope="module", params=list(ORGANIZATIONS))
def snapshot(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    """A snapshot of a local organization, in a folder whose name means something to those who look for patterns."""
    users, seed, faults = ORGANIZATIONS[request.param]
    folder = tmp_path_factory.mktemp("a [b] {c} %20 #1 é")
    with local(folder, "--users", str(users), "--seed", str(seed), faults=faults) as organization:
        ended = organization.snapshot("--all", "--store", "store")
    assert ended.code in {0, 3}, ended.err
    return snapshots.read_newest_snapshot(folder / "store")


def test_both_engines_write_the_same_report(snapshot: Snapshot) -> None:
    ours, theirs = (report(RULES, snapshot, opener, now=snapshot.taken_at) for opener in (duckdb.open_engine, spark()))
    outcomes = {rule["id"]: (rule["outcome"], rule["reason"]) for rule in json.loads(theirs)["rules"]}
    assert theirs == ours, outcomes
