"""A wrong clock: the API's counts, and where the two are far apart neither is believed."""

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from typing import Any

import httpx
import pytest

from orglint import collect, snapshots
from orglint.collect.clocks import Clocks, decide_taken_at
from orglint.collect.progress import Progress
from orglint.errors import CollectError
from orglint.evaluate.distribute.judging import Judging
from orglint.model.rule import Severity
from orglint.model.snapshot import Snapshot
from support.collect.world import Clock, Place, reply, server

DOMAINS = collect.plan_collection([("domains", "name")])
NOW = datetime(2026, 11, 1, 12, tzinfo=UTC)
HOUR, DAY, YEAR = timedelta(hours=1), timedelta(days=1), timedelta(days=365)
Dated = Callable[[int], str]


def _told(time: datetime) -> str:
    return format_datetime(time.astimezone(UTC), usegmt=True)


class Api:
    """An API that says of each of its answers what time it is, and may refuse the key half way."""

    def __init__(self, dated: Dated) -> None:
        self.dated = dated
        self.refuses = False
        self.said: list[str] = []
        self._calls = 0

    def __call__(self, handler: Any) -> None:
        self._calls += 1
        there = self.dated(self._calls)
        domains = handler.path.endswith("/domains")
        data: Any = [{"id": "a", "attributes": {"name": "a.example"}}] if domains else {"id": "org-1"}
        status = 401 if domains and self.refuses else 200
        reply(handler, json.dumps({"data": data}).encode(), status, **({"Date": there} if there else {}))

    def collect(self, place: Place, store: Path, here: datetime) -> Snapshot:
        said = list[Progress]()
        snapshot = place.collect(store, DOMAINS, Clock(here), said=said)
        self.said = [step.note for step in said if step.note]
        return snapshot


def _collected(store: Path, dated: Dated, *, here: datetime = NOW) -> tuple[Snapshot, list[str]]:
    api = Api(dated)
    with server(api) as place:
        return api.collect(place, store, here), api.said


@pytest.mark.parametrize("apart", [-4 * HOUR, -HOUR / 10, HOUR / 10, 23 * HOUR])
def test_A9_the_time_of_the_api_counts_where_the_clocks_differ(tmp_path: Path, apart: timedelta) -> None:
    snapshot, said = _collected(tmp_path, lambda _: _told(NOW + apart))
    assert (snapshot.taken_at, snapshot.doubts) == (NOW + apart, ())
    assert snapshot.id.startswith(f"{NOW + apart:%Y%m%dT%H%M%SZ}-")
    assert any("the API's clock counts" in note for note in said)


@pytest.mark.parametrize("date", ["", _told(NOW + HOUR / 20), _told(NOW - HOUR / 20), "soon", "Sun, 32 Nov 2026", "0"])
def test_A9_clocks_that_agree_and_dates_that_are_none_change_nothing(tmp_path: Path, date: str) -> None:
    snapshot, said = _collected(tmp_path, lambda _: date)
    assert (snapshot.taken_at, snapshot.doubts) == (NOW, ())
    assert not any("clock" in note for note in said)


ODD = [
    "Fri, 31 Dec 9999 23:59:59 -2359",
    "Sun, 01 Nov 2026 12:00:00 +9999",
    "x" * 9999,
]


@pytest.mark.parametrize("date", ODD, ids=range(len(ODD)))
def test_A9_a_date_of_no_clock_is_none(tmp_path: Path, date: str) -> None:
    assert _collected(tmp_path, lambda _: date)[0].doubts == ()


