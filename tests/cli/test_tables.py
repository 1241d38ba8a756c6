"""`orglint tables` on a page of 80 columns: what rules can read, and what it means where it is missing."""

import pytest

from cli.conftest import orglint
from orglint import tables
from orglint.tables.values import find_enumerations


@pytest.mark.parametrize("name", ["", *tables.known_tables()])
def test_nothing_is_wider_than_the_page(name: str) -> None:
    ended = orglint("tables", *filter(None, [name]), COLUMNS="80")
    assert ended.returncode == 0
    assert max(map(len, ended.stdout.splitlines())) <= 80


@pytest.mark.parametrize("name", tables.known_tables())
def test_every_column_is_there_with_its_type_and_meaning(name: str) -> None:
    page = " ".join(orglint("tables", name, COLUMNS="100").stdout.split())
    table = tables.known_tables()[name]
    for column in table.columns.values():
        assert f"{table.variable}.{column.name} {column.type} {' '.join(column.meaning.split())}" in page


def test_each_kind_of_absence_is_told() -> None:
    page = " ".join(orglint("tables", "users").stdout.split())
    assert "the field email; absent where it is left out" in page
    assert "the field status; unknown where it is left out" in page
    assert "the field groups, asked for with expand groups; empty where it is left out" in page
    assert "derived: the latest productAccess[].lastActiveTimestamp; absent" in page
    assert "read with POST /v2/orgs/{orgId}/directories/{directoryId}/users/search" in page


def test_the_variable_of_a_table_is_not_mistaken_for_it() -> None:
    assert "Did you mean managed_accounts?" in orglint("tables", "account").stderr


def test_known_values_are_told_with_what_becomes_of_others() -> None:
    page = " ".join(orglint("tables", "users").stdout.split())
    assert "known values: managed, unmanaged (closed: any other is unknown)" in page
    assert "known values: atlassian (open: any other is a value too)" in page
    assert "known values of platformRoles[]: atlassian/org-admin, atlassian/site-admin, " in page
    page = " ".join(orglint("tables", "policies").stdout.split())
    assert "known values of resources[].applicationStatus: applying, removing, applied, " in page


@pytest.mark.parametrize("name", tables.known_tables())
def test_every_place_that_has_known_values_is_told(name: str) -> None:
    page = " ".join(orglint("tables", name).stdout.split())
    for path, enumeration in find_enumerations(name).items():
        called = "" if path in tables.known_tables()[name].columns else f" of {path}"
        assert f"known values{called}: {', '.join(enumeration.listed)} (" in page
