"""`orglint check` with waivers: what they excuse, what they do not, and what every report says of them."""

import json
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from cli.conftest import orglint
from orglint.model.snapshot import TableState
from support import stores
from support.stores import sealed, user


def today(ahead: int) -> str:
    return f"{datetime.now(UTC) + timedelta(days=ahead):%Y-%m-%d}"


def entry(subject: str = "u1", until: str = "", **more: Any) -> str:
    facts = {"rule": "users/active", "subject": subject, "reason": "A move", "owner": "it-ops"} | more
    return json.dumps({**facts, "until": until or today(90)})


class Organization:
    """A snapshot of three users, u1 and u2 suspended, with a rule that they are active."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.rules = stores.rules(folder, active="high")

    def seal(self, *suspended: str, active: tuple[str, ...] = ("u3",), **told: Any) -> None:
        users = [user(key, status="suspended") for key in suspended] + [user(key) for key in active]
        sealed(self.folder / "store", "org", users, **told)

    def write(self, *entries: str, accepted: str = "") -> str:
        file = self.folder / "waivers.yaml"
        text = "\n".join(f"  - {it}" for it in entries)
        file.write_text(f"waivers:\n{text}\n{accepted}" if entries else accepted)
        return file.name

    def check(self, *words: str, **variables: str) -> tuple[int, dict[str, Any], str]:
        """Return the exit code, the JSON report, and what stands at the terminal and in the HTML report."""
        report, page = self.folder / "r.json", self.folder / "r.html"
        formats = ("--format", f"json={report}", "--format", "terminal", "--format", f"html={page}")
        where = ("--store", str(self.folder / "store"), "--only-rules", str(self.rules), "--max-age", "99999d")
        ended = orglint("check", *where, *formats, *words, cwd=self.folder, COLUMNS="300", **variables)
        assert ended.returncode in {0, 1, 3}, ended.stderr
        return ended.returncode, json.loads(report.read_text()), ended.stdout + page.read_text()


@pytest.fixture
def organization(tmp_path: Path) -> Organization:
    return Organization(tmp_path)


def states(result: dict[str, Any]) -> list[tuple[str, int]]:
    return [(it["state"], it["findings"]) for it in result["waivers"]]


def outcomes(result: dict[str, Any]) -> dict[str, str]:
    return {it["key"]: it["outcome"] for it in result["rules"][0]["findings"]}


def test_a_waived_finding_stays_in_every_report_and_the_rule_is_waived(organization: Organization) -> None:
    organization.seal("u1")
    assert organization.check()[0] == 1
    file = organization.write(entry(ticket="SEC-12"))
    code, result, shown = organization.check("--waivers", file)
    assert (code, result["outcome"], result["exit_code"]) == (0, "waived", 0)
    rule = result["rules"][0]
    assert (rule["outcome"], rule["failed"], rule["waived"], rule["passed"]) == ("waived", 0, 1, 1)
    (finding,) = rule["findings"]
    said = f"A move; it-ops, until {today(90)} (SEC-12, {file}:2)"
    assert (finding["key"], finding["outcome"], finding["waiver"]) == ("u1", "waived", said)
    assert "~ WAIVED · 1 finding of 1 rule\n" in shown
    assert f"{today(90)}, in 90 days  users/active  1         it-ops  SEC-12  A move  u1\n" in shown
    assert f"• u1 is suspended (waived: {said})" in organization.check("--waivers", file, "-v")[2]
    assert f'data-l="Waived" class="c-note">{said}</td>' in shown
    assert result["totals"]["waived"] == 1
    assert "WAIVERS" not in shown


def test_a_finding_that_is_not_waived_still_fails(organization: Organization) -> None:
    organization.seal("u1", "u2")
    code, result, _ = organization.check("--waivers", organization.write(entry()))
    assert (code, result["outcome"]) == (1, "fail")
    assert outcomes(result) == {"u2": "fail", "u1": "waived"}


@pytest.mark.parametrize("ago", [1, 2, 40])
def test_W_2_an_ended_waiver_excuses_nothing_and_its_age_is_told(organization: Organization, ago: int) -> None:
    organization.seal("u1")
    file = organization.write(entry(until=today(-ago)))
    code, result, shown = organization.check("--waivers", file)
    assert (code, outcomes(result), states(result)) == (1, {"u1": "fail"}, [("expired", 1)])
    days = "1 day" if ago == 1 else f"{ago} days"
    told = f"{file}:2: users/active · u1: ended on {today(-ago)}, {days} ago, 1 finding fails again; it-ops: A move"
    assert shown.count(told) == 2


@pytest.mark.parametrize(("left", "told"), [(0, True), (1, True), (14, True), (15, False)])
def test_W_3_a_waiver_that_ends_within_14_days_holds_and_is_told(
    organization: Organization, left: int, *, told: bool
) -> None:
    organization.seal("u1")
    file = organization.write(entry(until=today(left)))
    code, result, shown = organization.check("--waivers", file)
    assert (code, states(result), result["waivers"][0]["days_left"]) == (0, [("applied", 1)], left)
    assert shown.count(f"{file}:2: users/active · u1: excuses 1 finding, until {today(left)}") == 2 * told


@pytest.fixture(params=["UTC", "Pacific/Kiritimati", "Pacific/Niue", "America/New_York"])
def zone(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    monkeypatch.setenv("TZ", request.param)
    time.tzset()
    yield request.param
    monkeypatch.undo()
    time.tzset()


def test_W_4_a_waiver_holds_through_the_end_of_its_last_day_in_utc(organization: Organization, zone: str) -> None:
    organization.seal("u1")
    file = organization.write(entry(until="2027-03-31"))
    for moment, code in (
        ("2027-03-31T23:59:59Z", 0),
        ("2027-04-01T00:00:00Z", 1),
        ("2027-04-01T13:59:59+14:00", 0),
        ("2027-03-31T19:00:00-05:00", 1),
    ):
        assert organization.check("--waivers", file, "--as-of", moment, TZ=zone)[0] == code


@pytest.mark.parametrize("strict", [True, False])
def test_W_5_a_waiver_that_matches_nothing_is_told(organization: Organization, *, strict: bool) -> None:
    organization.seal("u1")
    file = organization.write(entry(), entry("u3"), entry("u9*", max=2))
    code, result, shown = organization.check("--waivers", file, *["--fail-on-unused-waivers"] * strict)
    assert states(result) == [("applied", 1), ("unused", 0), ("unused", 0)]
    assert (code, result["outcome"]) == ((3, "unknown") if strict else (0, "waived"))
    assert shown.count(f"{file}:3: users/active · u3: matches no finding, remove it; it-ops: A move") == 2
    assert result["doubts"] == [f"2 waivers match no finding: {file}:3, {file}:4"] * strict


def test_W_5_an_unknown_rule_is_a_mistake_and_nothing_is_judged(organization: Organization) -> None:
    organization.seal("u1")
    file = organization.write(entry(rule="user/active"))
    where = ("--store", "store", "--only-rules", str(organization.rules))
    ended = orglint("check", *where, "--waivers", file, cwd=organization.folder)
    assert (ended.returncode, ended.stdout) == (2, "")
    assert f"{file}:2:15: there is no rule user/active; did you mean users/active?" in ended.stderr


def test_W_5_in_a_collection_that_is_not_complete_nobody_calls_a_waiver_unused(organization: Organization) -> None:
    organization.seal("u1", state=TableState.PARTIAL, reason="page 3 answered 503")
    file = organization.write(entry(), entry("u9"))
    code, result, shown = organization.check("--waivers", file, "--fail-on-unused-waivers")
    assert states(result) == [("applied", 1), ("undecided", 0)]
    assert (code, result["outcome"], result["rules"][0]["outcome"]) == (3, "unknown", "unknown")
    assert "u9: whether it is still needed cannot be told" in shown


def test_W_6_a_waiver_that_matches_more_than_its_max_is_void(organization: Organization) -> None:
    organization.seal("u1", "u2", "x1")
    file = organization.write(entry("u?", max=2), entry("*", max=2))
    code, result, shown = organization.check("--waivers", file)
    assert (code, outcomes(result)) == (1, {"x1": "fail", "u1": "waived", "u2": "waived"})
    assert states(result) == [("applied", 2), ("over-max", 3)]
    assert shown.count(f"{file}:3: users/active · *, at most 2 findings: void, it matches 3 findings") == 2


def test_W_7_any_of_several_waivers_is_enough_and_all_are_listed(organization: Organization) -> None:
    organization.seal("u1")
    file = organization.write(entry(reason="One"), entry("u*", max=3, reason="Two"), entry(until=today(-3)))
    code, result, shown = organization.check("--waivers", file)
    assert (code, states(result)) == (0, [("applied", 1), ("applied", 1), ("expired", 1)])
    waiver = result["rules"][0]["findings"][0]["waiver"]
    assert waiver == f"One; it-ops, until {today(90)} ({file}:2); also Two; it-ops, until {today(90)} ({file}:3)"
    assert f"{file}:4: users/active · u1: ended on {today(-3)}" in shown


def test_W_8_what_is_not_known_is_not_excused(organization: Organization) -> None:
    unknown = [user("u1", status="suspended"), {**user("u2"), "status": 7}]
    sealed(organization.folder / "store", "org", unknown)
    file = organization.write(entry(), entry("u2"), entry("u*", max=1))
    code, result, _ = organization.check("--waivers", file)
    assert (code, result["outcome"]) == (3, "unknown")
    assert (result["rules"][0]["outcome"], result["rules"][0]["unknown"]) == ("unknown", 1)
    assert outcomes(result) == {"u2": "unknown", "u1": "waived"}
    assert states(result) == [("applied", 1), ("undecided", 0), ("over-max", 1)]


def test_W_10_another_account_with_the_same_address_is_not_excused(organization: Organization) -> None:
    organization.seal("u1")
    file = organization.write(entry(email="u1@a.example"))
    assert organization.check("--waivers", file)[0] == 0
    recreated = [user("u7", status="suspended", email="u1@a.example")]
    sealed(organization.folder / "store", "org", recreated, at=stores.NOON + timedelta(days=1))
    code, result, _ = organization.check("--waivers", file)
    assert (code, outcomes(result), states(result)) == (1, {"u7": "fail"}, [("unused", 0)])


@pytest.mark.parametrize(("pinned", "code", "state"), [("suspended", 0, "applied"), ("gone", 1, "changed")])
def test_a_waiver_is_void_as_soon_as_the_evidence_is_another(
    organization: Organization, pinned: str, code: int, state: str
) -> None:
    organization.seal("u1")
    file = organization.write(entry(when={"user.status": pinned}))
    ended, result, shown = organization.check("--waivers", file)
    assert (ended, states(result)) == (code, [(state, 1)])
    assert (f"{file}:2: users/active · u1: void, the evidence is no longer user.status: gone" in shown) == bool(code)


def test_a_waiver_may_be_for_one_organization_and_for_a_rule_that_does_not_run(organization: Organization) -> None:
    stores.rules(organization.folder, other="low")
    organization.seal("u1")
    file = organization.write(entry(organization="another"), entry(rule="users/other"))
    code, result, shown = organization.check("--waivers", file, "--only", "users/active", "--fail-on-unused-waivers")
    assert (code, states(result)) == (1, [("elsewhere", 0), ("not-judged", 0)])
    assert "WAIVERS" not in shown
    assert organization.check("--waivers", organization.write(entry(organization="org")), "--only", "*/active")[0] == 0


@pytest.mark.parametrize(("ahead", "code"), [(30, 0), (0, 0), (-1, 3)])
def test_an_accepted_difference_in_the_file_ends_too(organization: Organization, ahead: int, code: int) -> None:
    organization.seal(active=("u1",), expected=4, expected_by="users/count")
    stated = f"reason: Bots are counted, owner: it-ops, until: {today(ahead)}"
    file = organization.write(accepted=f"accepted:\n  - {{table: users, difference: 3, {stated}}}\n")
    ended, result, shown = organization.check("--waivers", file)
    assert ended == code
    accepted = result["acceptances"][0]
    assert (accepted["met"], accepted["days_left"], accepted["statement"]["owner"]) == (code == 0, ahead, "it-ops")
    assert shown.count("not accepted any more: it-ops (") == 2 * bool(code)
    assert shown.count(f"accepted by it-ops ({file}:2: 3 rows of users fewer than the API counts, until") == 2 * (
        not code
    )


def test_no_waivers_beats_the_environment_and_contradicts_the_option(organization: Organization) -> None:
    organization.seal("u1")
    file = organization.write(entry())
    assert organization.check(ORGLINT_WAIVERS=file)[0] == 0
    assert organization.check("--no-waivers", ORGLINT_WAIVERS=file)[0] == 1
    ended = orglint("check", "--no-waivers", "--waivers", file, cwd=organization.folder)
    assert (ended.returncode, ended.stdout) == (2, "")
    assert "--waivers and --no-waivers contradict each other" in ended.stderr


def test_a_clock_behind_the_snapshots_makes_no_waiver_hold_longer(organization: Organization) -> None:
    later = datetime.now(UTC) + timedelta(days=3)
    organization.seal("u1", at=later)
    code, result, _ = organization.check("--waivers", organization.write(entry(until=today(2))))
    assert (code, states(result)) == (3, [("expired", 1)])


def test_waivers_hold_for_many_snapshots_and_come_back_from_a_stored_result(organization: Organization) -> None:
    organization.seal("u1")
    file = organization.write(entry(), entry("u9"))
    store = str(organization.folder / "store")
    where = ("--only-rules", str(organization.rules), "--max-age", "99999d", "--waivers", file)
    many = orglint("check", store, "--across", "organizations", *where, cwd=organization.folder)
    assert many.returncode == 0
    assert "WAIVED  no findings, 1 waived · org\n" in many.stdout
    assert "waivers.yaml:3: users/active · u9: matches no finding" in many.stdout
    organization.check("--waivers", file)
    stored = organization.folder / "r.json"
    again = orglint("report", str(stored), "--format", "json")
    assert (again.returncode, again.stdout) == (0, stored.read_text())
