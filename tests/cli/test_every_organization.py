"""`--org all`: every organization of the settings, each by itself; one failure stops no other and is hidden by none."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from cli.conftest import orglint
from orglint.cli.every import conclude_codes, list_variables
from orglint.snapshots import lock
from support import stores
from support.settings import read_settings
from support.stores import sealed, user

ACME, BETA, GAMMA = "a1b2c3", "d4e5f6", "789abc"
SETTINGS = f"""\
organizations:
  acme: {{id: {ACME}, key: env:ORGLINT_API_KEY_ACME}}
  beta: {{id: {BETA}, key: env:ORGLINT_API_KEY_BETA, fail_on: high}}
  gamma: {{id: {GAMMA}, key: env:ORGLINT_API_KEY_GAMMA}}
rules: [rules]
max_age: 9999d
"""


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """Return a folder with settings of three organizations: one fails, one fails below its threshold, one is empty."""
    stores.rules(tmp_path, active="medium")
    for organization in (ACME, BETA):
        sealed(tmp_path / "orglint-store", organization, [user("u1", status="suspended"), user("u2")])
    (tmp_path / "orglint.yaml").write_text(SETTINGS)
    return tmp_path


def test_one_report_tells_of_all_and_of_what_could_not_be_judged(home: Path) -> None:
    words = ("check", "--org", "all", "--format", "json=r.json", "--format", "terminal")
    ended = orglint(*words, cwd=home)
    told: dict[str, Any] = json.loads((home / "r.json").read_text())
    assert (ended.returncode, told["exit_code"], told["outcome"]) == (3, 3, "fail")
    assert [(it["organization"], it["exit_code"]) for it in told["results"]] == [(ACME, 1), (BETA, 0)]
    assert [(it["organization"], "holds no snapshot of" in it["problem"]) for it in told["unreadable"]] == [
        (GAMMA, True)
    ]
    assert "gamma: orglint: orglint-store holds no snapshot of organization 789abc" in ended.stderr
    assert "gamma was not judged" in ended.stdout
    assert "written to" not in ended.stderr
    alone = orglint("check", "--org", "acme", "--format", "json=alone.json", cwd=home)
    assert alone.returncode == 1
    assert json.loads((home / "alone.json").read_text()) == told["results"][0]
    assert orglint("report", "r.json", "--format", "terminal", cwd=home).returncode == 0


def leave_two(home: Path) -> None:
    """Leave two organizations, since each is a process."""
    file = home / "orglint.yaml"
    file.write_text("".join(it for it in file.read_text().splitlines(keepends=True) if "gamma" not in it))


def test_findings_alone_are_findings_and_mistakes_alone_are_mistakes(home: Path) -> None:
    leave_two(home)
    ended = orglint("check", "--org=all", "--report-only", "--format", "json=r.json", cwd=home)
    assert (ended.returncode, "exit code 0 instead of 1 (--report-only)" in ended.stderr) == (0, True)
    ended = orglint("check", "--only", "no/rule", "--format", "json=none.json", cwd=home, ORGLINT_ORG="all")
    assert (ended.returncode, (home / "none.json").exists()) == (2, False)
    assert ended.stderr.count("no rule's id matches no/rule") == 2


@pytest.mark.parametrize(
    "words",
    [
        "check latest --org all",
        "check --org all --across history",
        "check --org all --explain users/active",
        "snapshot --org all --api-key-file key",
        "verify latest --org all",
        "query users true --org all",
        "store list --org all",
    ],
)
def test_what_is_about_one_is_refused_for_all(home: Path, words: str) -> None:
    ended = orglint(*words.split(), cwd=home)
    assert (ended.returncode, ended.stdout) == (2, "")


def test_without_organizations_there_is_no_all(tmp_path: Path) -> None:
    ended = orglint("check", "--org", "all", cwd=tmp_path)
    assert (ended.returncode, "orglint.yaml, and it has none" in ended.stderr) == (2, True)


@pytest.mark.parametrize(
    ("key", "told"),
    [("", "gamma names no key of its own"), (", key: env:ORGLINT_API_KEY_BETA", "gamma names the same key as beta")],
)
def test_no_key_is_for_two(home: Path, key: str, told: str) -> None:
    file = home / "orglint.yaml"
    file.write_text(file.read_text().replace(", key: env:ORGLINT_API_KEY_GAMMA", key))
    ended = orglint("snapshot", "--org", "all", cwd=home, ORGLINT_API_KEY="for-anybody")
    assert (ended.returncode, told in ended.stderr) == (2, True)


def test_a_process_has_the_key_of_its_organization_and_no_other(home: Path) -> None:
    written = read_settings(home / "orglint.yaml")
    others = {"ORGLINT_API_KEY": "any", "ORGLINT_API_KEY_FROM": "env:X", "ORGLINT_ORG": "all"}
    keys = {f"ORGLINT_API_KEY_{name}": name.lower() for name in ("ACME", "BETA", "GAMMA")}
    plain = {"PATH": "/bin", "ORGLINT_STORE": "store"}
    for name in ("acme", "beta", "gamma"):
        found = list_variables(written, {**others, **keys, **plain}, name)
        assert found == {**plain, f"ORGLINT_API_KEY_{name.upper()}": name}
    assert list_variables(written, {**others, **keys, **plain}, "") == plain


@contextmanager
def serve(seen: list[tuple[str, str]]) -> Iterator[str]:
    """Answer every request with 401, and note who asked for what with which key."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            seen.append((self.path, self.headers["Authorization"]))
            self.send_response(401)
            self.send_header("Content-Length", "0")
            self.end_headers()

        do_POST = do_GET  # noqa: N815 - the library looks for this name

        def log_message(self, *told: Any) -> None:
            del told

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/admin"
        server.shutdown()


