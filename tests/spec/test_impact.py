"""What a newer specification does to tables, columns and rules, and how the tool goes on without some of them."""

import copy
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from orglint import rulebook
from orglint.tables import DECLARATIONS, build_table, find_declaration, known_tables
from orglint.tables.apis import CONTROL, ORGANIZATIONS
from orglint.tables.evidence import Reference, Silence
from orglint.tables.schema import parse_specification
from regen.impact.columns import list_places, list_shifts
from regen.impact.kept import keep_lost, require_known_names
from regen.impact.known_values import keep_known_values
from regen.impact.losses import Impact, find_impact
from regen.impact.renaming import find_new_name
from regen.impact.rules import build_tables
from regen.refusal import Refusal
from support.bundled import find_founding_rules
from support.specification import SCHEMAS

Content = dict[str, Any]
BUNDLED = find_founding_rules()
OWN_RULE = """
title: Everybody is in a department
severity: low
table: users
require: user.department == 'it'
message: "{user.email} is in none"
why: It is wanted.
fix: Choose one.
examples: {pass: [{department: it}], fail: [{department: none}]}
"""


@pytest.fixture
def newer(schemas: Content) -> Content:
    return copy.deepcopy(schemas)


def user(content: Content) -> Content:
    properties: Content = content["$defs"]["MultiDirectoryUser"]["properties"]
    return properties


def attributes(content: Content, schema: str) -> Content:
    properties: Content = content["$defs"][schema]["properties"]["attributes"]["properties"]
    return properties


def impact(before: Content, after: Content, *folders: Path) -> Impact:
    return find_impact(before, after, ORGANIZATIONS, [BUNDLED, *folders])


def told(found: Impact) -> list[str]:
    return [str(shift) for shift in found.shifts]


def drop(content: Content, path: str) -> None:
    """Take an operation from the schemas."""
    content["x-operations"] = {
        name: each for name, each in content["x-operations"].items() if not each["path"].endswith(path)
    }


@pytest.mark.parametrize("declaration", DECLARATIONS, ids=lambda each: each.name)
def test_the_columns_are_those_that_rules_see(declaration: Any) -> None:
    own = {column.name for column in declaration.derived}
    places = list_places(declaration, parse_specification(SCHEMAS[declaration.endpoint.api.name]))
    seen = {place for place in places if "." not in place and "[" not in place}
    assert seen == set(known_tables()[declaration.name].columns) - own


def test_nothing_is_told_where_nothing_changed(schemas: Content, newer: Content) -> None:
    assert impact(schemas, newer) == Impact((), (), ())


def test_a_table_of_another_api_is_not_looked_at(schemas: Content, newer: Content) -> None:
    del user(newer)["email"]
    assert list_shifts(schemas, newer, api=CONTROL.name) == []


def test_a_column_of_another_type_is_told_with_both(schemas: Content, newer: Content) -> None:
    user(newer)["nickname"] = {"type": ["integer", "null"]}
    assert told(impact(schemas, newer)) == ["users.nickname retyped (string to int)"]


def test_a_time_that_a_document_calls_text_is_still_a_time(schemas: Content, newer: Content) -> None:
    for column in ("addedToOrg", "deactivatedOn"):
        del user(newer)[column]["format"]
    del user(newer)["productAccess"]["items"]["properties"]["lastActiveTimestamp"]["format"]
    del attributes(newer, "PolicyModel")["createdAt"]["format"]
    assert impact(schemas, newer) == Impact((), (), ())


def test_a_schema_with_another_name_is_no_change(schemas: Content, newer: Content) -> None:
    newer["$defs"]["Domain"] = newer["$defs"].pop("DomainModel")
    for described in newer["x-operations"].values():
        if described.get("itemSchema") == "DomainModel":
            described["itemSchema"] = "Domain"
    assert impact(schemas, newer) == Impact((), (), ())


