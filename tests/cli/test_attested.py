"""`orglint check` with rules that ask for a statement: what it says in every report."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from cli.conftest import orglint
from rulebook.test_attested import RULE
from support import stores
from support.stores import sealed, user


def day(ahead: int) -> str:
    return f"{datetime.now(UTC) + timedelta(days=ahead):%Y-%m-%d}"


def statement(holds: str = "true", ahead: int = 90, **more: str) -> str:
    facts = {"statement": "Restored site B", "owner": "it-ops", "on": day(-30), "until": day(ahead), **more}
    return "attestations:\n  recovery/tried:\n" + "".join(
        f"    {name}: {it}\n" for name, it in {"holds": holds, **facts}.items()
    )


@pytest.fixture
def home(tmp_path: Path) -> Path:
    rules = stores.rules(tmp_path, active="high")
    (rules / "recovery").mkdir()
    (rules / "recovery" / "tried.yaml").write_text(RULE)
    sealed(tmp_path / "store", "org", [user("u1")])
    return tmp_path


def check(home: Path, text: str = "{}", *words: str) -> tuple[int, dict[str, Any], str]:
    """Return the exit code, the rule in the JSON report, and what stands at the terminal and in the HTML report."""
    (home / "waivers.yaml").write_text(text)
    formats = ("--format", "json=r.json", "--format", "terminal", "--format", "html=r.html")
    where = ("--store", "store", "--only-rules", "rules", "--max-age", "99999d", "--waivers", "waivers.yaml")
    ended = orglint("check", *where, *formats, *words, cwd=home, COLUMNS="300")
    assert ended.returncode in {0, 1, 3}, ended.stderr
    result = json.loads((home / "r.json").read_text())
    (rule,) = (it for it in result["rules"] if it["id"] == "recovery/tried")
    return ended.returncode, {**rule, "totals": result["totals"]}, ended.stdout + (home / "r.html").read_text()


def test_what_holds_passes_and_every_report_says_who_attests_it(home: Path) -> None:
    code, rule, shown = check(home, statement(evidence="SEC-12"))
    assert (code, rule["outcome"], rule["reason_code"], rule["attest"]) == (0, "pass", "attested", True)
    assert rule["attestation"] == {
        "holds": True,
        "statement": "Restored site B",
        "owner": "it-ops",
        "on": day(-30),
        "until": day(90),
        "evidence": "SEC-12",
        "organization": None,
        "place": "waivers.yaml:3",
        "days_left": 90,
    }
    assert (rule["totals"]["attested"], rule["totals"]["not_set_up"]) == (1, 0)
    words = f"attested by it-ops on {day(-30)}, until {day(90)}: Restored site B (SEC-12)"
    assert shown.count(words) == 2
    assert shown.count("1 rule passed by attestation") == 2
    assert "to look at" not in shown


def test_what_does_not_hold_fails_and_shows_the_statement(home: Path) -> None:
    code, rule, shown = check(home, statement("false"))
    assert (code, rule["outcome"], rule["failed"]) == (1, "fail", 1)
    (finding,) = rule["findings"]
    assert (finding["table"], finding["key"]) == ("organization", "org")
    assert finding["evidence"]["attestation.holds"] is False
    assert shown.count(f"it-ops stated on {day(-30)} that this does not hold: Restored site B") >= 2


def test_after_its_last_day_it_is_unknown_and_before_that_is_told(home: Path) -> None:
    code, rule, shown = check(home, statement(ahead=-1))
    assert (code, rule["outcome"], rule["reason_code"]) == (3, "unknown", "not-attested")
    assert f"the attestation of it-ops ended on {day(-1)}, 1 day ago; verify it again" in shown
    code, rule, shown = check(home, statement(ahead=14))
    assert (code, rule["outcome"]) == (0, "pass")
    assert shown.count(f"waivers.yaml:3: recovery/tried · holds: until {day(14)}, 14 days left; it-ops") == 2
    assert "ATTESTATIONS · 1 attestation to look at" in shown
    assert "to look at" not in check(home, statement(ahead=15))[2]


def test_nothing_stated_is_not_set_up(home: Path) -> None:
    code, rule, shown = check(home)
    assert (code, rule["outcome"], rule["reason_code"]) == (0, "not-applicable", "not-set-up")
    assert (rule["attestation"], rule["totals"]["not_set_up"]) == (None, 1)
    assert "not set up: the waiver file has no statement about it, under attestations" in shown
    code, rule, shown = check(home, "{}", "--require-set-up")
    assert code == 3
    assert "1 rule not attested, which --require-set-up forbids: recovery/tried" in shown
    assert check(home, statement(), "--require-set-up")[0] == 0
    assert check(home, statement(organization="another"), "--require-set-up")[0] == 3


def test_an_earlier_time_knows_nothing_of_a_later_statement(home: Path) -> None:
    assert check(home, statement(on=day(-10)), "--as-of", day(-11))[:1] == (3,)
    assert check(home, statement(on=day(-10)), "--as-of", day(-10))[:1] == (0,)


def test_without_waivers_nothing_is_attested(home: Path) -> None:
    (home / "waivers.yaml").write_text(statement())
    words = ("--store", "store", "--only-rules", "rules", "--max-age", "99999d", "--no-waivers", "--require-set-up")
    assert orglint("check", *words, cwd=home, ORGLINT_WAIVERS="waivers.yaml").returncode == 3


def test_it_cannot_be_explained_by_a_row(home: Path) -> None:
    words = ("--store", "store", "--only-rules", "rules", "--explain", "recovery/tried")
    ended = orglint("check", *words, cwd=home)
    assert ended.returncode == 2
    assert "a statement decides recovery/tried" in ended.stderr


def test_a_statement_about_a_rule_that_reads_the_api_is_refused(home: Path) -> None:
    (home / "waivers.yaml").write_text(statement().replace("recovery/tried", "users/active"))
    ended = orglint("waivers", "check", "waivers.yaml", "--only-rules", "rules", cwd=home)
    assert ended.returncode == 2
    assert "waivers.yaml:3:5: users/active reads the API, and takes no attestation" in ended.stderr


FILE = """\
# ours
waivers: []  # none
attestations:
  # tried twice a year
  recovery/tried:  # by two
    holds: false
    owner: it-ops  # ask them
    statement: Not yet
    on: 2026-01-01
    until: 2026-12-01
    evidence: SEC-1
