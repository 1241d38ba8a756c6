"""Doubts about tables that are accepted: exactly those, named in every report; and what decides nothing is told."""

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from cli.conftest import orglint
from orglint.model.snapshot import Doubt, DoubtKind, Snapshot, TableState
from support import stores
from support.stores import NOON, sealed, user

USERS = [user("u1"), user("u2")]
DAY = timedelta(days=1)
LOSS = Doubt(DoubtKind.LOSS, "2 of the 9 users of the last snapshot are left")
BY_OPTION = {"days_left": None, "statement": None}
STRANGE = Doubt(DoubtKind.ENVELOPE, "errors stand beside the rows")


@pytest.fixture
def rules(tmp_path: Path) -> str:
    return str(stores.rules(tmp_path, active="high"))


def short(store: Path, by: int = 3, **told: Any) -> Snapshot:
    """Seal two users where the API counts more."""
    return sealed(store, "org", USERS, expected=len(USERS) + by, expected_by="users/count", **told)


def lossy(store: Path, *doubts: Doubt, **more: Any) -> Snapshot:
    return sealed(store, "org", USERS, state=TableState.DOUBTFUL, reason=LOSS.text, doubts=doubts or (LOSS,), **more)


def checked(store: Path, rules: str, *words: str) -> tuple[int, dict[str, Any], str]:
    """Return the exit code, the JSON report, and what stands at the terminal."""
    report = store / "report.json"
    where = ("--store", str(store), "--only-rules", rules, "--max-age", "9999d")
    ended = orglint("check", *where, "--format", f"json={report}", "--format", "terminal", *words, COLUMNS="140")
    return ended.returncode, json.loads(report.read_text()), ended.stdout


def test_a_difference_that_is_accepted_makes_the_table_complete_for_judging(tmp_path: Path, rules: str) -> None:
    short(tmp_path)
    assert checked(tmp_path, rules)[0] == 3
    code, result, shown = checked(tmp_path, rules, "--accept-difference", "users=3")
    assert (code, result["outcome"]) == (0, "pass")
    table = result["snapshot"]["tables"]["users"]
    assert (table["state"], table["accepted"], result["snapshot"]["complete"]) == ("doubtful", True, False)
    told = {"kind": "count", "text": "users/count says 5, 2 were read", "difference": 3}
    assert table["doubts"] == [told]
    accepted = {"table": "users", "difference": 3, "snapshot": None, "measure": None, "met": True, **BY_OPTION}
    assert result["acceptances"] == [accepted]
    assert "  accepted by --accept-difference users=3: users/count says 5, 2 were read\n" in shown


@pytest.mark.parametrize("option", ["users=2", "users=4", "groups=3"])
def test_any_other_difference_is_not_accepted_and_the_acceptance_is_told(
    tmp_path: Path, rules: str, option: str
) -> None:
    short(tmp_path)
    code, result, shown = checked(tmp_path, rules, "--accept-difference", option)
    assert (code, result["outcome"]) == (3, "unknown")
    assert not result["acceptances"][0]["met"]
    assert f"--accept-difference {option} meets nothing" in shown


def test_an_acceptance_that_meets_nothing_changes_nothing_else(tmp_path: Path, rules: str) -> None:
    sealed(tmp_path, "org", USERS)
    code, _, shown = checked(tmp_path, rules, "--accept-difference", "users=3")
    assert code == 0
    assert "--accept-difference users=3 meets nothing" in shown


def test_every_single_doubt_must_be_accepted(tmp_path: Path, rules: str) -> None:
    snapshot = lossy(tmp_path, LOSS, STRANGE)
    code, _, shown = checked(tmp_path, rules, "--accept-loss", f"users={snapshot.id}")
    assert code == 3
    assert f"accepted by --accept-loss users={snapshot.id}: {LOSS.text}; other doubts about the table remain" in shown


def test_a_table_that_was_cut_short_cannot_be_accepted(tmp_path: Path, rules: str) -> None:
    short(tmp_path, state=TableState.PARTIAL, reason="page 3 answered 503")
    assert checked(tmp_path, rules, "--accept-difference", "users=3")[0] == 3


def test_a_loss_is_accepted_for_the_snapshot_that_is_named(tmp_path: Path, rules: str) -> None:
    snapshot = lossy(tmp_path)
    assert checked(tmp_path, rules, "--accept-loss", f"users={snapshot.id}")[0] == 0
    assert checked(tmp_path, rules, "--accept-loss", "users=another")[0] == 3
    assert checked(tmp_path, rules, "--accept-difference", "users=7")[0] == 3