def test_an_operation_with_another_name_and_other_parameters_is_no_change(schemas: Content, newer: Content) -> None:
    newer["x-operations"] = {
        f"other{number}": {**each, "path": each["path"].replace("{orgId}", "{organisation}")}
        for number, each in enumerate(newer["x-operations"].values())
    }
    assert impact(schemas, newer) == Impact((), (), ())


def test_a_field_inside_a_column_is_told_by_its_place(schemas: Content, newer: Content) -> None:
    del attributes(newer, "PolicyModel")["resources"]["items"]["properties"]["applicationStatus"]
    assert told(impact(schemas, newer)) == ["policies.resources[].applicationStatus removed (string)"]


def test_a_rule_stops_when_what_it_reads_is_gone_and_the_likely_new_name_is_told(
    schemas: Content, newer: Content
) -> None:
    user(newer)["claimState"] = user(newer).pop("claimStatus")
    found = impact(schemas, newer)
    assert "users.claimStatus removed (string); it is probably called claimState now" in told(found)
    assert {rule.id for rule in found.stopped} == {"accounts/dormant", "admins/managed-accounts"}
    (loss,) = found.losses
    assert (loss.name, set(loss.rules)) == ("users.claimStatus", {"accounts/dormant", "admins/managed-accounts"})


def test_a_column_that_no_rule_reads_is_no_loss(schemas: Content, newer: Content) -> None:
    del user(newer)["department"]
    found = impact(schemas, newer)
    assert (told(found), found.losses, found.stopped) == (["users.department removed (string)"], (), ())


def test_a_column_that_others_are_derived_from_is_a_loss(schemas: Content, newer: Content) -> None:
    del user(newer)["productAccess"]["items"]["properties"]["lastActiveTimestamp"]
    (loss,) = impact(schemas, newer).losses
    assert loss.name == "users.productAccess"


@pytest.mark.parametrize("path", ["/users/search", "/users/count"])
def test_a_table_of_which_an_operation_is_gone_is_lost_with_its_rules(
    schemas: Content, newer: Content, path: str
) -> None:
    drop(newer, f"/directories/{{directoryId}}{path}")
    (loss,) = impact(schemas, newer).losses
    assert loss.name == "users"
    assert path in loss.why


def test_a_table_without_its_key_is_lost(schemas: Content, newer: Content) -> None:
    del newer["$defs"]["DomainModel"]["properties"]["id"]
    (loss,) = impact(schemas, newer).losses
    assert (loss.name, loss.rules) == ("domains", ("domains/verified",))


def test_rules_of_ones_own_are_looked_at_too(schemas: Content, newer: Content, tmp_path: Path) -> None:
    (tmp_path / "mine.yaml").write_text(OWN_RULE, encoding="utf-8")
    del user(newer)["department"]
    found = impact(schemas, newer, tmp_path)
    assert [rule.id for rule in found.stopped] == ["mine"]
    assert [loss.name for loss in found.losses] == ["users.department"]


KEPT: dict[str, tuple[Callable[[Content], object], str]] = {
    "a column": (lambda content: user(content).pop("claimStatus"), "users.claimStatus"),
    "a lifted column": (lambda content: attributes(content, "DomainModel").pop("claim"), "domains.claim"),
    "a column of another type": (lambda content: user(content)["email"].update(type="integer"), "users.email"),
    "a table": (lambda content: drop(content, "/domains"), "domains"),
    "a table without its key": (lambda content: content["$defs"]["DomainModel"]["properties"].pop("id"), "domains"),
    "a table whose count is gone": (lambda content: drop(content, "/groups/count"), "groups"),
}


@pytest.mark.parametrize("case", KEPT)
def test_what_is_kept_is_marked_and_every_rule_still_compiles(schemas: Content, newer: Content, case: str) -> None:
    change, name = KEPT[case]
    change(newer)
    assert [loss.name for loss in impact(schemas, newer).losses] == [name]
    tables = build_tables(ORGANIZATIONS, parse_specification(keep_lost(schemas, newer, [name])))
    assert rulebook.load(BUNDLED, tables)
    table, _, column = name.partition(".")
    assert (tables[table].columns[column] if column else tables[table]).specified is False
    others = [each for key, each in tables.items() if key != table]
    assert all(each.specified and all(c.specified for c in each.columns.values()) for each in others)


