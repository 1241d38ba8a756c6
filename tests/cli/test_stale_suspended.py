"""Who stays suspended: what only the history of an organization shows, judged by the command line."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from cli.conftest import orglint
from support.making import Making

NOW = datetime(2026, 11, 1, 12, tzinfo=UTC)


def _ago(days: int) -> str:
    return (NOW - timedelta(days=days)).isoformat()


def _user(status: str, added: int, *used: int) -> dict[str, Any]:
    access = [{"id": f"p{days}", "key": "jira", "lastActiveTimestamp": _ago(days)} for days in used]
    unused = [{"id": "never", "key": "jira", "lastActiveTimestamp": None}]
    row = {"accountId": "1", "status": status, "email": "a@b.example", "addedToOrg": _ago(added)}
    return {**row, "productAccess": access or unused, "platformRoles": [], "groups": [], "_left": [], "_bad": []}


OTHER = {**_user("active", 500, 1), "accountId": "2"}


def _judged(folder: Path, *history: tuple[int, dict[str, Any]]) -> tuple[str, str]:
    """Take a snapshot each so many days ago, judge the last, and return the outcome and the message of the user."""
    making = Making(folder)
    for days, user in history:
        making.snapshot([user, OTHER], at=NOW - timedelta(days=days))
    words = ("--only", "accounts/stale-suspended", "--format", "json", "--max-age", "99999d")
    rule = json.loads(orglint("check", "--store", str(folder), *words).stdout)["rules"][0]
    return rule["outcome"], rule["findings"][0]["message"] if rule["findings"] else ""


NEVER = "a@b.example is suspended, was never active, and was added on "


@pytest.mark.parametrize("history", [(), ((300, _user("active", 400)),)], ids=["without history", "with history"])
def test_who_was_never_active_and_came_long_ago_fails(history: tuple[Any, ...], tmp_path: Path) -> None:
    outcome, message = _judged(tmp_path, *history, (0, _user("suspended", 400)))
    assert outcome == "fail"
    assert message.startswith(NEVER)


def test_who_was_last_active_long_ago_fails_and_is_not_called_suspended_since(tmp_path: Path) -> None:
    outcome, message = _judged(tmp_path, (0, _user("suspended", 400, 200, 300)))
    assert outcome == "fail"
    assert message.startswith(f"a@b.example is suspended, and was last active on {_ago(200)[:10]}")
    assert "since" not in message


def test_who_is_surely_suspended_for_long_fails(tmp_path: Path) -> None:
    history = [(days, _user("suspended", 30, 1)) for days in (100, 50, 0)]
    outcome, message = _judged(tmp_path, *history)
    assert outcome == "fail"
    assert message.startswith(f"a@b.example is suspended at least since {_ago(100)[:10]}")


@pytest.mark.parametrize("user", [_user("suspended", 400, 200, 10), _user("suspended", 10)])
def test_who_was_suspended_lately_passes(user: dict[str, Any], tmp_path: Path) -> None:
    assert _judged(tmp_path, (0, user)) == ("pass", "")


def test_one_known_use_decides_where_the_time_of_another_is_not_known(tmp_path: Path) -> None:
    user = {**_user("suspended", 400, 10, 20), "_bad": ["productAccess[1].lastActiveTimestamp"]}
    user["productAccess"][1]["lastActiveTimestamp"] = None
    assert _judged(tmp_path, (0, user)) == ("pass", "")


def test_an_unknown_use_may_be_the_one_that_decides(tmp_path: Path) -> None:
    user = {**_user("suspended", 400, 200, 300), "_bad": ["productAccess[1].lastActiveTimestamp"]}
    user["productAccess"][1]["lastActiveTimestamp"] = None
    assert _judged(tmp_path, (0, user))[0] == "unknown"
