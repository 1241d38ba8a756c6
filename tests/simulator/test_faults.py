import json
from pathlib import Path
from typing import Any

import pytest

from orglint_simulator import Fault, load_faults
from orglint_simulator.errors import SettingsError
from orglint_simulator.faults.kinds import KINDS
from simulator.local import Local, Row, ids

USERS = "POST /v2/orgs/{orgId}/directories/{directoryId}/users/search"
SEARCH = "/v2/orgs/{o}/directories/-/users/search"
ACCOUNTS = "GET /v1/orgs/{orgId}/users"
DOMAINS = "GET /v1/orgs/{orgId}/domains"


def faulty(endpoint: str = USERS, *, users: int = 30, page_size: int = 100, **fault: Any) -> Local:
    calls = {name: fault.pop(name) for name in ("calls", "since", "until") if name in fault}
    return Local(users=users, page_size=page_size, faults=(Fault(endpoint, fault.pop("kind"), fault, **calls),))


def rows(local: Local) -> list[Row]:
    return local.post(SEARCH, {"expand": ["platformRoles"], "limit": 10}).json()["data"]


def test_the_page_has_every_kind_with_what_it_needs() -> None:
    page = (Path(__file__).parents[2] / "simulator" / "README.md").read_text("utf-8")
    lines = [line for line in page.splitlines() if line.startswith("| `")]
    for name, kind in KINDS.items():
        (line,) = (it for it in lines if f"`{name}`" in it.split("|")[1])
        assert all(f"`{it}`" in line for it in kind.needs)


def test_a_status_comes_with_its_headers_and_body() -> None:
    answer = faulty(kind="status", status=503, headers={"Retry-After": 2}, body={"code": 503}).post(SEARCH)
    assert (answer.status_code, answer.headers["retry-after"], answer.json()) == (503, "2", {"code": 503})


def test_a_status_may_tell_another_reset_than_the_true_one() -> None:
    answer = faulty(kind="status", status=429, headers={"x-ratelimit-RESET": "soon"}).post(SEARCH)
    assert answer.headers.get_list("X-RateLimit-Reset") == ["soon"]


def test_a_status_may_have_a_text_or_no_body() -> None:
    assert faulty(kind="status", status=502, body="bad gateway").post(SEARCH).text == "bad gateway"
    assert faulty(kind="status", status=502).post(SEARCH).content == b""


def test_only_the_named_calls_fail_and_only_with_the_key() -> None:
    local = faulty(kind="status", status=500, calls=frozenset({2}))
    local.ask("POST", "/admin" + SEARCH, headers={})
    local.get("/v1/orgs/{o}")
    assert [local.post(SEARCH).status_code for _ in range(3)] == [200, 500, 200]


def test_a_range_of_calls_fails_to_its_end_or_for_ever() -> None:
    ended, endless = faulty(kind="status", status=500, since=2, until=3), faulty(kind="status", status=500, since=2)
    assert [ended.post(SEARCH).status_code for _ in range(5)] == [200, 500, 500, 200, 200]
    assert [endless.post(SEARCH).status_code for _ in range(4)] == [200, 500, 500, 500]


def test_a_renamed_field_keeps_its_value() -> None:
    broken = rows(faulty(kind="rename", field="platformRoles", to="roles"))
    assert [row["roles"] for row in broken] == [row["platformRoles"] for row in rows(Local(users=30))]
    assert not any("platformRoles" in row for row in broken)


def test_a_field_is_nulled_left_out_or_set_in_every_row() -> None:
    assert {row["email"] for row in rows(faulty(kind="null", field="email"))} == {None}
    assert not any("email" in row for row in rows(faulty(kind="omit", field="email")))
    assert [row["email"] for row in rows(faulty(kind="set", field="email", value={"a": 1}))] == [{"a": 1}] * 10


def test_a_dotted_field_is_inside_another() -> None:
    broken = faulty(DOMAINS, kind="set", field="attributes.claim.status", value=7).get("/v1/orgs/{o}/domains").json()
    assert {row["attributes"]["claim"]["status"] for row in broken["data"]} == {7}


def test_a_field_of_an_answer_without_rows_can_be_broken_too() -> None:
    local = faulty(
        "GET /v2/orgs/{orgId}/directories/{directoryId}/users/count", kind="set", field="count", value="many"
    )
    assert local.get("/v2/orgs/{o}/directories/-/users/count").json() == {"count": "many"}


def test_a_broken_answer_does_not_break_the_truth() -> None:
    local = faulty(DOMAINS, kind="null", field="attributes.name")
    before = local.state()
    local.get("/v1/orgs/{o}/domains")
    assert local.state() == before


def test_a_repeated_cursor_gives_the_same_page_again() -> None:
    local = faulty(kind="repeat-cursor")
    first = local.post(SEARCH, {"limit": 10}).json()
    cursor = first["links"]["next"]
    second = local.post(SEARCH, {"limit": 10, "cursor": cursor}).json()
    assert second["links"]["next"] == cursor
    assert second["data"] == first["data"]


def test_a_repeated_cursor_in_a_url_is_in_meta_too() -> None:
    local = faulty("GET /v1/orgs/{orgId}/policies", page_size=3, kind="repeat-cursor")
    page = local.get("/v1/orgs/{o}/policies").json()
    again = local.get("/v1/orgs/{o}/policies", cursor=page["meta"]["next"]).json()
    assert again["data"] == page["data"]
    assert again["links"]["next"] == page["links"]["next"]
    assert page["links"]["next"].endswith(page["meta"]["next"])


