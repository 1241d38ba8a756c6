import re
from datetime import UTC, datetime

import pytest

from simulator.local import Local

V1 = ["/v1/orgs/{o}", "/v1/orgs/{o}/users", "/v1/orgs/{o}/domains", "/v1/orgs/{o}/policies"]
V2 = ["/v2/orgs/{o}/directories", "/v2/orgs/{o}/directories/-/users/count", "/v2/orgs/{o}/directories/-/groups/stats"]
SCOPES = {
    "/v1/orgs/{o}": "read:orgs:admin",
    "/v1/orgs/{o}/users": "read:accounts:admin",
    "/v1/orgs/{o}/policies": "read:policies:admin",
    "/v2/orgs/{o}/directories": "read:directories:admin",
    "/v2/orgs/{o}/directories/-/users/stats": "read:directories:admin",
    "/v2/orgs/{o}/directories/-/groups/count": "read:groups:admin",
}


@pytest.mark.parametrize("path", [*V1, *V2, "/v1/orgs"])
@pytest.mark.parametrize("headers", [{}, {"Authorization": "Bearer wrong"}, {"Authorization": "Basic abc"}])
def test_without_the_key_the_gateway_answers(local: Local, path: str, headers: dict[str, str]) -> None:
    answer = local.ask("GET", f"/admin{path}", headers=headers)
    assert answer.status_code == 401
    assert answer.json() == {"code": 401, "message": "Unauthorized"}


@pytest.mark.parametrize("path", [path for path in (*V1, *V2) if "domains" not in path])
def test_another_organization_is_not_found(local: Local, path: str) -> None:
    answer = local.get(path.replace("{o}", "00000000-0000-4000-8000-000000000000"))
    assert answer.status_code == 404
    (error,) = answer.json()["errors"]
    assert error.keys() == {"id", "status", "code", "title", "detail"}
    assert (error["status"], error["code"]) == ("404", "ADMIN-404-2")


@pytest.mark.parametrize(
    ("path", "fields"),
    [
        ("/v1/orgs/{o}/domains", {"timestamp", "path", "status", "error", "message", "requestId"}),
        ("/api-access/v1/orgs/{o}/api-tokens", {"code", "message"}),
        ("/api-access/v1/orgs/{o}/service-accounts", {"code", "message"}),
    ],
)
def test_where_no_404_is_documented_another_organization_is_forbidden(
    local: Local, path: str, fields: set[str]
) -> None:
    answer = local.get(path.replace("{o}", "00000000-0000-4000-8000-000000000000"))
    assert (answer.status_code, answer.json().keys()) == (403, fields)


@pytest.mark.parametrize("path", ["/v3/orgs", "/v1/orgs/{o}/groups", "/v2/orgs/{o}/nothing", "/"])
def test_an_unknown_route_is_answered_in_plain_text(local: Local, path: str) -> None:
    answer = local.get(path)
    assert answer.status_code == 404
    assert answer.headers["content-type"].startswith("text/plain")


def test_a_wrong_method_is_told_from_a_wrong_path(local: Local) -> None:
    answer = local.ask("DELETE", "/admin/v1/orgs/{o}/domains")
    assert (answer.status_code, answer.json()["errors"][0]["code"]) == (405, "ADMIN-405-1")


@pytest.mark.parametrize(("path", "scope"), SCOPES.items())
def test_a_key_without_the_scope_is_refused_and_told_which(path: str, scope: str) -> None:
    refused, allowed = Local(scopes=frozenset()).get(path), Local(scopes=frozenset({scope})).get(path)
    assert (refused.status_code, refused.json()["errors"][0]["code"]) == (403, "ADMIN-403-3")
    assert scope in refused.text
    assert allowed.status_code == 200


def test_domains_refuse_in_a_shape_of_their_own() -> None:
    answer = Local(scopes=frozenset({"read:orgs:admin"})).get("/v1/orgs/{o}/domains")
    assert answer.status_code == 403
    assert answer.json().keys() == {"timestamp", "path", "status", "error", "message", "requestId"}
    assert answer.json()["path"].endswith("/domains")


def test_a_scoped_key_sees_no_organization_in_the_list_of_its_organizations() -> None:
    assert Local(scopes=frozenset({"read:orgs:admin"})).get("/v1/orgs").json()["data"] == []
    assert len(Local().get("/v1/orgs").json()["data"]) == 1


