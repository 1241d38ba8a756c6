"""A result that somebody kept as a trial, by `check --keep` with other options, does not stand for the organization."""

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from cli.conftest import orglint
from orglint.cli.commands import check, run
from orglint.cli.deciding import DECIDING
from orglint.results.kept import list_kept
from support.stores import sealed, user

RULE = """\
title: Users are active
severity: high
table: users
where: "true"
require: user.status in params.fine
message: "{user.accountId} is {user.status}"
params: {fine: {type: list(string), default: [active], meaning: What a user may be.}}
why: A test.
fix: None.
examples:
  pass: [{status: active}]
  fail: [{status: suspended}]
  unknown: [{}]
"""
SETTINGS = "store: store\nrules: [./rules]\n"
LOOSER = "users/active: {params: {fine: [active, suspended]}}"
TRIALS: Sequence[tuple[str, ...]] = [
    ("--only-rules", "trivial"),
    ("--no-bundled", "--rules", "trivial"),
    ("--fail-on", "critical"),
    ("--profile", "essential"),
    ("--set", "users/active.fine=[active, suspended]"),
    ("--config", "trial.yaml"),
    ("--max-age", "900d"),
    ("--waivers", "waivers.yaml"),
]
NOT_DECIDING = {
    # where a result is, what of it is shown and to whom, on which engine; of the process, not of the judgement
    *("across", "color", "engine", "explain", "formats", "jobs", "keep", "limit", "new_since", "organization"),
    *("privacy", "report_only", "snapshot", "spark_url", "store", "verbose"),
    # how a snapshot is collected: what it lacks for that stands in it
    *("api_key_file", "api_key_from", "base_url", "ca_file", "confirm", "deadline", "everything", "fresh", "proxy"),
    "redact",
}


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """Return a folder with settings, a rule that fails, one that never does, and a snapshot of an hour ago."""
    trivial = RULE.replace("[active]", "[active, suspended]").replace(
        "fail: [{status: suspended}]", "fail: [{status: deactivated}]"
    )
    for pack, rule in (("rules", RULE), ("trivial", trivial)):
        (tmp_path / pack / "users").mkdir(parents=True)
        (tmp_path / pack / "users" / "active.yaml").write_text(rule)
    (tmp_path / "orglint.yaml").write_text(SETTINGS)
    (tmp_path / "trial.yaml").write_text(f"{SETTINGS}overrides: {{{LOOSER}}}\n")
    (tmp_path / "waivers.yaml").write_text("waivers: []\n")
    take(tmp_path, 3)
    return tmp_path


def take(home: Path, hours: float) -> None:
    sealed(home / "store", "acme", [user("u1"), user("u2", status="suspended")], at=ago(hours))


def ago(hours: float) -> datetime:
    return datetime.now(UTC).replace(microsecond=0) - timedelta(hours=hours)


def keep(home: Path, *words: str) -> int:
    before = len(list_kept(home / "store"))
    ended = orglint("check", "--keep", *words, cwd=home)
    assert len(list_kept(home / "store")) == before + 1, ended.stderr
    return ended.returncode


def read_status(home: Path, code: int) -> tuple[str, list[str]]:
    """Return the outcome that counts, and what is noted."""
    ended = orglint("status", "--exit-code", "--format", "json", cwd=home)
    assert ended.returncode == code, (ended.stdout, ended.stderr)
    (one,) = json.loads(ended.stdout)["organizations"]
    return one["outcome"], one["notes"]


def write_site(home: Path) -> tuple[str, str]:
    """Return the page of the newest result, and the archive."""
    ended = orglint("report", "--site", "site", cwd=home)
    assert ended.returncode == 0, ended.stderr
    return (home / "site" / "newest.html").read_text(), (home / "site" / "index.html").read_text()


@pytest.mark.parametrize("trial", TRIALS, ids=[it[0].strip("-") for it in TRIALS])
@pytest.mark.parametrize("later", [False, True], ids=["same", "later"])
def test_a_trial_with_other_options_counts_nowhere(home: Path, trial: tuple[str, ...], *, later: bool) -> None:
    assert keep(home) == 1
    if later:
        take(home, 1)
    keep(home, *trial)
    outcome, (note,) = read_status(home, 1)
    assert outcome == "fail"
    assert note.startswith("a newer result, as of ")
    options = ", ".join(it for it in trial if it.startswith("--"))
    assert f"it was judged with other options than the one before ({options})" in note
    newest, index = write_site(home)
    assert "<title>fail: " in newest
    assert f"does not count: it was judged with other options than the one before ({trial[0]}" in index
    assert "+</td>" in index


