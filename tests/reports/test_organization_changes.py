"""What changed in an organization, as people and programs are told of it."""

import json
from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from orglint.model.changes import Comparison
from orglint.model.organization_changes import (
    ComparedSnapshot,
    OrganizationChange,
    OrganizationChangeKind,
    OrganizationChangeList,
    OrganizationChanges,
    TableChanges,
    UnknownDifference,
)
from orglint.model.privacy import Privacy
from orglint.reports.changes import CHANGE_FORMATS
from orglint.reports.privacy import PseudonymKey, conceal_organization
from support.making import NOON

KIND = OrganizationChangeKind
ACCOUNT = "712020:0a1b2c3d-0000-4000-8000-000000000001"
ROLE = OrganizationChange(KIND.GAINED, "users", ACCOUNT, "ann@a.example", "platformRoles", None, "atlassian/org-admin")
SUSPENDED = OrganizationChange(KIND.CHANGED, "users", ACCOUNT, "ann@a.example", "status", "active", "suspended")
LEFT = OrganizationChange(KIND.REMOVED, "users", "u2", "bob@a.example")
ON_SITE = OrganizationChange(
    KIND.LOST, "user_roles", f"{ACCOUNT} ari:a d", "ann@a.example", "roleAssignments[].role", "atlassian/admin",
    about="ari:a",
)  # fmt: skip
RENAMED = OrganizationChange(KIND.CHANGED, "groups", "g1", "squad", "name", "team", "squad")


@dataclass(frozen=True)
class Given(OrganizationChangeList):
    changes: tuple[OrganizationChange, ...]

    def __iter__(self) -> Iterator[OrganizationChange]:
        return iter(self.changes)


def changes(*given: OrganizationChange, unknown: tuple[UnknownDifference, ...] = ()) -> OrganizationChanges:
    tables = []
    for name in dict.fromkeys(it.table for it in given):
        them = tuple(it for it in given if it.table == name)
        counts = dict.fromkeys(((it.kind, it.column) for it in them), 0)
        for it in them:
            counts[it.kind, it.column] += 1
        tables.append(TableChanges(name, 3, 3, counts, Given(them), unknown))
    return OrganizationChanges("org", ComparedSnapshot("a", NOON), ComparedSnapshot("b", NOON), tuple(tables))


def text(subject: OrganizationChanges, name: str = "terminal", limit: int = 10) -> str:
    return CHANGE_FORMATS[name](Comparison(None, subject), limit)


def test_each_change_is_a_sentence_under_its_table() -> None:
    told = text(changes(LEFT, ROLE, SUSPENDED, ON_SITE, RENAMED))
    assert [line.strip() for line in told.splitlines() if line] == [
        "Organization: 5 changes, between 2026-11-01 12:00 UTC and 2026-11-01 12:00 UTC",
        "users: 1 left, 1 gained platform role, 1 with another status",
        "- user bob@a.example left",
        "+ user ann@a.example gained platform role atlassian/org-admin",
        "~ user ann@a.example was suspended (before: active)",
        "user_roles: 1 lost role",
        "- user ann@a.example lost role atlassian/admin on ari:a",
        "groups: 1 with another name",
        "~ group squad was renamed: team -> squad",
    ]


def test_nothing_known_is_never_told_as_nothing_changed() -> None:
    unknown = (UnknownDifference(KIND.REMOVED, "", 4, "after: cut short"),)
    told = text(changes(RENAMED, unknown=unknown))
    assert "1 change, and not everything is known" in told
    assert "? groups: who or what deleted, 4 rows: after: cut short" in told


@pytest.mark.parametrize("name", ["terminal", "markdown"])
def test_only_so_many_of_a_kind_are_listed_and_the_others_counted(name: str) -> None:
    many = [OrganizationChange(KIND.ADDED, "users", f"u{number}") for number in range(7)]
    told = text(changes(*many), name, 2)
    assert "user u1 joined" in told
    assert "user u2 joined" not in told
    assert "and 5 more" in told


def test_json_has_every_change_whatever_the_limit() -> None:
    members = json.loads(text(changes(LEFT, ROLE, SUSPENDED), "json", 1))["organization"]
    (table,) = members["tables"]
    assert [it["change"] for it in table["changes"]] == ["removed", "gained", "changed"]
    assert {(it["change"], it["column"]): it["number"] for it in table["counts"]} == {
        ("removed", None): 1,
        ("gained", "platformRoles"): 1,
        ("changed", "status"): 1,
    }


@pytest.mark.parametrize("privacy", [Privacy.IDS, Privacy.PSEUDONYMS])
@pytest.mark.parametrize("name", ["terminal", "markdown", "json"])
def test_with_less_than_names_nobody_is_named(name: str, privacy: Privacy) -> None:
    shown = conceal_organization(changes(LEFT, ROLE, ON_SITE, RENAMED), privacy, PseudonymKey("k" * 40))
    told = text(shown, name)
    assert "a.example" not in told
    assert (ACCOUNT in told) is (privacy is Privacy.IDS)
    assert "squad" in told, "a group's name says nothing of a person"


def test_text_from_elsewhere_does_nothing_but_be_read() -> None:
    evil = OrganizationChange(KIND.CHANGED, "groups", "g1", "\x1b[2J@all", "name", "[a](//b)", "\x1b[2J@all")
    assert "\x1b" not in text(changes(evil))
    assert "`group" in text(changes(evil), "markdown")
