"""Commands as people run them, on a snapshot of a local organization."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from cli.conftest import orglint
from orglint import rulebook
from support.bundled import find_founding_rules

FOUNDING = ("--only-rules", str(find_founding_rules()))


@pytest.mark.parametrize(
    ("expression", "variables", "code", "said"),
    [
        ("1 + 1", "{}", 0, "2"),
        ("user.status == 'suspended'", '{"user": {"status": "suspended"}}', 0, "true"),
        ("user.lastActive < now", '{"user": {"lastActive": "2020-01-01T00:00:00Z"}}', 0, "true"),
        ("now - user.lastActive", '{"user": {"lastActive": "2026-01-01T00:00:00Z"}}', 0, '"86400s"'),
        ("user.lastActive < now", '{"user": {"lastActive": null}}', 3, "unknown"),
        ("has(user.lastActive)", '{"user": {}}', 0, "false"),
        ("'a' in roles || unknown", '{"roles": ["a"], "unknown": null}', 0, "true"),
        ("users.exists(u, u.status == 'active')", '{"users": [{"status": "active"}, {}]}', 0, "true"),
        ("x.map(i, i * 2)", '{"x": [1, 2]}', 0, "[2, 4]"),
    ],
)
def test_eval_prints_a_value(expression: str, variables: str, code: int, said: str) -> None:
    ended = orglint("eval", expression, "--vars", variables, "--now", "2026-01-02T00:00:00Z")
    assert (ended.returncode, ended.stdout.strip(), ended.stderr) == (code, said, "")


def test_eval_answers_cases_line_by_line(tmp_path: Path) -> None:
    cases = [
        {"expr": "user.n > 3", "vars": {"user": {"n": 4}}},
        {"expr": "user.n > 3", "vars": {"user": {}}},
        {"expr": "user.n >", "vars": {"user": {"n": 4}}},
        {"expr": "1.5 + 1.5"},
        {"expr": 7},
    ]
    file = tmp_path / "cases"
    file.write_text("\n".join(json.dumps(case) for case in cases))
    ended = orglint("eval", "--cases", str(file))
    answers = [json.loads(line) for line in ended.stdout.splitlines()]
    assert answers[:2] == [{"value": True}, {"unknown": True}]
    assert ["error" in answer for answer in answers[2:]] == [True, False, True]
    assert answers[3] == {"value": 3.0}
    assert ended.returncode == 0


def test_query_prints_rows_and_counts_what_is_unknown(store: Path) -> None:
    ended = orglint("query", "users", "user.status == 'suspended'", "--store", str(store), "--limit", "1000")
    rows = [json.loads(line) for line in ended.stdout.splitlines()]
    assert rows
    assert all(row["status"] == "suspended" for row in rows)
    assert f"{len(rows)} true" in ended.stderr
    assert "0 unknown" in ended.stderr
    assert ended.returncode == 0


def test_query_that_cannot_know_says_so(store: Path) -> None:
    ended = orglint("query", "users", "user.jobTitle == 'x' && user.lastActive < now", "--store", str(store))
    assert "unknown" in ended.stderr
    assert ended.returncode == 3


def test_verify_names_every_table(snapshot: Path) -> None:
    ended = orglint("verify", str(snapshot))
    assert ended.returncode == 0
    for table in ("users", "groups", "domains", "policies", "managed_accounts", "directories", "organization"):
        assert table in ended.stdout


def test_check_writes_three_reports_of_one_result(store: Path, tmp_path: Path) -> None:
    files = {name: tmp_path / f"r.{name}" for name in ("json", "html")}
    formats = [word for name, file in files.items() for word in ("--format", f"{name}={file}")]
    ended = orglint("check", *FOUNDING, "--store", str(store), "--format", "terminal", *formats)
    result = json.loads(files["json"].read_text())
    assert ended.returncode == result["exit_code"] == 1
    for rule in result["rules"]:
        assert rule["id"] in ended.stdout or rule["outcome"] == "pass"  # those are counted at the terminal
        assert rule["id"] in files["html"].read_text()
    assert files["html"].stat().st_mode & 0o077 == 0


def test_report_only_maps_findings_to_success_and_nothing_else(store: Path) -> None:
    assert orglint("check", "--store", str(store), "--report-only").returncode == 0
    assert orglint("check", "--store", str(store), "--report-only", "--max-age", "0m").returncode == 3


def test_fail_on_a_severity_above_the_findings_is_a_success(store: Path) -> None:
    only = ("--only", "accounts/dormant", "--store", str(store))
    assert orglint("check", *only).returncode == 1
    assert orglint("check", *only, "--fail-on", "critical").returncode == 0


def test_an_old_snapshot_is_undecided_though_its_rules_pass(store: Path) -> None:
    ended = orglint("check", "--store", str(store), "--only", "admins/count", "--max-age", "0m")
    assert ended.returncode == 3
    assert "--max-age" in ended.stdout


def test_the_plan_asks_nothing_and_names_scopes() -> None:
    ended = orglint("snapshot", "--plan", "--only", "domains/*", "--only", "admins/count")
    assert ended.returncode == 0
    assert "read:domains:admin" in ended.stdout
    assert "users/search" in ended.stdout
    assert "groups/search" not in ended.stdout


def test_the_plan_of_everything_has_groups() -> None:
    assert "groups/search" in orglint("snapshot", "--plan", "--all").stdout


def test_the_plan_says_what_is_not_stored() -> None:
    (told,) = [line for line in orglint("snapshot", "--plan", "--redact").stdout.splitlines() if "of users" in line]
    assert told.startswith("Not stored of users (--redact): ")
    assert "picture" in told
    assert "accountId" not in told
    assert "--redact" not in orglint("snapshot", "--plan").stdout


def test_tables_says_where_a_column_comes_from() -> None:
    ended = orglint("tables", "users")
    assert "user.platformRoles  list(string)" in ended.stdout
    assert "the field platformRoles, asked for with expand platformRoles" in ended.stdout


def test_tables_names_the_nearest() -> None:
    ended = orglint("tables", "user")
    assert (ended.returncode, ended.stdout) == (2, "")
    assert "Did you mean users?" in ended.stderr


def test_rules_show_prints_the_sql() -> None:
    ended = orglint("rules", "show", "admins/managed-accounts", "--sql")
    assert 'FROM "users" AS "user"' in ended.stdout


def test_rules_test_names_the_example_that_surprises(tmp_path: Path) -> None:
    text = (
        (rulebook.find_bundled_rules() / "domains/verified.yaml")
        .read_text()
        .replace("status: verified, type: dns", "status: gone, type: dns")
    )
    (tmp_path / "one.yaml").write_text(text)
    ended = orglint("rules", "test", "--only-rules", str(tmp_path))
    assert ended.returncode == 2
    assert "should be pass, it is fail" in ended.stderr


def test_the_version_is_told() -> None:
    assert orglint("--version").stdout.startswith("orglint 0.")


def test_a_run_that_leaves_rules_out_says_so(store: Path) -> None:
    assert "5 more left out" in orglint("check", *FOUNDING, "--store", str(store), "--only", "admins/count").stdout
    assert "more left out" not in orglint("check", *FOUNDING, "--store", str(store)).stdout


def test_a_report_cannot_be_written_into_a_snapshot(store: Path, snapshot: Path) -> None:
    before = (snapshot / "users.parquet").read_bytes()
    ended = orglint("check", "--store", str(store), "--format", f"json={snapshot / 'users.parquet'}")
    assert ended.returncode == 2
    assert (snapshot / "users.parquet").read_bytes() == before


@pytest.mark.parametrize("second", ["html=x.json", "html=./x.json", "html=linked.json", "json=x.json"])
def test_two_reports_cannot_go_into_one_file(store: Path, tmp_path: Path, second: str) -> None:
    (tmp_path / "linked.json").symlink_to("x.json")
    words = ("check", "--store", str(store), "--format", "json=x.json", "--format", second)
    ended = orglint(*words, cwd=tmp_path)
    assert (ended.returncode, ended.stdout) == (2, "")
    assert ended.stderr.startswith("orglint: nothing was checked: two formats cannot share x.json")
    assert not (tmp_path / "x.json").exists()


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ((), "orglint · FAIL · exit code 1 · written to x.json\n"),
        (("--format", "html=x.html"), "orglint · FAIL · exit code 1 · written to x.json, x.html\n"),
        (("--max-age", "0m"), "orglint · FAIL · exit code 3 · written to x.json\n"),
        (("--only", "admins/count"), "orglint · PASS · exit code 0 · written to x.json\n"),
        (("--explain", "accounts/dormant"), "orglint · FAIL · exit code 1 · written to x.json\n"),
        (("--across", "history"), "orglint · FAIL · exit code 1 · written to x.json\n"),
        (("--report-only",), "orglint · FAIL · exit code 0 instead of 1 (--report-only) · written to x.json\n"),
        (("--format", "terminal"), ""),
        (("--report-only", "--format", "terminal"), "orglint · exit code 0 instead of 1 (--report-only)\n"),
        (("--report-only", "--format", "terminal", "--max-age", "0m"), ""),
    ],
)
def test_what_no_report_on_standard_output_says_is_said_beside_it(
    store: Path, tmp_path: Path, words: tuple[str, ...], told: str
) -> None:
    ended = orglint("check", "--store", str(store), "--format", "json=x.json", *words, cwd=tmp_path)
    assert ended.stderr == told
    assert f"exit code {ended.returncode}" in told or "terminal" in words
    assert bool(ended.stdout) == ("terminal" in words)


def test_a_link_that_leads_to_itself_is_replaced_by_the_report(store: Path, tmp_path: Path) -> None:
    (tmp_path / "x.json").symlink_to("x.json")
    ended = orglint("check", "--store", str(store), "--format", "json=x.json", cwd=tmp_path)
    assert (ended.returncode, ended.stdout) == (1, "")
    assert json.loads((tmp_path / "x.json").read_text())["exit_code"] == 1


def test_a_dash_for_a_file_is_standard_output(store: Path, tmp_path: Path) -> None:
    words = ("check", "--store", str(store), "--format")
    ended = orglint(*words, "json=-", cwd=tmp_path)
    assert (ended.returncode, ended.stdout) == (1, orglint(*words, "json").stdout)
    assert not list(tmp_path.iterdir())
    assert "cannot share standard output" in orglint(*words, "json=-", "--format", "terminal").stderr


@pytest.mark.parametrize("command", [("check",), ("query", "users", "true")])
def test_a_snapshot_of_another_organization_than_the_named_one_is_refused(
    store: Path, snapshot: Path, organization: Mapping[str, Any], command: tuple[str, ...]
) -> None:
    words = (*command, str(snapshot), "--store", str(store))
    for ended in (orglint(*words, "--org", "other"), orglint(*words, ORGLINT_ORG="other")):
        assert (ended.returncode, ended.stdout) == (2, "")
        assert f"is a snapshot of {organization['org_id']}, and --org names other" in ended.stderr
    same, plain = orglint(*words, "--org", organization["org_id"]), orglint(*words)
    assert (same.returncode, same.stdout) == (plain.returncode, plain.stdout)
    assert same.stdout


def test_a_snapshot_may_be_named_by_its_id(store: Path, snapshot: Path) -> None:
    assert orglint("verify", snapshot.name, "--store", str(store)).returncode == 0


def test_cases_that_are_no_json_get_an_error_of_their_own(tmp_path: Path) -> None:
    file = tmp_path / "cases"
    file.write_bytes(b'\xff\n{"expr": "1.0 / 0.0"}\n')
    answers = [json.loads(line) for line in orglint("eval", "--cases", str(file)).stdout.splitlines()]
    assert "error" in answers[0]
    assert answers[1] == {"value": "Infinity"}


@pytest.mark.parametrize("option", ["--now", "--as-of"])
def test_a_time_before_the_first_year_is_no_time(tmp_path: Path, option: str) -> None:
    words = {"--now": ("eval", "true"), "--as-of": ("check", str(tmp_path))}[option]
    ended = orglint(*words, option, "0001-01-01T00:00:00+05:00")
    assert (ended.returncode, ended.stdout) == (2, "")
    assert "0001-01-01T00:00:00+05:00 is not a time such as 2026-01-31T00:00:00Z" in ended.stderr


@pytest.mark.parametrize("option", ["--now", "--as-of"])
@pytest.mark.parametrize(
    ("time", "said"),
    [
        ("2026-W47-1", "is not a time such as"),
        ("20261122", "is not a time such as"),
        ("2026-11-22T10:00:00,5Z", "is not a time such as"),
        ("2026-02-30", "is not a time such as"),
        ("\u0662\u0660\u0662\u0666-11-22", "is not a time such as"),
        ("2026-11-22T10:00:00.1234567Z", "is finer than a microsecond"),
        ("2026-11-22T10:00:00", "has no time zone: end it with Z"),
    ],
)
def test_a_time_that_could_be_read_otherwise_is_refused(tmp_path: Path, option: str, time: str, said: str) -> None:
    words = {"--now": ("eval", "true"), "--as-of": ("check", str(tmp_path))}[option]
    ended = orglint(*words, option, time)
    assert (ended.returncode, ended.stdout) == (2, "")
    assert f"{time} {said}" in ended.stderr


@pytest.mark.parametrize(
    ("time", "shown"),
    [
        ("2026-01-31", '"2026-01-31T00:00:00Z"'),
        ("2026-01-31T10:30Z", '"2026-01-31T10:30:00Z"'),
        ("2026-01-31T10:30:00.123456Z", '"2026-01-31T10:30:00.123456Z"'),
        ("2026-01-31 10:30:00+02:00", '"2026-01-31T08:30:00Z"'),
    ],
)
def test_a_time_is_the_one_that_is_written(time: str, shown: str) -> None:
    assert orglint("eval", "now", "--now", time).stdout.strip() == shown


def test_a_span_is_written_with_plain_digits(tmp_path: Path) -> None:
    ended = orglint("check", str(tmp_path), "--max-age", "\u0661h")
    assert (ended.returncode, ended.stdout) == (2, "")
    assert "is not a length of time such as 30s" in ended.stderr


def test_an_early_year_keeps_its_zeros(store: Path) -> None:
    ended = orglint("check", "--store", str(store), "--as-of", "0001-01-01T00:00:00Z")
    assert "judged as of 0001-01-01 00:00 UTC," in ended.stdout
