from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from simulator.local import Local, Row, ids

STREAM = "/v1/orgs/{o}/events-stream"
NOW = datetime(2026, 11, 1, tzinfo=UTC)


def polled(local: Local, **params: Any) -> list[Row]:
    """Poll until a page is empty, which is the only end that the stream has."""
    found, page = [], local.get(STREAM, **params).json()
    while page["data"]:
        found += page["data"]
        page = local.get(STREAM, cursor=page["meta"]["next"]).json()
    return found


def milliseconds(moment: datetime) -> str:
    return str(int(moment.timestamp() * 1000))


def when(event: Row) -> datetime:
    return datetime.fromisoformat(event["attributes"]["time"])


def test_polling_to_the_empty_page_gives_every_event_once(local: Local, truth: Row) -> None:
    assert len(truth["events"]) > 200
    assert ids(polled(local), "id") == ids(truth["events"], "id")
    assert ids(polled(local, limit=500), "id") == ids(truth["events"], "id")
    assert len(set(ids(truth["events"], "id"))) == len(truth["events"])


def test_the_last_page_still_hands_back_a_cursor(local: Local) -> None:
    last = local.get(STREAM, limit=500, **{"from": milliseconds(NOW)}).json()
    assert last["data"] == []
    assert last["meta"]["next"]
    assert last["links"]["next"].endswith(last["meta"]["next"])


def test_events_are_remembered_for_180_days_and_in_order(truth: Row) -> None:
    times = [when(event) for event in truth["events"]]
    assert times == sorted(times)
    assert NOW - timedelta(days=180) < times[0] <= times[-1] < NOW


def test_a_window_gives_the_events_processed_in_it(local: Local, truth: Row) -> None:
    start, end = NOW - timedelta(days=60), NOW - timedelta(days=20)
    inside = [
        event["id"]
        for event in truth["events"]
        if start <= datetime.fromisoformat(event["attributes"]["processedAt"]) <= end
    ]
    assert 0 < len(inside) < len(truth["events"])
    assert ids(polled(local, to=milliseconds(end), **{"from": milliseconds(start)}), "id") == inside
    assert (
        ids(polled(local, to=milliseconds(end), sortOrder="desc", **{"from": milliseconds(start)}), "id")
        == inside[::-1]
    )


def test_a_suspension_names_somebody_who_is_suspended_and_was_not_active_since(truth: Row) -> None:
    users = {row["accountId"]: row for row in truth["users"]}
    suspensions = [event for event in truth["events"] if event["attributes"]["action"] == "placeholder_user_suspended"]
    assert suspensions
    for event in suspensions:
        user = users[event["attributes"]["context"][0]["id"]]
        assert user["status"] == "suspended"
        used = [entry["lastActiveTimestamp"][:19] for entry in user["productAccess"]]
        assert all(last < event["attributes"]["time"][:19] for last in used)


@pytest.mark.parametrize(
    "params", [{"limit": 0}, {"limit": 501}, {"sortOrder": "up"}, {"from": "2026-01-01"}, {"to": "-1"}]
)
def test_a_window_that_is_none_is_refused(local: Local, params: Row) -> None:
    assert local.get(STREAM, **params).status_code == 400