def test_a_trial_says_so_itself_and_another_folder_is_one(home: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    keep(home)
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    assert orglint("check", "--keep", "--store", str(home / "store"), cwd=elsewhere).returncode == 3
    assert read_status(home, 1)[0] == "fail"
    one, other = (it.read().judged_by for it in list_kept(home / "store"))
    assert one
    assert other
    assert (one.command, one.options, other.options) == ("check", (), ("no orglint.yaml",))
    assert one.sha256 != other.sha256


def test_what_the_settings_say_counts_at_once_and_a_second_trial_does_not(home: Path) -> None:
    keep(home)
    for hours in (2, 1):
        take(home, hours)
        assert keep(home, "--fail-on", "critical") == 0
        assert read_status(home, 1)[0] == "fail"
    (home / "orglint.yaml").write_text((home / "trial.yaml").read_text())
    assert keep(home) == 0
    assert read_status(home, 0) == ("pass", [])
    assert "<title>pass: " in write_site(home)[0]


def test_who_always_checks_with_the_same_options_has_results_that_count(home: Path) -> None:
    for hours in (2, 1):
        take(home, hours)
        assert keep(home, "--fail-on", "critical") == 0
        assert read_status(home, 0) == ("pass", [])
    assert keep(home, "--fail-on", "info") == 1
    assert read_status(home, 0)[0] == "pass"  # the trial of another severity
    (home / "orglint.yaml").write_text(f"{SETTINGS}fail_on: low\n")
    assert keep(home) == 1
    assert read_status(home, 1) == ("fail", [])


def test_a_trial_does_not_forget_since_when_findings_are_there(home: Path) -> None:
    keep(home)
    take(home, 2)
    (home / "trivial" / "users" / "active.yaml").rename(home / "trivial" / "users" / "other.yaml")
    keep(home, "--only-rules", "trivial")
    take(home, 1)
    keep(home)
    first, _, last = (it.read() for it in list_kept(home / "store"))
    (finding,) = last.verdicts[0].findings
    assert finding.since
    assert finding.since.at == first.snapshot.taken_at


TRIAL = ("--set", "users/active.fine=[active, suspended]")


def keep_and_try(home: Path) -> None:
    """Keep a result and, of a newer snapshot, a trial; the newest snapshot has none."""
    keep(home)
    take(home, 2)
    keep(home, *TRIAL)
    take(home, 1)


def test_a_rule_that_was_loosened_finds_what_it_still_finds_since_the_first_time(home: Path) -> None:
    sealed(home / "store", "acme", [user("u2", status="suspended"), user("u3", status="deactivated")], at=ago(2))
    keep(home)
    (home / "orglint.yaml").write_text((home / "trial.yaml").read_text())
    sealed(home / "store", "acme", [user("u2", status="suspended"), user("u3", status="deactivated")], at=ago(1))
    keep(home)
    first, last = (it.read() for it in list_kept(home / "store"))
    (finding,) = last.verdicts[0].findings
    assert finding.key == "u3"
    assert finding.since
    assert finding.since.at == first.snapshot.taken_at


def test_what_a_trial_counts_is_in_no_line_of_the_history_which_says_so(home: Path) -> None:
    keep_and_try(home)
    keep(home)
    (told,) = json.loads(orglint("history", "--format", "json", cwd=home).stdout)["organizations"]
    gaps = [it["gap"] for it in told["results"]]
    assert gaps == [None, "it does not count: it was judged with other options than the one before (--set)", None]
    assert [it["complete"] for it in told["results"]] == [True, False, True]
    assert [it["failed"] for it in told["lines"]] == [[1, None, 1]]
    assert not any(it["rule_changes"] for it in told["results"])
    assert "in no line: it does not count" in orglint("history", cwd=home).stdout


def test_of_old_results_the_newest_complete_one_that_counts_stays(home: Path) -> None:
    keep(home)
    take(home, 1)
    keep(home, *TRIAL)
    first, trial = list_kept(home / "store")
    for it in (first, trial):
        old = it.kept_at - timedelta(days=200)
        it.file.rename(it.file.with_name(f"{old:%Y%m%dT%H%M%SZ}{it.file.name[16:]}"))
    ended = orglint("store", "prune", "--older-than", "90d", cwd=home)
    assert ended.returncode == 0, ended.stderr
    assert [it.digest for it in list_kept(home / "store")] == [first.digest]
    assert "stays, it is the newest complete one of its organization" in ended.stdout


def test_findings_are_new_since_the_latest_result_that_counts(home: Path) -> None:
    keep_and_try(home)
    ended = orglint("check", "--new-since", "latest", cwd=home)
    assert ended.returncode == 0, ended.stderr
    assert "orglint: 0 findings new since" in ended.stderr


def test_a_page_compares_with_the_newest_result_of_the_store_that_counts(home: Path) -> None:
    keep_and_try(home)
    assert orglint("check", "--format", "json=r.json", cwd=home).returncode == 1
    page = orglint("report", "r.json", "--history", "store", "--format", "html", cwd=home).stdout
    assert "1 before" in page
    assert "0 before" not in page


def test_what_run_keeps_counts_whatever_its_options(organization: Mapping[str, Any], tmp_path: Path) -> None:
    (tmp_path / "orglint.yaml").write_text("store: store\n")
    key = {"ORGLINT_API_KEY": organization["api_key"]}
    words = ("run", "--org", organization["org_id"], "--base-url", organization["base_url"])
    assert orglint(*words, "--profile", "essential", cwd=tmp_path, **key).returncode in {1, 3}
    before = read_notes(tmp_path)
    assert not before
    keep(tmp_path)  # the schedule's options are in force, and not these
    assert "other options than the one before (none)" in " ".join(read_notes(tmp_path))
    keep(tmp_path, "--profile", "essential")
    assert read_notes(tmp_path) == before
    assert orglint(*words, "--fail-on", "critical", cwd=tmp_path, **key).returncode in {1, 3}
    assert read_notes(tmp_path) == before


def read_notes(home: Path) -> list[str]:
    (one,) = json.loads(orglint("status", "--format", "json", cwd=home).stdout)["organizations"]
    notes: list[str] = one["notes"]
    return notes


@pytest.mark.parametrize("command", [check.command, run.command], ids=["check", "run"])
def test_each_option_decides_how_a_result_is_judged_or_is_known_not_to(command: Any) -> None:
    names = {it.name for it in command.params}
    assert names - NOT_DECIDING - set(DECIDING) == set()
    assert set(DECIDING) - names <= {"as_of"}
    assert not NOT_DECIDING & set(DECIDING)