@pytest.mark.parametrize("apart", [-YEAR, -25 * HOUR, 25 * HOUR, YEAR])
def test_A9_clocks_that_are_days_apart_are_a_doubt_of_the_run_that_names_both(tmp_path: Path, apart: timedelta) -> None:
    snapshot, _ = _collected(tmp_path, lambda _: _told(NOW + apart))
    (doubt,) = snapshot.doubts
    assert f"{NOW:%Y-%m-%d %H:%M} UTC" in doubt
    assert f"{NOW + apart:%Y-%m-%d %H:%M} UTC" in doubt
    assert snapshots.read_snapshot(snapshot.folder).doubts == snapshot.doubts
    judging = Judging((), 0, Severity.LOW, NOW, None, 36 * HOUR)
    assert judging.doubts(snapshot)[:1] == snapshot.doubts


def test_A9_one_answer_out_of_a_cache_does_not_decide() -> None:
    first: list[float] = []
    clocks = Clocks(Clock(NOW), first.append)
    for there in (NOW - 30 * DAY, NOW + HOUR, NOW + HOUR + timedelta(seconds=2)):
        clocks.note_server_time(httpx.Response(200, headers={"Date": _told(there)}))
    assert (clocks.ahead, first) == (3600, [-30 * 86_400])


def test_A9_a_run_that_goes_on_with_another_clock_keeps_the_time_of_its_beginning(tmp_path: Path) -> None:
    api = Api(lambda _: _told(NOW))
    with server(api) as place:
        api.refuses = True
        with pytest.raises(CollectError):
            api.collect(place, tmp_path, NOW - 3 * HOUR)
        api.refuses, api.dated = False, lambda _: _told(NOW + HOUR)
        snapshot = api.collect(place, tmp_path, NOW + HOUR)
    assert (snapshot.taken_at, snapshot.doubts) == (NOW, ())


def test_A9_what_was_begun_by_a_clock_of_another_day_is_begun_again(tmp_path: Path) -> None:
    api = Api(lambda _: "")
    with server(api) as place:
        api.refuses = True
        with pytest.raises(CollectError):
            api.collect(place, tmp_path, NOW + YEAR)
        api.refuses = False
        assert api.collect(place, tmp_path, NOW).taken_at == NOW
    assert any("starting from the beginning: what was begun is more than a day old" in note for note in api.said)


def test_A9_a_later_snapshot_is_never_older_than_an_earlier_one(tmp_path: Path) -> None:
    first, _ = _collected(tmp_path, lambda _: _told(NOW))
    behind, _ = _collected(tmp_path, lambda _: _told(NOW + HOUR), here=NOW - YEAR)
    alone, _ = _collected(tmp_path, lambda _: "", here=NOW - YEAR)
    assert first.id < behind.id < alone.id
    assert first.taken_at < behind.taken_at < alone.taken_at
    assert snapshots.read_newest_snapshot(tmp_path, "org-1").id == alone.id
    assert "before an earlier one" in alone.doubts[0]


def test_a_machine_that_is_behind_may_judge_what_it_has_collected(tmp_path: Path) -> None:
    snapshot, _ = _collected(tmp_path, lambda _: _told(NOW + 3 * HOUR))
    judging = Judging((), 0, Severity.LOW, NOW, None, 36 * HOUR)
    assert judging.doubts(snapshot) == ()
    assert judging.now(snapshot) == NOW + 3 * HOUR


@pytest.mark.parametrize(
    ("apart", "earlier", "taken"),
    [
        (YEAR, None, NOW),
        (YEAR, NOW - DAY, NOW),
        (YEAR, NOW + DAY, NOW + YEAR),
        (-YEAR, NOW + DAY, NOW + DAY + timedelta(seconds=1)),
        (-YEAR, None, NOW - YEAR),
        (-YEAR, NOW - DAY, NOW),
        (2 * HOUR, NOW + HOUR, NOW + 2 * HOUR),
        (2 * HOUR, NOW + 3 * HOUR, NOW + 3 * HOUR + timedelta(seconds=1)),
        (timedelta(0), NOW, NOW),
    ],
)
def test_A9_the_time_that_a_snapshot_carries(apart: timedelta, earlier: datetime | None, taken: datetime) -> None:
    assert decide_taken_at(NOW, apart.total_seconds(), earlier)[0] == taken