def test_a_foreign_host_keeps_the_path_and_the_cursor() -> None:
    honest = Local(users=30, page_size=5).get("/v1/orgs/{o}/users").json()["links"]["next"]
    foreign = faulty(ACCOUNTS, page_size=5, kind="foreign-host", host="https://evil.example").get("/v1/orgs/{o}/users")
    assert foreign.json()["links"]["next"] == honest.replace("http://local", "https://evil.example")


def test_a_bare_cursor_becomes_a_url_of_a_foreign_host() -> None:
    honest = Local(users=30).post(SEARCH, {"limit": 10}).json()["links"]["next"]
    foreign = faulty(kind="foreign-host").post(SEARCH, {"limit": 10}).json()["links"]["next"]
    assert foreign == f"https://elsewhere.example/?cursor={honest}"


def test_dropped_rows_are_missing_from_the_list_but_not_from_the_count() -> None:
    local, whole = faulty(kind="drop-row", every=3), Local(users=30)
    kept = [account for at, account in enumerate(ids(rows(whole)), start=1) if at % 3]
    assert ids(rows(local)) == kept
    assert local.count() == whole.count()


def test_an_empty_page_keeps_its_cursor() -> None:
    local = faulty(kind="empty-page", calls=frozenset({1}))
    page = local.post(SEARCH, {"limit": 10}).json()
    assert page["data"] == []
    assert len(local.post(SEARCH, {"limit": 10, "cursor": page["links"]["next"]}).json()["data"]) == 10


def test_html_comes_with_status_200() -> None:
    answer = faulty(kind="not-json").post(SEARCH)
    assert (answer.status_code, answer.headers["content-type"]) == (200, "text/html; charset=utf-8")
    assert answer.text.startswith("<!DOCTYPE html>")


def test_a_page_without_data_has_its_links() -> None:
    assert faulty(kind="missing-data").post(SEARCH).json().keys() == {"links"}


def test_several_faults_of_one_call_add_up() -> None:
    faults = (Fault(USERS, "null", {"field": "email"}), Fault(USERS, "drop-row", {"every": 2}))
    found = rows(Local(users=30, faults=faults))
    assert len(found) == 5
    assert {row["email"] for row in found} == {None}


def written(folder: Path, content: Any) -> Path:
    path = folder / "faults.json"
    path.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
    return path


def test_a_fault_file_becomes_faults(tmp_path: Path) -> None:
    entries = [
        {"endpoint": USERS, "calls": [3], "kind": "status", "status": 500},
        {"endpoint": USERS, "kind": "cut", "bytes": 10, "calls": "all"},
        {"endpoint": DOMAINS, "kind": "delay", "seconds": 0.5, "calls": {"from": 2, "to": 4}},
    ]
    once, always, some = load_faults(written(tmp_path, entries))
    assert once == Fault(USERS, "status", {"status": 500}, calls=frozenset({3}))
    assert [call for call in range(1, 7) if always.is_due_on_call(call)] == [1, 2, 3, 4, 5, 6]
    assert [call for call in range(1, 7) if some.is_due_on_call(call)] == [2, 3, 4]


@pytest.mark.parametrize(
    ("entry", "words"),
    [
        ({"kind": "cut", "bytes": 1}, "unknown endpoint None"),
        (
            {"endpoint": "GET /v1/orgs/{orgId}/user", "kind": "cut", "bytes": 1},
            "did you mean 'GET /v1/orgs/{orgId}/users'",
        ),
        ({"endpoint": USERS, "kind": "statsu"}, "did you mean 'status'"),
        ({"endpoint": USERS, "kind": "nope"}, "unknown kind 'nope', there are status, delay, "),
        ({"endpoint": USERS, "kind": ["cut"]}, "unknown kind"),
        ({"endpoint": USERS, "kind": "cut"}, "cut needs bytes"),
        ({"endpoint": USERS, "kind": "cut", "bytes": -1}, "'bytes' cannot be -1"),
        ({"endpoint": USERS, "kind": "cut", "bytes": True}, "'bytes' cannot be True"),
        ({"endpoint": USERS, "kind": "drop-row", "every": 0}, "'every' cannot be 0"),
        ({"endpoint": USERS, "kind": "status", "status": 99}, "'status' cannot be 99"),
        ({"endpoint": USERS, "kind": "cut", "bytes": 1, "field": "x"}, "takes no 'field'"),
        ({"endpoint": USERS, "kind": "empty-page", "calls": []}, "calls cannot be"),
        ({"endpoint": USERS, "kind": "empty-page", "calls": [0]}, "calls cannot be"),
        ({"endpoint": USERS, "kind": "empty-page", "calls": {"to": 3}}, "calls cannot be"),
        ({"endpoint": USERS, "kind": "empty-page", "calls": "some"}, "calls cannot be"),
        ("cut", "is not an object"),
    ],
)
def test_a_fault_that_cannot_be_meant_is_refused_with_file_and_entry(tmp_path: Path, entry: Any, words: str) -> None:
    good = {"endpoint": USERS, "kind": "empty-page"}
    path = written(tmp_path, [good, entry])
    with pytest.raises(SettingsError) as refused:
        load_faults(path)
    assert words in str(refused.value)
    assert f"{path}: fault 2" in str(refused.value)


@pytest.mark.parametrize("content", ["{", "{}", "3", "\0"])
def test_a_file_that_is_no_list_is_refused(tmp_path: Path, content: str) -> None:
    path = written(tmp_path, content)
    with pytest.raises(SettingsError, match="JSON list"):
        load_faults(path)


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"none\.json cannot be read: No such file"):
        load_faults(tmp_path / "none.json")
