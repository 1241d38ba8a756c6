"""A document of whatever server becomes one of an API, its paths relative to that API's base URL, and nothing else."""

import copy
import itertools
from typing import Any

import pytest

from orglint.tables.apis import APIS
from regen.belonging import bring_to_base
from regen.refusal import Refusal
from support.specification import BASES, read_specification

HOST = "https://api.atlassian.com"
NOTHING = {"204": {"description": "done"}}
MANAGE = "/users/{account_id}/manage/profile"
SCIM = "/scim/directory/{directoryId}/Users"
LEVELS = "/admin/dlp/v1/orgs/{orgId}/classification-levels"
LINKS = "/admin/user-provisioning/v1/org/{orgId}/user/{aaId}/get-scim-links"


def listed(server: str | None, *paths: str) -> dict[str, Any]:
    """A document with a server and paths, nothing else."""
    told = {} if server is None else {"servers": [{"url": server}]}
    return {"openapi": "3.0.0", **told, "paths": {path: {"get": {"responses": NOTHING}} for path in paths}}


def moved(api: str, server: str) -> dict[str, Any]:
    """Our document of an API as somebody else writes it, who has another server."""
    document = copy.deepcopy(read_specification(api))
    beyond = BASES[api].removeprefix(server)
    document["paths"] = {beyond + path: item for path, item in document["paths"].items()}
    return {**document, "servers": [{"url": server}]}


def brought(document: dict[str, Any], api: str) -> list[tuple[str, str, str]]:
    return list(bring_to_base(document, APIS[api], "newer.json"))


@pytest.mark.parametrize("api", BASES)
def test_our_own_document_is_where_it_should_be(api: str) -> None:
    document = copy.deepcopy(read_specification(api))
    assert brought(document, api) == []
    assert document == read_specification(api)


@pytest.mark.parametrize("server", [HOST, f"{HOST}/admin"])
@pytest.mark.parametrize("api", BASES)
def test_a_document_of_a_higher_server_is_brought_to_the_base(api: str, server: str) -> None:
    document = moved(api, server)
    told = brought(document, api)
    assert document == {**read_specification(api), "servers": [{"url": BASES[api]}]}
    number = 0 if server == BASES[api] else len(document["paths"])
    assert told == (
        [("base-url", server, f"{BASES[api]} in its place, and {number} paths relative to it")] * bool(number)
    )


def test_a_document_of_a_server_below_the_base_is_brought_to_the_base() -> None:
    document = copy.deepcopy(read_specification("api-access"))
    document["paths"] = {path.removeprefix("/v1"): item for path, item in document["paths"].items()}
    document["servers"] = [{"url": f"{BASES['api-access']}/v1/"}]
    assert [name for name, _, _ in brought(document, "api-access")] == ["base-url"]
    assert document["paths"] == read_specification("api-access")["paths"]
    assert document["servers"] == [{"url": BASES["api-access"]}]


def everything(*more: str) -> dict[str, Any]:
    """One document of everything that the host serves."""
    document = listed(HOST, MANAGE, SCIM, LEVELS, LINKS, *more)
    for api in BASES:
        document["paths"] |= moved(api, HOST)["paths"]
    return document


@pytest.mark.parametrize("api", BASES)
def test_of_a_document_of_everything_one_apis_paths_are_left(api: str) -> None:
    document = everything()
    whole = set(document["paths"])
    told = brought(document, api)
    assert document["paths"].keys() == read_specification(api)["paths"].keys()
    own = {BASES[api].removeprefix(HOST) + path for path in document["paths"]}
    assert {place for name, place, _ in told if name == "another-api"} == whole - own


def test_what_is_dropped_says_whose_it_is() -> None:
    told = {place: what for _, place, what in brought(everything(), "organizations")}
    assert told["/admin/control/v2/orgs/{orgId}/policies"] == "dropped: it belongs to control"
    assert told[LEVELS] == f"dropped: it belongs to another API, {HOST}/admin/dlp"
    assert told[MANAGE] == f"dropped: it belongs to nothing below {HOST}/admin"


def test_a_document_without_servers_keeps_its_paths() -> None:
    document = listed(None, "/v1/orgs", "/v1/orgs/{orgId}/policies", "/v1/other", "/status")
    before = copy.deepcopy(document)
    assert brought(document, "organizations") == []
    assert document == before


def test_a_server_that_lacks_the_prefix_of_all_paths_is_put_right() -> None:
    document = listed(HOST, "/v1/orgs", "/v1/orgs/{orgId}/groups")
    assert [name for name, _, _ in brought(document, "organizations")] == ["base-url"]
    assert document["servers"] == [{"url": BASES["organizations"]}]
    assert list(document["paths"]) == ["/v1/orgs", "/v1/orgs/{orgId}/groups"]


