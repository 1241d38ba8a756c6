"""What changed in an organization between two snapshots: as a naive oracle says, and never more than is known."""

import random
from collections.abc import Iterable
from datetime import timedelta
from pathlib import Path

import pytest

from history.seen_organizations import Seen, Told, find_changes, hide, make_next_day, make_organization, tell
from orglint import tables
from orglint.errors import UsageError
from orglint.history.organization import compare_snapshots
from orglint.model.organization_changes import OrganizationChanges
from orglint.model.snapshot import Snapshot
from support import sealing, stores

KNOWN = tables.known_tables()


def compare(before: Snapshot, after: Snapshot) -> OrganizationChanges:
    return compare_snapshots(before, after, KNOWN)


def told(changes: OrganizationChanges) -> set[Told]:
    """Return all changes; the counts must say the same."""
    listed = [tell(it) for table in changes.tables for it in table.changes]
    assert len(listed) == len(set(listed)) == changes.number
    for table in changes.tables:
        for (kind, column), number in table.counts.items():
            assert len([it for it in table.changes if (it.kind, it.column) == (kind, column)]) == number
            assert len(list(table.changes.select_first(kind, column, 10_000))) == number
    return set(listed)


def complete(snapshot: Snapshot) -> set[str]:
    return {name for name, ledger in snapshot.tables.items() if ledger.complete}


def seal(folder: Path, before: Seen, after: Seen) -> tuple[Snapshot, Snapshot]:
    return before.seal(folder / "before", 0), after.seal(folder / "after", 1)


@pytest.mark.parametrize("seed", range(2))
def test_changes_are_those_of_a_naive_oracle_whatever_is_not_known(seed: int, tmp_path: Path) -> None:
    dice = random.Random(seed)
    before = make_organization(dice)
    after = make_next_day(dice, before)
    truth = told(compare(*seal(tmp_path / "all", before, after)))
    assert truth == find_changes(before, after, (set(before.rows), set(after.rows)))
    seen, later = hide(dice, before), hide(dice, after)
    pair = seal(tmp_path / "less", seen, later)
    less = compare(*pair)
    assert told(less) == find_changes(seen, later, (complete(pair[0]), complete(pair[1])))
    assert told(less) <= truth, "less information invented a change"
    assert find_silence(truth - told(less), less) == []


def find_silence(missing: Iterable[Told], changes: OrganizationChanges) -> list[Told]:
    """Return the differences that are neither told nor said to be unknown; where rows are missing, all in them is."""
    columns = {(table.table, it.column) for table in changes.tables for it in table.unknown}
    keys = {table.table: table.keys for table in changes.tables}
    return [it for it in missing if keys[it[1]] is None and not {(it[1], it[3]), (it[1], "")} & columns]


def test_an_organization_compared_with_itself_differs_in_nothing(tmp_path: Path) -> None:
    seen = make_organization(random.Random(7)).seal(tmp_path, 0)
    found = compare(seen, seen)
    assert (found.number, found.is_whole) == (0, True)
    assert [(it.table, it.rows_before == it.rows_after) for it in found.tables if it.unknown] == []


def test_rows_that_came_and_went_add_up(tmp_path: Path) -> None:
    dice = random.Random(11)
    before = make_organization(dice)
    found = compare(*seal(tmp_path, before, make_next_day(dice, before)))
    for table in found.tables:
        counts = {kind.value: number for (kind, column), number in table.counts.items() if not column}
        if table.keys is None:
            assert table.rows_before + counts.get("added", 0) - counts.get("removed", 0) == table.rows_after


def test_a_list_that_was_not_asked_for_is_not_known_and_the_rest_is(tmp_path: Path) -> None:
    later = stores.NOON + timedelta(days=1)
    admin = stores.user("ann", platformRoles=["atlassian/org-admin"])
    before = stores.sealed(tmp_path, "abc1", [admin, stores.user("bob", platformRoles=[])], asked=("platformRoles",))
    after = stores.sealed(tmp_path, "abc1", [stores.user("bob", status="suspended")], at=later)
    found = compare(before, after)
    assert {it[0] for it in told(found)} == {"changed", "removed"}
    (roles,) = [it for table in found.tables for it in table.unknown if it.column == "platformRoles"]
    assert (roles.kind, roles.rows, roles.reason) == ("changed", None, "after: not asked for")


def test_a_value_that_nobody_listed_is_not_known_unless_somebody_says_what_it_is(tmp_path: Path) -> None:
    before = sealing.sealed(tmp_path, policies=[sealing.policy(1)])
    later = sealing.NOON + timedelta(days=1)
    after = sealing.sealed(tmp_path, at=later, policies=[sealing.policy(1, status="paused")])
    assert told(compare(before, after)) == set()
    declared = compare_snapshots(before, after, KNOWN, known={("policies", "status"): ("paused",)})
    assert told(declared) == {("changed", "policies", "p1", "status", "enabled", "paused")}


def test_snapshots_of_two_organizations_are_not_compared(tmp_path: Path) -> None:
    one = stores.sealed(tmp_path, "abc1", [stores.user("a")])
    other = stores.sealed(tmp_path, "abc2", [stores.user("a")])
    with pytest.raises(UsageError, match=r"of organization abc1.* of abc2"):
        compare(one, other)


def test_of_unmanaged_accounts_nobody_misses_what_the_api_never_tells(tmp_path: Path) -> None:
    unmanaged = {"claimStatus": "unmanaged", "mfaEnabled": None, "_bad": ["mfaEnabled"]}
    admin = {"platformRoles": ["atlassian/org-admin"]}
    rows = [sealing.user(1, **unmanaged), sealing.user(2, mfaEnabled=True, **admin)]
    before = sealing.sealed(tmp_path, users=rows)
    later = sealing.NOON + timedelta(days=1)
    after = sealing.sealed(tmp_path, at=later, users=[rows[0], sealing.user(2, mfaEnabled=False, **admin)])
    found = compare(before, after)
    assert told(found) == {("changed", "users", "712020:0002", "mfaEnabled", "true", "false")}
    assert found.is_whole