@pytest.mark.parametrize("command", ["snapshot", "run"])
def test_each_is_asked_with_its_own_key_and_one_without_stops_no_other(home: Path, command: str) -> None:
    leave_two(home)
    seen: list[tuple[str, str]] = []
    key = "key-of-acme-0123456789abcdef"
    words = ("--format", "json=r.json", "--format", "terminal") if command == "run" else ()
    with serve(seen) as url:
        variables = {"ORGLINT_API_KEY": "any", "ORGLINT_API_KEY_ACME": key}
        ended = orglint(command, "--org", "all", "--base-url", url, *words, cwd=home, **variables)
    assert ended.returncode == 4
    assert {(ACME in path, used) for path, used in seen} == {(True, f"Bearer {key}")}
    assert "beta: orglint: nothing was collected: there is no API key" in ended.stderr
    assert ended.stderr.count("acme: orglint: ") == 1
    assert "key-of" not in ended.stderr + ended.stdout
    if command == "run":
        told = json.loads((home / "r.json").read_text())
        assert ([*told["results"]], told["exit_code"]) == ([], 3)
        assert [(it["organization"], "was not judged: " in it["problem"]) for it in told["unreadable"]] == [
            (ACME, True),
            (BETA, True),
        ]
        assert ended.stdout.count("was not judged") == 2


@pytest.mark.parametrize(
    ("codes", "code"),
    [
        ((0, 0), 0),
        ((0, 1), 1),
        ((1, 3), 3),
        ((4, 3), 4),
        ((5, 4), 5),
        ((70, 1), 70),
        ((2, 2), 2),
        ((2, 0), 3),
        ((2, 4), 4),
    ],
)
def test_the_highest_exit_code_counts(codes: tuple[int, ...], code: int) -> None:
    assert conclude_codes(codes) == code


def test_two_organizations_go_into_one_store_at_a_time_and_nobody_when_it_is_needed_whole(tmp_path: Path) -> None:
    with lock.hold_organization_lock(tmp_path, ACME), lock.hold_organization_lock(tmp_path, BETA):
        for taken in (lock.hold_lock(tmp_path), lock.hold_organization_lock(tmp_path, ACME)):
            with pytest.raises(Exception, match="busy"), taken:
                pass
    with lock.hold_lock(tmp_path), pytest.raises(Exception, match="busy"), lock.hold_organization_lock(tmp_path, ACME):
        pass
