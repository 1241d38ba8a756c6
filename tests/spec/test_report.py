"""What people read of a change: at most a screenful, worst first, and everything in a file."""

import copy
import json
from typing import Any

import pytest
from markdown_it import MarkdownIt

from orglint.tables.apis import ORGANIZATIONS
from regen.impact.losses import find_impact
from regen.report.render import LINES, render_markdown, render_screen
from regen.report.sections import Report, Section, list_sections
from regen.schemas import schemas as describe
from support.bundled import find_founding_rules

Content = dict[str, Any]


def report(before: Content, after: Content, *steps: str) -> Report:
    impact = find_impact(before, after, ORGANIZATIONS, [find_founding_rules()])
    return Report("organizations", tuple(list_sections(before, after, impact)), steps)


def titled(found: Report) -> dict[str, list[str]]:
    return {section.title: list(section.lines) for section in found.sections if section.lines}


@pytest.fixture
def newer(schemas: Content) -> Content:
    return copy.deepcopy(schemas)


def operation(content: Content, path: str) -> Content:
    found: Content = next(each for each in content["x-operations"].values() if each["path"].endswith(path))
    return found


def test_nothing_is_told_where_nothing_changed(schemas: Content, newer: Content) -> None:
    found = report(schemas, newer)
    assert found.is_empty
    assert (
        render_screen(found, "FILE") == "nothing changed that orglint or a caller of the API would see; details: FILE"
    )
    assert render_markdown(found).endswith("\n\nNothing.\n")


def test_renamed_schemas_operations_tags_and_parameters_are_no_change(schemas: Content, newer: Content) -> None:
    names = {name: f"Other{number}" for number, name in enumerate(newer["$defs"])}
    newer["$defs"] = {names[name]: schema for name, schema in newer["$defs"].items()}
    newer["x-operations"] = {
        f"call{number}": {
            **each,
            "tag": "other",
            "path": each["path"].replace("{orgId}", "{id}"),
            "responseSchema": names.get(each.get("responseSchema", ""), ""),
            "itemSchema": names.get(each.get("itemSchema", ""), ""),
        }
        for number, each in enumerate(newer["x-operations"].values())
    }
    assert titled(report(schemas, newer)) == {}


def test_operations_are_told_by_method_and_path_with_their_end(schemas: Content, newer: Content) -> None:
    gone = operation(newer, "/event-actions")
    newer["x-operations"] = {name: each for name, each in newer["x-operations"].items() if each is not gone}
    newer["x-operations"]["fresh"] = {**gone, "path": "/v1/orgs/{orgId}/fresh"}
    operation(newer, "/domains").update(deprecated=True, sunset="2027-01-31")
    changed = operation(newer, "/policies")
    changed["scope"] = "read:other:admin"
    assert titled(report(schemas, newer)) == {
        "Operations gone": ["GET /v1/orgs/{orgId}/event-actions"],
        "Operations new": ["GET /v1/orgs/{orgId}/fresh"],
        "Operations that are to end": ["GET /v1/orgs/{orgId}/domains (deprecated, ends 2027-01-31)"],
        "Operations that are called otherwise": [f"{changed['method']} /v1/orgs/{{orgId}}/policies: scope"],
    }


def test_what_requests_take_otherwise_is_told_place_by_place(document: Content, schemas: Content) -> None:
    newer = copy.deepcopy(document)
    events = newer["paths"]["/v1/orgs/{orgId}/events"]["get"]
    given = {each["name"]: each for each in events["parameters"] if "name" in each}
    events["parameters"] = [each for each in events["parameters"] if each.get("name") != "action"]
    events["parameters"].append({"name": "why", "in": "header", "required": True, "schema": {"type": "string"}})
    given["limit"]["schema"] = {**given["limit"]["schema"], "maximum": 7}
    body = newer["components"]["schemas"]["MultiDirectoryUserSearchRequest"]
    body["required"] = ["limit"]
    body["properties"]["accountStatus"]["items"]["enum"] = ["ACTIVE", "paused"]
    modules = {name: each["module"] for name, each in schemas["x-operations"].items()}
    after = json.loads(describe(newer, modules)[0])
    events_told, search_told = titled(report(schemas, after))["Operations that are called otherwise"]
    assert events_told == (
        "GET /v1/orgs/{orgId}/events: header why is new and required, query action is gone, "
        "query limit: maximum was 500 and is 7"
    )
    assert search_told == (
        "POST /v2/orgs/{orgId}/directories/{directoryId}/users/search: "
        "body accountStatus: value active is gone, body accountStatus: value inactive is gone, "
        "body accountStatus: value closed is gone, body accountStatus: value ACTIVE is new, "
        "body accountStatus: value paused is new, body limit: required was false and is true"
    )


def test_what_stops_stands_first_and_names_the_likely_new_name(schemas: Content, newer: Content) -> None:
    properties = newer["$defs"]["MultiDirectoryUser"]["properties"]
    properties["claimState"] = properties.pop("claimStatus")
    lines = render_screen(report(schemas, newer), "FILE").splitlines()
    assert lines[0] == "Rules that stop (2):"
    assert lines[1] == "  accounts/dormant: users.claimStatus removed (string); it is probably called claimState now"
    assert "Columns new (1):" in lines


def test_a_place_in_an_answer_stands_in_the_file_alone(schemas: Content, newer: Content) -> None:
    page = newer["$defs"][operation(newer, "/events-stream")["responseSchema"]]["properties"]
    page["fresh"] = {"type": "string"}
    found = report(schemas, newer)
    assert found.is_empty
    assert "events-stream: fresh is new (string)" in render_markdown(found)


def test_a_screen_is_never_more_than_full_and_the_file_has_everything() -> None:
    sections = [Section(f"Kind {n}", [f"thing {n}.{k} " + "x" * 300 for k in range(200)]) for n in range(8)]
    found = Report("organizations", sections, ["do this", "do that"])
    screen = render_screen(found, "FILE").splitlines()
    assert len(screen) <= LINES
    assert max(map(len, screen)) <= 162
    assert [line for line in screen if line.endswith(":")][:2] == ["Kind 0 (200):", "Kind 1 (200):"]
    assert sum(line.startswith("- thing") for line in render_markdown(found).splitlines()) == 1600


HOSTILE = ["](http://evil)", "<img src=x>", "a\n# heading", "`code`", "| cell |", "**b**", "a_b_c", "1. one", "&lt;"]


@pytest.mark.parametrize("hostile", HOSTILE)
def test_names_of_a_document_make_no_markup(hostile: str) -> None:
    text = render_markdown(Report("organizations", [Section("Columns new", [f"users.{hostile}"])]))
    line = [token for token in MarkdownIt("commonmark").enable("table").parse(text) if token.type == "inline"][-1]
    assert line.children is not None
    assert {part.type for part in line.children} <= {"text", "text_special"}
    assert "".join(part.content for part in line.children) == " ".join(f"users.{hostile}".split())