# accepted since August
accepted:
  - {table: users, difference: 3, reason: Bots, owner: it-ops, until: 2026-12-01}
"""


def attest(home: Path, *words: str) -> Any:
    said = ("--owner", "ciso", "--statement", "Restored: site B # really", *words)
    return orglint("waivers", "attest", "recovery/tried", *said, "--only-rules", "rules", cwd=home)


def test_a_statement_is_written_and_read_again(home: Path) -> None:
    ended = attest(home, "--holds", "--evidence", "SEC-12")
    assert (ended.returncode, ended.stdout) == (0, f"wrote to waivers.yaml: recovery/tried holds, until {day(90)}\n")
    code, rule, _ = check(home, (home / "waivers.yaml").read_text())
    assert (code, rule["outcome"], rule["attestation"]["on"]) == (0, "pass", day(0))
    assert rule["attestation"]["statement"] == "Restored: site B # really"


def test_renewing_one_keeps_comments_and_the_order_of_the_file(home: Path) -> None:
    (home / "waivers.yaml").write_text(FILE)
    assert attest(home, "--does-not-hold", "--until", day(30)).returncode == 0
    said = ('owner: "ciso" # ask them', 'statement: "Restored: site B # really"', f"on: {day(0)}", f"until: {day(30)}")
    expected = FILE.splitlines()
    expected[6:11] = [f"    {line}" for line in said]
    assert [line.replace("  #", " #") for line in (home / "waivers.yaml").read_text().splitlines()] == [
        line.replace("  #", " #") for line in expected
    ]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((), "--holds"),
        (("--holds", "--until", "2020-01-01"), "is not within the year that begins today"),
        (("--holds", "--owner", " "), "--owner says nothing"),
    ],
)
def test_what_cannot_be_stated_changes_nothing(home: Path, words: tuple[str, ...], said: str) -> None:
    (home / "waivers.yaml").write_text(FILE)
    ended = attest(home, *words)
    assert (ended.returncode, (home / "waivers.yaml").read_text()) == (2, FILE)
    assert said in ended.stderr


def test_only_a_rule_that_asks_for_a_statement_gets_one(home: Path) -> None:
    words = ("--holds", "--owner", "o", "--statement", "s", "--only-rules", "rules")
    ended = orglint("waivers", "attest", "users/active", *words, cwd=home)
    assert (ended.returncode, (home / "waivers.yaml").exists()) == (2, False)
    assert "users/active reads the API, and asks for no statement" in ended.stderr
