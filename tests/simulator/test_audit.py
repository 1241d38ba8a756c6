import json
from datetime import UTC, datetime, timedelta

import pytest

from simulator.local import Local, Row, ids

EVENTS = "/v1/orgs/{o}/events"
STREAM = "/v1/orgs/{o}/events-stream"
NOW = datetime(2026, 11, 1, tzinfo=UTC)


def searched(local: Local, **params: str | int) -> list[Row]:
    """Follow `meta.next` to the end."""
    found: list[Row] = []
    while True:
        page = local.get(EVENTS, **params).json()
        found += page["data"]
        if page["meta"]["next"] is None:
            assert page["links"] == {}
            return found
        params["cursor"] = page["meta"]["next"]


def naive(events: list[Row], wanted: object) -> list[str]:
    return [event["id"] for event in reversed(events) if wanted(event["attributes"])]  # type: ignore[operator]


def test_the_search_lists_everything_newest_first(local: Local, truth: Row) -> None:
    assert ids(searched(local, limit=500), "id") == ids(truth["events"], "id")[::-1]


def test_pages_of_a_search_are_thirty_long_unless_asked_otherwise(local: Local) -> None:
    page = local.get(EVENTS).json()
    assert len(page["data"]) == page["meta"]["page_size"] == page["meta"]["count"] == 30
    assert page["links"]["next"].startswith("http://local/admin/v1/orgs/")


def test_only_the_stream_tells_when_an_event_was_processed(local: Local) -> None:
    assert all("processedAt" not in event["attributes"] for event in local.get(EVENTS).json()["data"])
    assert all("processedAt" in event["attributes"] for event in local.get(STREAM).json()["data"])


def test_filters_of_the_search_do_what_a_naive_filter_does(local: Local, truth: Row) -> None:
    events = truth["events"]
    actor, other = events[0]["attributes"]["actor"]["id"], events[-1]["attributes"]["actor"]["id"]
    ip, city = events[5]["attributes"]["location"]["ip"], events[5]["attributes"]["location"]["city"]
    start = NOW - timedelta(days=90)
    cases = [
        ({"action": "user_login"}, lambda shown: shown["action"] == "user_login"),
        ({"actor": f"{actor},{other}"}, lambda shown: shown["actor"]["id"] in (actor, other)),
        ({"ip": ip}, lambda shown: shown["location"]["ip"] == ip),
        ({"location": json.dumps([{"city": city}])}, lambda shown: shown["location"]["city"] == city),
        ({"q": "SUSPENDED a"}, lambda shown: shown["action"] == "placeholder_user_suspended"),
        (
            {"from": str(int(start.timestamp() * 1000))},
            lambda shown: datetime.fromisoformat(shown["time"]) >= start,
        ),
    ]
    for params, wanted in cases:
        expected = naive(events, wanted)
        assert 0 < len(expected) < len(events), params
        assert ids(searched(local, limit=500, **params), "id") == expected, params


def test_a_search_by_product_gives_sign_ins_only(local: Local) -> None:
    jira, loom = searched(local, product="jira", limit=500), searched(local, product="loom", limit=500)
    assert {event["attributes"]["action"] for event in jira} == {"user_login"}
    assert not set(ids(jira, "id")) & set(ids(loom, "id"))


@pytest.mark.parametrize("params", [{"limit": 501}, {"product": "trello"}, {"location": "{"}, {"location": "[3]"}])
def test_a_search_that_is_none_is_refused(local: Local, params: Row) -> None:
    assert local.get(EVENTS, **params).status_code == 400


def test_each_event_can_be_read_by_its_id(local: Local, truth: Row) -> None:
    for event in truth["events"][::97]:
        found = local.get(f"{EVENTS}/{event['id']}").json()["data"]
        assert (found["id"], found["message"]) == (event["id"], event["message"])
    assert local.get(f"{EVENTS}/none").json()["errors"][0]["code"] == "ADMIN-404-4"


def test_the_actions_name_every_action_of_the_log(local: Local, truth: Row) -> None:
    answer = local.get("/v1/orgs/{o}/event-actions").json()
    assert {event["attributes"]["action"] for event in truth["events"]} <= set(ids(answer["data"], "id"))
    assert all(row["attributes"]["groupDisplayNames"] for row in answer["data"])


def test_without_guard_the_log_is_empty_and_nobody_says_why() -> None:
    local = Local(users=300, guard=False)
    logged = local.state()["events"]
    assert logged
    for path in (EVENTS, STREAM):
        answer = local.get(path)
        assert (answer.status_code, answer.json()["data"]) == (200, [])
    assert local.get(f"{EVENTS}/{logged[0]['id']}").status_code == 404
