"""Whole runs: what the snapshot before knows, what the clocks say, how an answer is packed."""

import gzip
import json
import zlib
from datetime import datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest

from adversary import honest, running
from adversary.changes import NOW, VERIFIED, WHOLE
from adversary.honest import DOMAINS, Answers
from adversary.packs import Packs
from adversary.serving import Raw, World

Place = tuple[World, str]


def _many(base: str, number: int) -> Answers:
    """Return an organization with so many domains and so many policies."""
    domains = [honest.domain(at, f"d{at}.example" if at else "fjord.example") for at in range(number)]
    policies = [honest.policy(at, "ip-allowlist" if at == 0 else "hipaa") for at in range(number)]
    return honest.answers(base, NOW, domains=domains, policies=policies)


@pytest.mark.parametrize(
    ("before", "after", "is_doubtful"),
    [
        (10, 7, True),
        (10, 3, True),
        (4, 1, True),
        (10, 8, False),
        (10, 9, False),
        (3, 1, False),
        (5, 10, False),
        (20, 16, False),
    ],
)
def test_a_table_without_a_count_that_lost_much_since_the_last_snapshot_decides_nothing(
    *, before: int, after: int, is_doubtful: bool, place: Place, packs: Packs, tmp_path: Path
) -> None:
    world, base = place
    words = ("--only-rules", packs.of((VERIFIED, WHOLE)))
    for number in (before, after):
        world.tell(_many(base, number))
        taken = running.collect(base, tmp_path, *words)
    ended, result = running.check(tmp_path, *words)
    outcomes = {rule["id"]: rule["outcome"] for rule in result["rules"]}
    wanted = "unknown" if is_doubtful else "pass"
    assert outcomes == {VERIFIED: wanted, WHOLE: wanted}, taken.err
    assert (taken.code, ended.code) == ((3, 3) if is_doubtful else (0, 0))


def test_rows_that_get_fewer_a_few_at_a_time_are_measured_by_each_snapshot_and_no_rule_passes_after_a_doubtful_one(
    place: Place, packs: Packs, tmp_path: Path
) -> None:
    world, base = place
    words = ("--only-rules", packs.of((VERIFIED,)))
    codes = []
    for number in (10, 5, 5, 5):
        world.tell(_many(base, number))
        running.collect(base, tmp_path, *words)
        codes.append(running.check(tmp_path, *words)[0].code)
    assert codes == [0, 3, 3, 3]


@pytest.mark.parametrize(
    "away", [timedelta(days=400), timedelta(days=-400), timedelta(days=2), timedelta(hours=-30)], ids=str
)
def test_a_clock_that_is_a_day_away_from_the_server_s_makes_no_success(
    away: timedelta, place: Place, packs: Packs, tmp_path: Path
) -> None:
    world, base = place
    world.tell(honest.answers(base, NOW))
    world.date = format_datetime(_now() + away, usegmt=True)
    tried = running.attempt(base, tmp_path / "store", *[("--only-rules", packs.of((VERIFIED,)))] * 2)
    assert tried.check.code == 3, tried.said
    assert "clock" in tried.said


@pytest.mark.parametrize("away", [timedelta(hours=3), timedelta(hours=-20), timedelta(minutes=2)], ids=str)
def test_a_clock_that_is_hours_away_from_the_server_s_decides(
    away: timedelta, place: Place, packs: Packs, tmp_path: Path
) -> None:
    world, base = place
    world.tell(honest.answers(base, NOW))
    world.date = format_datetime(_now() + away, usegmt=True)
    words = ("--only-rules", packs.of((VERIFIED, "accounts/dormant")))
    tried = running.attempt(base, tmp_path / "store", words, words)
    assert tried.check.code == 0, tried.said


@pytest.mark.parametrize(
    "date", ["", "yesterday", "Thu, 01 Jan 1970 00:00:00 GMT", "Fri, 31 Dec 9999 23:59:59 GMT", "1e400"]
)
def test_a_date_that_is_none_ends_decently(date: str, place: Place, packs: Packs, tmp_path: Path) -> None:
    world, base = place
    world.tell(honest.answers(base, NOW))
    world.date = date or " "
    words = ("--only-rules", packs.of((VERIFIED,)))
    tried = running.attempt(base, tmp_path / "store", words, words)
    assert tried.check.code in {0, 3}, tried.said
    assert tried.snapshot.code in {0, 3}, tried.said