def test_what_was_kept_once_is_kept_again(schemas: Content, newer: Content) -> None:
    drop(newer, "/domains")
    first = keep_lost(schemas, newer, ["domains"])
    assert [loss.name for loss in impact(first, newer).losses] == ["domains"]
    assert keep_lost(first, newer, ["domains"]) == first


@pytest.mark.parametrize("name", ["nothing", "users.nothing", "", "users."])
def test_a_name_of_nothing_is_refused(schemas: Content, name: str) -> None:
    with pytest.raises(Refusal, match="WITHOUT names"):
        require_known_names(schemas, [name])


def test_open_values_are_kept_where_a_document_lists_none(schemas: Content, newer: Content) -> None:
    del user(newer)["managementSource"]["x-known-values"]
    user(newer)["accountType"]["x-known-values"] = ["atlassian", "fresh"]
    assert [place for place, _ in keep_known_values(schemas, newer, "organizations")] == ["users.managementSource"]
    assert user(newer)["managementSource"] == user(schemas)["managementSource"]
    assert user(newer)["accountType"]["x-known-values"] == ["atlassian", "fresh"]


@pytest.mark.parametrize("listed", [None, ["active", "inactive", "closed", "paused"], ["ACTIVE"], []])
def test_closed_values_are_kept_whatever_a_document_lists(schemas: Content, newer: Content, listed: Any) -> None:
    user(newer)["accountStatus"].pop("x-known-values")
    if listed is not None:
        user(newer)["accountStatus"]["x-known-values"] = listed
    found = impact(schemas, newer)
    told = [str(shift) for shift in found.shifts]
    assert (found.touches_something, len(told)) == (bool(listed), bool(listed))
    assert all(text.startswith("users.accountStatus has other values (new: ") for text in told) or listed == ["ACTIVE"]
    assert [place for place, _ in keep_known_values(schemas, newer, "organizations")] == ["users.accountStatus"]
    assert user(newer) == user(schemas)


def test_values_inside_lifted_members_are_kept_by_their_columns(schemas: Content, newer: Content) -> None:
    attributes(newer, "DomainModel")["claim"]["properties"]["status"]["x-known-values"] = ["other"]
    assert [place for place, _ in keep_known_values(schemas, newer, "organizations")] == ["domains.claim.status"]
    assert newer["$defs"]["DomainModel"] == schemas["$defs"]["DomainModel"]


NEEDED: dict[str, tuple[Callable[[Content], object], str]] = {
    "the membership": (lambda content: user(content).pop("membershipStatus"), "users.membershipStatus"),
    "the id of a group": (lambda content: user(content)["groups"]["items"]["properties"].pop("id"), "users.groups"),
    "groups as one record": (
        lambda content: user(content).update(groups=user(content)["groups"]["items"]),
        "users.groups",
    ),
    "the directory of a group": (
        lambda content: content["$defs"]["MultiDirectoryGroup"]["properties"].pop("directoryId"),
        "groups.directoryId",
    ),
}


@pytest.mark.parametrize("case", NEEDED)
def test_what_sealing_reads_is_a_loss_though_no_rule_reads_it(schemas: Content, newer: Content, case: str) -> None:
    change, name = NEEDED[case]
    change(newer)
    assert [loss.name for loss in impact(schemas, newer).losses] == [name]


@pytest.mark.parametrize("declaration", DECLARATIONS, ids=lambda each: each.name)
def test_all_that_sealing_is_declared_to_read_is_needed(declaration: Any) -> None:
    places = list_places(declaration, parse_specification(SCHEMAS[declaration.endpoint.api.name]))
    assert set(declaration.needs) <= set(places)
    named = {declaration.membership, declaration.follows} - {""}
    united = {f"{place}[].id" if f"{place}[].id" in places else f"{place}[]" for place in declaration.united}
    outer = {place.partition("[")[0] for place in (*declaration.needs, declaration.key)}
    assert named | united <= set(declaration.needs)
    inputs = {derived.name: derived.inputs for derived in declaration.derived}
    assert {it for derived in declaration.derived for it in derived.optional} <= set(places)
    read = {column for given in inputs.values() for column in given}
    read |= {it for name in _list_compared(declaration) for it in inputs.get(name, (name,))}
    assert read <= outer


