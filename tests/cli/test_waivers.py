"""`orglint waivers` at the command line."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from cli.conftest import orglint


def day(ahead: int) -> str:
    return f"{datetime.now(UTC) + timedelta(days=ahead):%Y-%m-%d}"


def write(folder: Path, *entries: str) -> str:
    file = folder / "waivers.yaml"
    file.write_text("waivers:\n" + "".join(f"  - {{{entry}}}\n" for entry in entries))
    return str(file)


def entry(rule: str = "admins/managed-accounts", subject: str = "a1", ahead: int = 90, more: str = "") -> str:
    return f"rule: {rule}, subject: {subject}, reason: A move, owner: it-ops, until: {day(ahead)}{more}"


def test_check_counts_what_a_file_says_and_tells_what_has_ended_or_soon_will(tmp_path: Path) -> None:
    ahead = (15, 14, 0, -1, -40)
    file = write(tmp_path, *(entry(subject=f"a{it}", ahead=it) for it in ahead))
    ended = orglint("waivers", "check", file)
    assert (ended.returncode, ended.stdout) == (0, "no mistakes: 5 waivers, 0 accepted doubts, 0 attestations\n")
    about = "admins/managed-accounts · a"
    assert ended.stderr.splitlines() == [
        f"{file}:3: {about}14: until {day(14)}, 14 days left",
        f"{file}:4: {about}0: until {day(0)}, today is its last day",
        f"{file}:5: {about}-1: ended on {day(-1)}, 1 day ago",
        f"{file}:6: {about}-40: ended on {day(-40)}, 40 days ago",
    ]


def test_check_refuses_mistakes_all_at_once(tmp_path: Path) -> None:
    file = write(tmp_path, entry(rule="admins/managed"), entry(ahead=400), entry(more=", max: 3"))
    ended = orglint("waivers", "check", file)
    assert (ended.returncode, ended.stdout) == (2, "")
    assert [line.partition(": ")[0] for line in ended.stderr.removeprefix("orglint: ").splitlines()] == [
        f"{file}:{place}" for place in ("2:12", "3:88", "4:105")
    ]


@pytest.mark.parametrize("folder", [True, False])
def test_a_file_that_cannot_be_read_is_a_mistake(tmp_path: Path, *, folder: bool) -> None:
    ended = orglint("waivers", "check", str(tmp_path if folder else tmp_path / "no.yaml"))
    assert (ended.returncode, ended.stdout) == (2, "")
    assert "cannot be read" in ended.stderr


def test_list_shows_what_ends_first_and_only_the_rules_that_are_asked_for(tmp_path: Path) -> None:
    first, second = entry(subject="a1", ahead=30), entry(rule="accounts/dormant", subject="'b*'", ahead=2)
    file = write(tmp_path, first, f"{second}, max: 3, email: b@a.example")
    ended = orglint("waivers", "list", file)
    assert (ended.returncode, ended.stderr) == (0, "")
    last = [
        f"admins/managed-accounts · a1: until {day(30)}, 30 days left",
        f"    it-ops: A move ({file}:2)",
    ]
    assert ended.stdout.splitlines() == [
        f"accounts/dormant · b* (b@a.example), at most 3 findings: until {day(2)}, 2 days left",
        f"    it-ops: A move ({file}:3)",
        *last,
    ]
    assert orglint("waivers", "list", file, "--only", "admins/*").stdout.splitlines() == last