@pytest.mark.parametrize("raw", [b"{", b"[]", b"3", b"\xff"])
def test_a_body_that_is_no_object_is_refused(local: Local, raw: bytes) -> None:
    answer = local.ask("POST", "/admin/v2/orgs/{o}/directories/-/users/search", content=raw)
    assert (answer.status_code, answer.json()["errors"][0]["code"]) == (400, "ADMIN-400-19")


def test_no_body_at_all_is_the_first_page_of_everything(local: Local) -> None:
    path = "/v2/orgs/{o}/directories/-/users/search"
    assert local.ask("POST", f"/admin{path}", content=b"").json() == local.post(path).json()


class Clock:
    seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


def test_one_request_too_many_waits_for_the_next_minute() -> None:
    clock = Clock()
    local = Local(requests_per_minute=3, clock=clock)
    answers = [local.get("/v1/orgs") for _ in range(4)]
    assert [answer.status_code for answer in answers] == [200, 200, 200, 429]
    assert answers[-1].json() == {"code": 429, "message": "Rate limit exceeded"}
    assert answers[-1].headers["retry-after"] == "60"
    clock.seconds = 42.5
    assert local.get("/v1/orgs").headers["retry-after"] == "18"
    clock.seconds = 60.0
    assert local.get("/v1/orgs").status_code == 200


def test_every_answer_tells_what_is_left_of_the_minute() -> None:
    local = Local(requests_per_minute=2, clock=Clock(), wall=lambda: datetime(2026, 3, 1, 9, 58, 30, tzinfo=UTC))
    answers = [local.get(path) for path in ("/v1/orgs", "/v1/orgs/{o}/policies/none", "/v1/orgs")]
    assert [answer.status_code for answer in answers] == [200, 404, 429]
    assert [answer.headers["x-ratelimit-remaining"] for answer in answers] == ["1", "0", "0"]
    assert {answer.headers["x-ratelimit-limit"] for answer in answers} == {"2"}
    assert {answer.headers["x-ratelimit-reset"] for answer in answers} == {"2026-03-01T09:59Z"}


def test_without_a_limit_nothing_is_refused_and_there_is_always_some_left() -> None:
    local = Local(users=0)
    answers = [local.get("/v1/orgs") for _ in range(30)]
    assert {answer.status_code for answer in answers} == {200}
    assert min(int(answer.headers["x-ratelimit-remaining"]) for answer in answers) > 1000
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\dZ", answers[0].headers["x-ratelimit-reset"])


def test_requests_without_the_key_do_not_use_up_the_limit() -> None:
    local = Local(requests_per_minute=1, clock=Clock())
    assert local.ask("GET", "/admin/v1/orgs", headers={}).status_code == 401
    assert local.get("/v1/orgs").status_code == 200


def test_the_record_tells_every_request_but_never_the_key() -> None:
    local = Local()
    local.ask("GET", "/admin/v1/orgs", headers={})
    local.post("/v2/orgs/{o}/directories/-/users/search", {"limit": 2})
    local.get("/v1/orgs/{o}/policies", type="hipaa")
    record = local.requests()
    assert [(entry["n"], entry["method"], entry["status"], entry["authorised"]) for entry in record] == [
        (1, "GET", 401, False),
        (2, "POST", 200, True),
        (3, "GET", 200, True),
    ]
    assert record[1]["body"] == {"limit": 2}
    assert record[2]["query"] == {"type": "hipaa"}
    assert record[2]["path"] == f"/admin/v1/orgs/{local.org}/policies"
    assert local.settings.key not in str(record)


def test_documented_limits_hold_each_endpoint_by_itself() -> None:
    clock = Clock()
    local = Local(users=1, documented_limits=True, clock=clock)
    answers = [local.get("/v1/orgs/{o}/events") for _ in range(11)]
    assert [answer.status_code for answer in answers] == [200] * 10 + [429]
    assert answers[0].headers["x-ratelimit-limit"] == "10"
    assert {local.get("/v1/orgs/{o}/events-stream").status_code for _ in range(50)} == {200}
    assert local.get("/v1/orgs/{o}/events-stream").status_code == 429
    assert local.get("/v1/orgs").status_code == 200
    clock.seconds = 60.0
    assert local.get("/v1/orgs/{o}/events").status_code == 200