@pytest.mark.parametrize("server", ["http://127.0.0.1:4010/admin", "/admin", "{host}/admin"])
def test_another_host_tells_the_place_as_well(server: str) -> None:
    document = listed(server, "/control/v2/orgs/{orgId}/policies", "/v1/orgs")
    told = {name: place for name, place, _ in brought(document, "control")}
    assert told["another-api"] == "/v1/orgs"
    assert list(document["paths"]) == ["/v2/orgs/{orgId}/policies"]


def test_variables_of_a_server_have_their_defaults() -> None:
    document = listed("https://{host}/{part}/control", "/v2/orgs/{orgId}/policies")
    document["servers"][0]["variables"] = {"host": {"default": "api.atlassian.com"}, "part": {"default": "admin"}}
    assert brought(document, "control") == []


@pytest.mark.parametrize(
    "servers", [None, [], {}, "x", [None], [{}], [{"url": 3}], [{"url": "/admin", "variables": [1]}], [{"url": "[::"}]]
)
def test_servers_that_are_none_tell_nothing(servers: Any) -> None:
    document = {**listed(None, "/v1/orgs"), "servers": servers}
    brought(document, "organizations")
    assert list(document["paths"]) == ["/v1/orgs"]


SILENT = {
    "organizations": ["/v1/orgs", "/v1/orgs/{orgId}/policies", "/v1/orgs/{orgId}/users"],
    "api-access": ["/v1/orgs/{orgId}/api-tokens", "/v1/orgs/{orgId}/service-accounts/{id}/oauth-clients"],
    "control": ["/v1/orgs/{orgId}/policies", "/v2/orgs/{orgId}/policies", "/v1/orgs/{orgId}/auth-policy/task/{t}"],
}


@pytest.mark.parametrize("asked", BASES)
@pytest.mark.parametrize("api", BASES)
def test_a_document_without_servers_is_known_by_its_paths(api: str, asked: str) -> None:
    document = listed(None, *SILENT[api])
    if api == asked:
        assert brought(document, asked) == []
        assert list(document["paths"]) == SILENT[api]
    else:
        with pytest.raises(Refusal, match=f"none of its paths belongs to {asked}; most belong to {api}: API={api}$"):
            brought(document, asked)


@pytest.mark.parametrize(("api", "asked"), list(itertools.permutations(BASES, 2)))
@pytest.mark.parametrize("server", ["host", "base"])
def test_a_document_of_another_api_is_refused_with_the_likely_name(api: str, asked: str, server: str) -> None:
    document = moved(api, HOST if server == "host" else BASES[api])
    with pytest.raises(Refusal, match=f"^newer.json describes another API: .*: API={api}$"):
        brought(document, asked)


@pytest.mark.parametrize("path", [MANAGE, SCIM, LEVELS, LINKS, "/v1/pets"])
def test_a_document_of_none_of_our_apis_is_refused(path: str) -> None:
    for name in BASES:
        with pytest.raises(Refusal, match=f"none of its paths belongs to {name}$"):
            brought(listed(HOST, path), name)


def test_a_document_that_is_only_served_like_ours_is_refused() -> None:
    with pytest.raises(Refusal, match=r"none of its paths belongs to organizations$"):
        brought(listed(f"{HOST}/admin", "/v1/pets", "/status"), "organizations")


def test_a_path_that_is_nobodys_stays_with_organizations() -> None:
    paths = ["/admin/status", "/admin/v1/orgs", "/admin/control/v2/orgs/{orgId}/policies"]
    for name, left in (("organizations", ["/status", "/v1/orgs"]), ("control", ["/v2/orgs/{orgId}/policies"])):
        document = listed(HOST, *paths)
        brought(document, name)
        assert list(document["paths"]) == left


def test_two_paths_that_become_one_are_refused_by_name() -> None:
    document = listed(HOST, "/admin/v1/orgs", "/api/admin/v1/orgs")
    with pytest.raises(Refusal, match=r"^/api/admin/v1/orgs is /v1/orgs below "):
        brought(document, "organizations")


def test_an_admin_inside_a_path_is_no_base() -> None:
    document = listed(None, "/v1/orgs", "/v1/orgs/{orgId}/admin/v1/keys")
    assert brought(document, "organizations") == []
    assert list(document["paths"]) == ["/v1/orgs", "/v1/orgs/{orgId}/admin/v1/keys"]