def test_the_snapshot_whose_loss_is_accepted_is_the_measure_for_later_ones(tmp_path: Path, rules: str) -> None:
    many = [user(f"u{number}") for number in range(9)]
    whole = sealed(tmp_path, "org", many, at=NOON - 2 * DAY)
    accepted = lossy(tmp_path, at=NOON - DAY)
    lossy(tmp_path, at=NOON)
    assert checked(tmp_path, rules, "--accept-loss", f"users={accepted.id}")[0] == 0
    assert checked(tmp_path, rules, "--accept-loss", f"users={whole.id}")[0] == 3


def test_a_later_snapshot_is_no_measure(tmp_path: Path, rules: str) -> None:
    early = lossy(tmp_path, at=NOON - DAY)
    late = lossy(tmp_path, at=NOON)
    words = (str(early.folder), "--accept-loss", f"users={late.id}")
    assert checked(tmp_path, rules, *words)[0] == 3


def test_acceptances_hold_for_many_snapshots_and_for_an_explanation(tmp_path: Path, rules: str) -> None:
    short(tmp_path)
    where = ("--only-rules", rules, "--max-age", "9999d", "--accept-difference", "users=3")
    many = orglint("check", str(tmp_path), "--across", "history", *where)
    assert many.returncode == 0
    assert "accepted by --accept-difference users=3" in many.stdout
    one = orglint("check", "--store", str(tmp_path), *where, "--explain", "users/active:u1")
    assert one.returncode == 0
    assert "accepted by --accept-difference users=3" in one.stdout


@pytest.mark.parametrize(
    ("option", "value", "said"),
    [
        ("--accept-difference", "users", "users is not written as TABLE=NUMBER"),
        ("--accept-difference", "users=", "users= is not written as TABLE=NUMBER"),
        ("--accept-difference", "users=0", "0 is not a number of rows, 1 or more"),
        ("--accept-difference", "users=-3", "-3 is not a number of rows"),
        ("--accept-difference", "users=3.5", "3.5 is not a number of rows"),
        ("--accept-difference", "users=*", "* is not a number of rows"),
        ("--accept-difference", "usrs=3", "there is no table usrs"),
        ("--accept-loss", "users", "users is not written as TABLE=SNAPSHOT"),
        ("--accept-loss", "usrs=x", "there is no table usrs"),
    ],
)
def test_an_acceptance_that_is_malformed_is_a_mistake(tmp_path: Path, option: str, value: str, said: str) -> None:
    sealed(tmp_path, "org", USERS)
    ended = orglint("check", "--store", str(tmp_path), option, value)
    assert (ended.returncode, ended.stdout) == (2, "")
    assert said in ended.stderr


def test_what_snapshot_said_is_told_by_check_in_every_format(tmp_path: Path, rules: str) -> None:
    told = {
        "notes": ("2 rows came twice, and were the same",),
        "drift": ("the page has a member that nobody specified: meta.shard",),
        "new_fields": {"avatarHue": 2},
    }
    sealed(tmp_path, "org", USERS, **told)
    code, result, shown = checked(tmp_path, rules, "--format", f"html={tmp_path}/r.html")
    table, page = result["snapshot"]["tables"]["users"], (tmp_path / "r.html").read_text()
    assert code == 0
    assert table["drift"] == list(told["drift"])
    assert table["remarks"] == list(told["notes"])
    for sentence in (*told["notes"], *told["drift"], "new field avatarHue in 2 rows"):
        assert f"    users: {sentence}" in shown.partition("\nNOTED")[2]
        assert sentence in page


def test_a_difference_that_nobody_accepts_is_told(tmp_path: Path, rules: str) -> None:
    short(tmp_path)
    code, result, shown = checked(tmp_path, rules)
    assert code == 3
    assert result["snapshot"]["tables"]["users"]["doubts"][0]["kind"] == "count"
    assert "users doubtful: 2 of 5 rows read: users/count says 5, 2 were read" in shown


@pytest.mark.parametrize(("age", "code"), [(timedelta(hours=35), 0), (timedelta(hours=37), 3)])
def test_a_daily_schedule_may_be_late(tmp_path: Path, rules: str, age: timedelta, code: int) -> None:
    sealed(tmp_path, "org", USERS)
    as_of = f"{NOON + age:%Y-%m-%dT%H:%M:%SZ}"
    ended = orglint("check", "--store", str(tmp_path), "--only-rules", rules, "--as-of", as_of)
    assert ended.returncode == code
