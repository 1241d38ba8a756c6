"""A client sends what it is asked to send, no more and no less; one that cannot is refused before anything is sent."""

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from orglint import collect
from orglint.collect.requests import build_request
from orglint.errors import UnbuildableRequestError
from orglint.tables.apis import API_ACCESS
from orglint.tables.endpoints import COUNT_USERS, GET_ORGANIZATION, LIST_DIRECTORIES, SEARCH_USERS, Endpoint
from orglint.tables.schema import load_specification
from support.collect.honest import Honest, serving
from support.specification import GENERATED, PACKAGES

Edit = tuple[str, str]
MakeEndpoint = Callable[..., Endpoint]

CURSOR, LIMIT = "    cursor: str | Unset = UNSET,\n", "    limit: int | Unset = 20,\n"
HEADERS = '    _kwargs["headers"] = headers\n'


@pytest.fixture
def edited(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> MakeEndpoint:
    """Make another client out of ours, in which the module of one operation has other text."""
    monkeypatch.syspath_prepend(tmp_path)

    def make(endpoint: Endpoint, *edits: Edit) -> Endpoint:
        package = f"client_of_{tmp_path.name.replace('-', '_')}"
        shutil.copytree(GENERATED / PACKAGES[endpoint.api.name], tmp_path / package)
        operation = load_specification(endpoint.api).find_operation(endpoint)
        module = tmp_path / package / "api" / f"{operation.module.replace('.', '/')}.py"
        text = module.read_text("utf-8")
        for before, after in edits:
            assert before in text
            text = text.replace(before, after, 1)
        module.write_text(text, "utf-8")
        return replace(endpoint, api=replace(endpoint.api, package=package))

    return make


def ask_for_a_second_page(endpoint: Endpoint) -> None:
    if endpoint.method == "POST":
        build_request(endpoint, "o", "-", body={"cursor": "a-cursor"})
    else:
        build_request(endpoint, "o", cursor="a-cursor", limit=7)


@pytest.mark.parametrize(
    ("query", "sent"),
    [({}, {}), ({"cursor": "c"}, {"cursor": "c"}), ({"limit": 7}, {"limit": 7}), ({"cursor": None}, {})],
)
def test_only_parameters_that_are_given_are_sent(query: dict[str, Any], sent: dict[str, Any]) -> None:
    request = build_request(LIST_DIRECTORIES, "o", **query)
    assert request == {"method": "get", "url": "/v2/orgs/o/directories", "params": sent}


def test_a_parameter_is_found_by_the_name_that_is_sent_however_a_client_spells_it(edited: MakeEndpoint) -> None:
    keys = Endpoint(API_ACCESS, "GET", "/v1/orgs/{orgId}/api-keys")
    assert build_request(keys, "o", pageSize=7)["params"] == {"pageSize": 7}
    other = edited(LIST_DIRECTORIES, ('params["searchTerm"] = search_term', 'params["search_term"] = search_term'))
    with pytest.raises(UnbuildableRequestError, match="changes parameters: searchTerm, search_term"):
        build_request(other, "o", searchTerm="some")


def test_a_body_is_sent_as_it_is_given() -> None:
    body = {"limit": 100, "claimStatus": "managed", "membershipStatus": ["no_membership"], "cursor": "c"}
    request = build_request(SEARCH_USERS, "o", "-", body=body)
    assert (request["json"], request.get("params")) == (body, None)


def test_nothing_stands_beside_the_cursor_of_a_second_page(tmp_path: Path) -> None:
    rows = [{"directoryId": f"d{number}", "name": "x", "icon": "x"} for number in range(7)]
    honest = Honest(directories=rows)
    with serving(honest) as place:
        place.collect(tmp_path, collect.plan_everything())
    assert [asked.given for asked in honest.told("directories")] == [{"limit": "100"}, {"cursor": "5"}]


def test_the_default_of_a_filter_is_not_sent(edited: MakeEndpoint) -> None:
    endpoint = edited(LIST_DIRECTORIES, ("search_term: str | Unset = UNSET", "search_term: str | Unset = 'some'"))
    assert build_request(endpoint, "o")["params"] == {}


@pytest.mark.parametrize(
    ("endpoint", "edit", "why"),
    [
        (LIST_DIRECTORIES, (CURSOR, ""), "takes other parameters: got an unexpected keyword argument 'cursor'"),
        (LIST_DIRECTORIES, (LIMIT, "    limit: int | Unset = 20,\n    size: int,\n"), "missing a required"),
        (LIST_DIRECTORIES, ('params["cursor"] =', 'params["after"] ='), "adds, leaves out or changes parameters: af"),
        (LIST_DIRECTORIES, ('params["limit"] =', 'params["limit"] = 20 #'), "changes parameters: limit"),
        (LIST_DIRECTORIES, ("search_term: str | Unset = UNSET", "search_term: str = 'some'"), "searchTerm"),
        (LIST_DIRECTORIES, ('params["cursor"] = cursor', 'params["cursor"] = cursor.value'), "(AttributeError)"),
        (LIST_DIRECTORIES, ('"params": params', '"params": params, "cookies": {"a": "b"}'), "adds cookies"),
        (LIST_DIRECTORIES, ('"params": params', '"params": params, "headers": {"X-Part": "1"}'), "adds X-Part"),
        (LIST_DIRECTORIES, ('"params": params', '"params": params, "json": {"kind": "x"}'), "the body: kind"),
        (LIST_DIRECTORIES, ('"method": "get"', '"method": "post"'), "asks for another operation"),
        (SEARCH_USERS, ("= body.to_dict()", "= {'expand': body.to_dict().get('expand')}"), "the body: cursor, expand"),
        (SEARCH_USERS, ("= body.to_dict()", "= body.to_dict() | {'accountStatus': None}"), "the body: accountStatus"),
        (SEARCH_USERS, ("body: MultiDirectoryUserSearchRequest", "body: str"), "takes no JSON body"),
        (SEARCH_USERS, (HEADERS, '    headers["Accept-Language"] = "de"\n' + HEADERS), "adds Accept-Language"),
    ],
)
def test_a_client_that_sends_anything_else_is_refused(
    edited: MakeEndpoint, endpoint: Endpoint, edit: Edit, why: str
) -> None:
    other = edited(endpoint, edit)
    with pytest.raises(UnbuildableRequestError) as refused:
        ask_for_a_second_page(other)
    assert why in refused.value.message
    assert str(endpoint) in refused.value.message
    assert "a-cursor" not in str(refused.value)
    assert "make it again" in refused.value.hint


def test_members_that_the_body_of_a_client_does_not_take_are_refused() -> None:
    with pytest.raises(UnbuildableRequestError, match="does not take the members of its body"):
        build_request(SEARCH_USERS, "o", "-", body={"membershipStatus": 3})


def test_a_client_that_puts_the_values_of_a_path_in_another_order_is_refused(edited: MakeEndpoint) -> None:
    order = ("    org_id: str,\n    directory_id: str,\n", "    directory_id: str,\n    org_id: str,\n")
    with pytest.raises(UnbuildableRequestError, match="in another order"):
        build_request(edited(COUNT_USERS, order), "o", "-")


def test_a_value_in_the_path_stays_one_step_of_it() -> None:
    assert build_request(GET_ORGANIZATION, "a/b c")["url"] == "/v1/orgs/a%2Fb%20c"