def _list_compared(declaration: Any) -> Iterator[str]:
    """Yield the columns of a table that show that another lacks rows, and those that they are compared with."""
    for each in DECLARATIONS:
        for it in each.evidence:
            if not isinstance(it, Silence) and it.rows and it.rows.table == declaration.name:
                yield from (*it.rows.columns, *([it.column] if isinstance(it, Reference) else []))
    yield from (it.target for it in declaration.evidence if isinstance(it, Reference))


@pytest.mark.parametrize("described", [None, {"type": ["integer", "null"]}], ids=["gone", "another type"])
def test_an_input_that_is_optional_is_no_loss(schemas: Content, newer: Content, described: Content | None) -> None:
    members = attributes(newer, "PolicyModel")
    del members["createdAt"]
    if described:
        members["createdAt"] = described
    assert impact(schemas, newer).losses == ()
    policies = build_table(find_declaration("policies"), parse_specification(newer))
    assert policies.columns["statusNotBefore"].inputs == ("status",)
    assert known_tables()["policies"].columns["statusNotBefore"].inputs == ("status", "createdAt")


def test_a_field_that_nothing_reads_inside_a_needed_column_is_no_loss(schemas: Content, newer: Content) -> None:
    del user(newer)["productAccess"]["items"]["properties"]["key"]
    assert impact(schemas, newer).losses == ()


def test_a_rule_that_was_edited_for_the_new_document_is_not_stopped(
    schemas: Content, newer: Content, tmp_path: Path
) -> None:
    user(newer)["division"] = user(newer).pop("department")
    (tmp_path / "mine.yaml").write_text(OWN_RULE.replace("department", "division"), encoding="utf-8")
    found = impact(schemas, newer, tmp_path)
    assert (found.stopped, found.losses) == ((), ())


def test_a_rule_that_compiles_with_neither_is_refused(schemas: Content, newer: Content, tmp_path: Path) -> None:
    (tmp_path / "mine.yaml").write_text(OWN_RULE.replace("department", "nothing"), encoding="utf-8")
    with pytest.raises(Refusal, match="neither with the client of before nor with the new one"):
        impact(schemas, newer, tmp_path)


def test_an_operation_that_the_new_document_calls_by_an_old_name_stays(schemas: Content, newer: Content) -> None:
    title = next(name for name, each in newer["x-operations"].items() if each["path"].endswith("/domains"))
    newer["x-operations"][title] = {**newer["x-operations"][title], "path": "/v2/orgs/{orgId}/domains"}
    kept = keep_lost(schemas, newer, ["domains"])
    assert kept["x-operations"][title]["path"] == "/v2/orgs/{orgId}/domains"
    assert build_tables(ORGANIZATIONS, parse_specification(kept))["domains"].specified is False


@pytest.mark.parametrize(
    ("place", "added", "expected"),
    [
        ("claimStatus", {"claimState": "string"}, "claimState"),
        ("email", {"emailAddress": "string", "phone": "string"}, "emailAddress"),
        ("nickname", {"nickName": "string"}, "nickName"),
        ("email", {"emailAddress": "int"}, ""),
        ("email", {"links.email": "string"}, ""),
        ("a[].lastActive", {"a[].lastActiveDate": "string", "lastActiveDay": "string"}, "a[].lastActiveDate"),
        ("email", {"department": "string"}, ""),
        ("email", {}, ""),
    ],
)
def test_the_likely_new_name_has_the_type_and_shares_words(place: str, added: dict[str, str], expected: str) -> None:
    assert find_new_name(place, "string", added) == expected
