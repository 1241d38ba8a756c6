from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from simulator.local import Local, Row, ids

PATH = "/v2/orgs/{o}/workspaces"
QUERIES: list[tuple[Row, Callable[[Row], bool]]] = [
    ({"searchWorkspaces": "CONFLUENCE"}, lambda row: "confluence" in row["attributes"]["name"].casefold()),
    (
        {"field": {"name": "typeKey", "values": ["loom", "trello"]}},
        lambda row: row["attributes"]["typeKey"] in ("loom", "trello"),
    ),
    ({"nor": [{"searchWorkspaces": "jira"}]}, lambda row: "jira" not in row["attributes"]["name"].casefold()),
    ({"policies": ["ip-allowlist"]}, lambda row: "ip-allowlist" in row["relationships"]["policy"]),
    (
        {"and": [{"searchWorkspaces": "jira"}, {"nor": [{"searchWorkspaces": "sandbox"}]}]},
        lambda row: "jira" in row["attributes"]["name"].casefold() and "sandbox" not in row["attributes"]["name"],
    ),
]


def walked(local: Local, **body: Any) -> list[Row]:
    """Walk with a body that holds nothing but the cursor of the URL."""
    rows = []
    while True:
        page = local.post(PATH, body).json()
        rows += page["data"]
        if not page["links"]["next"]:
            return rows
        body = {"cursor": parse_qs(urlsplit(page["links"]["next"]).query)["cursor"][0]}


def test_a_walk_lists_every_workspace_once(local: Local, truth: Row) -> None:
    assert ids(walked(local, limit=5), "id") == ids(truth["workspaces"], "id")
    assert len(set(ids(truth["workspaces"], "id"))) == len(truth["workspaces"]) == 17


@pytest.mark.parametrize(("query", "holds"), QUERIES)
def test_a_query_finds_what_it_describes(local: Local, truth: Row, query: Row, holds: Callable[[Row], bool]) -> None:
    wanted = [row["id"] for row in truth["workspaces"] if holds(row)]
    assert 0 < len(wanted) < 17
    assert ids(walked(local, query=query, limit=2), "id") == wanted


def test_meta_tells_which_rows_a_page_holds(local: Local) -> None:
    page = local.post(PATH, {"limit": 5}).json()
    assert page["meta"] == {"pageSize": 5, "startIndex": 0, "endIndex": 4, "total": 17}
    none = local.post(PATH, {"query": {"searchWorkspaces": "nothing"}}).json()
    assert none["meta"] == {"pageSize": 20, "startIndex": None, "endIndex": None, "total": 0}


def test_sorting_is_by_any_attribute(local: Local) -> None:
    names = [row["attributes"]["name"] for row in walked(local, sort=[{"field": "name", "order": "desc"}])]
    assert names == sorted(names, reverse=True)


@pytest.mark.parametrize(
    "body",
    [
        {"query": {"nothing": 1}},
        {"query": {"and": [{"field": {}}]}},
        {"query": {"and": [], "nor": []}},
        {"query": "jira"},
        {"query": {"searchWorkspaces": 3}},
        {"query": {"policies": 3}},
        {"sort": "name"},
        {"limit": 1001},
        {"cursor": "x"},
    ],
)
def test_what_is_no_search_is_refused_with_one_bare_error(local: Local, body: Row) -> None:
    answer = local.post(PATH, body)
    assert answer.status_code == 400
    assert answer.json().keys() == {"id", "status", "code", "title", "detail"}


def test_next_to_a_cursor_nothing_else_is_allowed(local: Local) -> None:
    link = local.post(PATH, {"limit": 5}).json()["links"]["next"]
    cursor = parse_qs(urlsplit(link).query)["cursor"][0]
    assert local.post(PATH, {"cursor": cursor}).status_code == 200
    assert local.post(PATH, {"cursor": cursor, "limit": 5}).status_code == 400
