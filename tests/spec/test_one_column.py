"""A column is made of one member; a newer document that gives it two is refused, whatever their types."""

import copy
from typing import Any

import pytest

from orglint.errors import UsageError
from orglint.tables import DECLARATIONS, find_declaration
from orglint.tables.apis import ORGANIZATIONS
from orglint.tables.items import load_item_schema
from orglint.tables.members import list_members
from regen.impact.losses import find_impact
from support.bundled import find_founding_rules
from support.specification import SCHEMAS

Content = dict[str, Any]
TEXT, LOOSE = {"type": "string"}, {"type": ["string", "integer"]}


@pytest.fixture
def newer() -> Content:
    return copy.deepcopy(SCHEMAS["organizations"])


def rows(content: Content, path: str) -> Content:
    """Return the properties of a row in the answers of an operation."""
    operation = next(it for it in content["x-operations"].values() if it["path"].endswith(path) and it["itemSchema"])
    properties: Content = content["$defs"][operation["itemSchema"]]["properties"]
    return properties


@pytest.mark.parametrize("schema", [TEXT, LOOSE], ids=["one type", "two types"])
@pytest.mark.parametrize("name", ["status", "attributesId"])
def test_a_row_that_gains_a_member_named_like_a_lifted_one_is_refused(
    newer: Content, name: str, schema: Content
) -> None:
    rows(newer, "/policies")[name] = schema
    inner = {"attributesId": "attributes.id"}.get(name, f"attributes.{name}")
    with pytest.raises(UsageError) as refused:
        find_impact(SCHEMAS["organizations"], newer, ORGANIZATIONS, [find_founding_rules()])
    assert sorted(refused.value.message.split()) == sorted(
        f"policies.{name} would be {name} and {inner} at once".split()
    )


def test_a_row_that_gains_a_member_named_like_a_derived_column_is_refused(newer: Content) -> None:
    rows(newer, "/users/search")["statusNotBefore"] = TEXT
    with pytest.raises(UsageError, match=r"users\.statusNotBefore would be a derived column and statusNotBefore at on"):
        find_impact(SCHEMAS["organizations"], newer, ORGANIZATIONS, [find_founding_rules()])


def test_a_lifted_member_that_moves_out_is_still_the_column(newer: Content) -> None:
    outer = rows(newer, "/policies")
    outer["status"] = outer["attributes"]["properties"].pop("status")
    found = find_impact(SCHEMAS["organizations"], newer, ORGANIZATIONS, [find_founding_rules()])
    assert (found.shifts, found.losses, found.stopped) == ((), (), ())


def test_what_a_table_drops_is_no_second_member() -> None:
    properties = {"type": TEXT, "attributes": {"type": "object", "properties": {"type": TEXT}}}
    members = list_members(find_declaration("policies"), properties)
    assert [(it.path, it.column) for it in members] == [("attributes.type", "type")]


@pytest.mark.parametrize("declaration", DECLARATIONS, ids=lambda one: one.name)
def test_a_column_of_ours_is_made_of_one_member(declaration: Any) -> None:
    properties = load_item_schema(declaration)["properties"]
    columns = [member.column for member in list_members(declaration, properties)]
    assert len(columns) == len(set(columns)) > 1