def _now() -> datetime:
    return datetime.now(NOW.tzinfo)


def _body(base: str) -> bytes:
    """Return a page whose second half holds what breaks the promise."""
    domains = [honest.domain(1, "fjord.example"), honest.domain(2, "fell.example", "unverified")]
    return json.dumps(honest.answers(base, NOW, domains=domains)[DOMAINS][0]).encode()


_MEMBERS = {
    "two members of gzip": lambda body: gzip.compress(body[:90]) + gzip.compress(body[90:]),
    "a member of gzip for every letter": lambda body: b"".join(gzip.compress(bytes([one])) for one in body),
    "an empty member of gzip first": lambda body: gzip.compress(b"") + gzip.compress(body),
    "an empty member of gzip last": lambda body: gzip.compress(body) + gzip.compress(b""),
}
_SPOILED = {
    "a member of gzip and something else": lambda body: gzip.compress(body) + b"something else",
    "half a member of gzip": lambda body: gzip.compress(body)[:-9],
    "a member of gzip and half of another": lambda body: gzip.compress(body) + gzip.compress(body)[:20],
    "gzip with another sum": lambda body: gzip.compress(body)[:-8] + b"\0\0\0\0" + gzip.compress(body)[-4:],
    "a whole document and another after it": lambda body: (
        gzip.compress(body.replace(b"unverified", b"verified")) + gzip.compress(body)
    ),
    "deflate that calls itself gzip": zlib.compress,
}


@pytest.mark.parametrize("packed", _MEMBERS)
def test_the_members_of_gzip_are_joined(packed: str, place: Place, packs: Packs, tmp_path: Path) -> None:
    tried = _packed(_MEMBERS[packed](_body(place[1])), place, packs, tmp_path)
    assert tried.outcomes == {VERIFIED: "fail"}, tried.said


@pytest.mark.parametrize("packed", _SPOILED)
def test_what_is_badly_packed_is_no_page(packed: str, place: Place, packs: Packs, tmp_path: Path) -> None:
    tried = _packed(_SPOILED[packed](_body(place[1])), place, packs, tmp_path)
    assert tried.outcomes.get(VERIFIED) in {"unknown", "fail", None}, tried.said
    assert tried.check.code in {1, 3}, tried.said


def _packed(body: bytes, place: Place, packs: Packs, tmp_path: Path) -> running.Tried:
    world, base = place
    answers = honest.answers(base, NOW)
    answers[DOMAINS] = [Raw(body, 200, (("Content-Encoding", "gzip"),))]
    world.tell(answers)
    words = ("--only-rules", packs.of((VERIFIED,)))
    return running.attempt(base, tmp_path / "store", words, words)


def test_an_organization_s_id_in_capitals_is_the_same_id(place: Place, packs: Packs, tmp_path: Path) -> None:
    world, base = place
    world.tell(honest.answers(base, NOW))
    rules = ("--only-rules", packs.of((VERIFIED,)), "--store", tmp_path)
    named = ("--org", honest.ORG.upper(), *rules)
    taken = running.orglint("snapshot", *named, "--base-url", base, ORGLINT_API_KEY=running.KEY)
    assert (taken.code, world.org) == (0, honest.ORG), taken.err
    assert running.orglint("check", *named).code == 0


def test_a_list_that_repeats_itself_once_is_read_again_and_decides(place: Place, packs: Packs, tmp_path: Path) -> None:
    world, base = place
    answers = honest.answers(base, NOW)
    honestly = answers[DOMAINS]
    again = [{**honestly[0], "links": {"next": "?cursor=page-1"}}, honestly[0]]
    world.tell({**answers, DOMAINS: again})
    world.happens(DOMAINS, 2, lambda now: now.update({DOMAINS: honestly}))
    words = ("--only-rules", packs.of((VERIFIED,)))
    tried = running.attempt(base, tmp_path / "store", words, words)
    assert tried.check.code == 0, tried.said
    assert "read again" in tried.snapshot.err
