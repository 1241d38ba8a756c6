"""What bad input gets: the right exit code, one clear message on stderr, no traceback, the key nowhere."""

import os
import resource
import socket
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from end_to_end.secret import leaks
from support.bundled import find_founding_rules
from support.command import ORGLINT, Ended, environment, orglint, stop, unprivileged
from support.local import Local, local
from support.local import orglint as run_here

RULE = """
title: People are managed
severity: high
table: users
require: user.claimStatus == 'managed'
message: "{user.email} is not"
why: Because.
fix: Claim the domain.
examples: {pass: [{claimStatus: managed}], fail: [{claimStatus: unmanaged}]}
"""
RULES = {
    "field": RULE.replace("user.claimStatus", "user.claimStatos"),
    "type": RULE.replace("'managed'", "3", 1),
    "key": RULE.replace("severity:", "severty:"),
    "severity": RULE.replace("high", "awful"),
    "table": RULE.replace("users", "uzers"),
    "yaml": RULE.replace("People", "[People"),
    "example": RULE.replace("pass: [{claimStatus: managed}]", "pass: [{claimStatus: unmanaged}]"),
}
STRANGER = "00000000-0000-4000-8000-000000000000"
HERE = "--store {store} --org {org} --base-url {url}"


@dataclass(frozen=True, slots=True)
class Bad:
    """A command that cannot do what it is asked: its words, the exit code, words of the message, the key given."""

    words: str
    code: int
    says: tuple[str, ...]
    key: str = "{key}"


CASES = {
    "a missing key": Bad(f"snapshot {HERE}", 2, ("nothing was collected", "ORGLINT_API_KEY"), ""),
    "a wrong key": Bad(f"snapshot {HERE}", 4, ("key", "rejected", "401", "ORGLINT_API_KEY"), "{key}0"),
    "a key with a line break": Bad(f"snapshot {HERE}", 2, ("key", "line break"), "{key}\nX: y"),
    "a key in quotes": Bad(f"snapshot {HERE}", 2, ("key", "quotes"), '"{key}"'),
    "a key with its scheme": Bad(f"snapshot {HERE}", 2, ("key", "Bearer"), "Bearer {key}"),
    "a key file that is not there": Bad(f"snapshot {HERE} --api-key-file none", 2, ("nothing was collected", "none")),
    "a key file for all to read": Bad(f"snapshot {HERE} --api-key-file open", 2, ("others can read", "chmod 600"), ""),
    "a closed port": Bad(
        "snapshot --store {store} --org {org} --base-url {closed}", 4, ("no answer", "Connection refused")
    ),
    "plain HTTP to elsewhere": Bad(
        "snapshot --store {store} --org {org} --base-url http://api.example/admin", 2, ("base URL", "https://")
    ),
    "plain HTTP to a look-alike of loopback": Bad(
        "snapshot --store {store} --org {org} --base-url http://127.0.0.1.example/admin", 2, ("base URL", "https://")
    ),
    "a password in the address": Bad(
        "snapshot --store {store} --org {org} --base-url https://a:b@api.example/admin", 2, ("base URL", "password")
    ),
    "an unknown organization": Bad(
        f"snapshot --store {{store}} --org {STRANGER} --base-url {{url}}",
        4,
        ("nothing was collected", "organization", "404"),
    ),
    "an organization that is a path": Bad(
        "snapshot --store {store} --org ../orgs --base-url {url}", 2, ("organization",)
    ),
    "no organization": Bad("snapshot --store {store} --base-url {url}", 2, ("nothing was collected", "--org")),
    "a store below a file": Bad("snapshot --store text/x --org {org} --base-url {url}", 5, ("text/x", "written")),
    "a misspelt field": Bad("check --only-rules field", 2, ("field/a/one.yaml:5:", "claimStatos", "claimStatus?")),
    "a value of a wrong type": Bad("check --only-rules type", 2, ("type/a/one.yaml:5:", "==")),
    "a misspelt key of a rule": Bad("check --only-rules key", 2, ("key/a/one.yaml:3:", "severty", "severity?")),
    "an unknown severity in a rule": Bad(
        "check --only-rules severity", 2, ("severity/a/one.yaml:3:", "awful", "critical")
    ),
    "an unknown table in a rule": Bad("check --only-rules table", 2, ("table/a/one.yaml:4:", "uzers", "users?")),
    "a rule that is no YAML": Bad("check --only-rules yaml", 2, ("yaml/a/one.yaml:3:", "YAML")),
    "a misspelt field when collecting": Bad(
        f"snapshot {HERE} --only-rules field", 2, ("field/a/one.yaml:5:", "claimStatos")
    ),
    "an example that comes out otherwise": Bad("rules test --only-rules example", 2, ("example/a/one.yaml", "fail")),
    "an empty rules folder": Bad("check --only-rules empty", 2, ("nothing was checked", "empty")),
    "a missing rules folder": Bad("check --only-rules none", 2, ("nothing was checked", "none")),
    "a pattern that no rule is like": Bad("check --only none/*", 2, ("nothing was checked", "none/*")),
    "an unknown severity": Bad("check --fail-on awful", 2, ("awful", "critical")),
    "an unknown format": Bad("check --format pdf", 2, ("nothing was checked", "pdf", "json")),
    "a report in a folder that is not there": Bad(
        "check --format json=none/r.json", 2, ("nothing was checked", "none")
    ),
    "a report where a folder stands": Bad("check --format json=empty", 5, ("json report", "empty")),
    "a time that is none": Bad("check --as-of yesterday", 2, ("yesterday", "--as-of")),
    "an age that is none": Bad("check --max-age soon", 2, ("soon", "--max-age")),
    "a snapshot that is too old": Bad("check --as-of 2100-01-01T00:00:00Z --max-age 7d", 3, ()),
    "a store without a snapshot": Bad("check --store none", 3, ("none", "snapshot", "orglint snapshot")),
    "a snapshot that is not there": Bad("check none", 3, ("none", "snapshot")),
    "no snapshot of this organization": Bad(f"check --org {STRANGER}", 3, (STRANGER, "snapshot")),
    "verify of what is not there": Bad("verify none", 3, ("none", "snapshot")),
    "a broken fault file": Bad("simulate --faults broken.json", 2, ("broken.json", "JSON")),
    "a fault at an unknown endpoint": Bad("simulate --faults unknown.json", 2, ("unknown.json", "GET /v9")),
    "an expression that does not parse": Bad("eval 1+", 2, ("1:3", "too early")),
    "an expression with an unknown name": Bad("eval nothing(1)", 2, ("1:1", "nothing")),
    "variables that are no JSON": Bad("eval 1 --vars {{", 2, ("nothing was evaluated", "JSON")),
    "a query of an unknown table": Bad("query uzers true", 2, ("uzers", "users")),
    "a query of an unknown column": Bad("query users user.claimStatos==''", 2, ("claimStatos", "claimStatus?")),
    "a query of what was not collected": Bad("query groups true", 3, ("not collected",)),
    "an unknown rule": Bad("rules show no/such", 2, ("no/such",)),
    "an unknown table": Bad("tables uzers", 2, ("uzers", "users?")),
    "an unknown command": Bad("frobnicate", 2, ("frobnicate",)),
}


@pytest.fixture(scope="module")
def organization(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Local]:
    """An organization with a sealed snapshot, and beside it files that are wrong in many ways."""
    with local(tmp_path_factory.mktemp("bad"), "--users", "30") as running:
        assert running.snapshot().code == 0
        folder = running.folder
        for name, text in RULES.items():
            (folder / name / "a").mkdir(parents=True)
            (folder / name / "a" / "one.yaml").write_text(text)
        (folder / "empty").mkdir()
        (folder / "text").write_text("x")
        (folder / "open").write_text("not the key of anybody")
        (folder / "open").chmod(0o644)
        (folder / "broken.json").write_text("[{")
        (folder / "unknown.json").write_text('[{"endpoint": "GET /v9", "kind": "cut"}]')
        yield running


def closed_port() -> str:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return f"http://127.0.0.1:{free.getsockname()[1]}/admin"


@pytest.fixture(scope="module")
def run(organization: Local) -> Callable[[str], Ended]:
    """Return what runs a case, once."""

    @cache
    def once(name: str) -> Ended:
        bad, store = CASES[name], f"store of {name}"
        named = {"org": organization.org_id, "url": organization.base_url, "closed": closed_port(), "store": store}
        key = bad.key.format(key=organization.api_key)
        words = (word.format(**named) for word in bad.words.split())
        return run_here(*words, at=organization.folder, env={"ORGLINT_API_KEY": key} if key else {})

    return once


@pytest.mark.parametrize("name", CASES)
def test_it_is_refused_in_clear_words(name: str, run: Callable[[str], Ended], organization: Local) -> None:
    ended, bad = run(name), CASES[name]
    assert ended.code == bad.code, ended
    assert all(word in ended.err for word in bad.says), ended.err
    assert "Traceback" not in ended.out + ended.err
    assert "bug in orglint" not in ended.err
    assert leaks(organization.api_key, ended.out, ended.err, folder=organization.folder) == []


@pytest.mark.parametrize("name", [name for name, bad in CASES.items() if bad.says])
def test_the_message_is_one_and_says_what_did_not_happen(name: str, run: Callable[[str], Ended]) -> None:
    err = run(name).err
    assert err.count("orglint: ") + err.count("Error: ") <= 1
    assert any(word in err for word in REFUSALS), err


def test_a_snapshot_that_is_too_old_is_said_to_be_so_in_the_report(run: Callable[[str], Ended]) -> None:
    assert "old" in run("a snapshot that is too old").out


REFUSALS = (
    "othing",
    "no snapshot",
    "not be written",
    "Usage:",
    "yaml:",
    "not collected",
    "there is no",
    "1:",
    "cannot be read",
    "no answer",
)


def piped(redirection: str, organization: Local, *words: str) -> Ended:
    """Run a command whose standard output is what the shell makes of a redirection."""
    line = f'"$0" -m orglint {" ".join(words)} {redirection}'
    ended = subprocess.run(
        ["/bin/sh", "-c", line, sys.executable],
        cwd=organization.folder,
        env=environment(organization.folder),
        stderr=subprocess.PIPE,
        text=True,
        check=False,
    )
    return Ended(ended.returncode, "", ended.stderr)


@pytest.mark.parametrize("redirection", [">&-", "> /dev/full"])
@pytest.mark.parametrize("words", ["check", "check --format json", "rules list", "tables users"])
def test_output_that_cannot_be_written_is_told_and_ends_with_5(
    words: str, redirection: str, organization: Local
) -> None:
    ended = piped(redirection, organization, words)
    assert ended.code == 5, ended
    assert "written" in ended.err
    assert "Traceback" not in ended.err


def test_a_reader_that_goes_away_gets_no_traceback(organization: Local) -> None:
    ended = piped("| true", organization, "check --limit 1000")
    assert "Traceback" not in ended.err
    assert ended.err.count("\n") == 1


def test_a_report_that_does_not_fit_on_the_disk_ends_with_5_and_leaves_nothing(organization: Local) -> None:
    before = set(organization.folder.iterdir())
    ended = subprocess.run(
        [*ORGLINT, "check", "--format", "json=big.json"],
        cwd=organization.folder,
        env=environment(organization.folder, PYTHONDONTWRITEBYTECODE="1"),
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (1024, 1024)),
    )
    assert (ended.returncode, "Traceback" in ended.stderr) == (5, False), ended
    assert "big.json" in ended.stderr
    assert set(organization.folder.iterdir()) == before


def test_a_report_into_a_pipe_goes_through_it_and_leaves_it_a_pipe(tmp_path: Path, organization: Local) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with subprocess.Popen(["cat", str(pipe)], stdout=subprocess.PIPE, text=True) as reader:
        orglint("check", "--only-rules", find_founding_rules(), "--format", f"json={pipe}", at=organization.folder)
        kept = stat.S_ISFIFO(os.lstat(pipe).st_mode)
        stop(reader)
        assert reader.stdout
        got = reader.stdout.read()
    assert kept
    assert '"format"' in got


def test_a_report_through_a_link_replaces_the_file_and_not_the_link(tmp_path: Path, organization: Local) -> None:
    (tmp_path / "there").write_text("old")
    (tmp_path / "link").symlink_to(tmp_path / "there")
    orglint("check", "--format", f"json={tmp_path / 'link'}", at=organization.folder)
    assert (tmp_path / "link").is_symlink()
    assert '"format"' in (tmp_path / "there").read_text()


def test_a_report_that_cannot_be_written_leaves_the_old_one(organization: Local) -> None:
    old = organization.folder / "empty" / "kept.json"
    old.write_text("old")
    (organization.folder / "empty").chmod(0o555)
    try:
        ended = orglint("check", "--format", "json=empty/kept.json", at=organization.folder, python=unprivileged())
    finally:
        (organization.folder / "empty").chmod(0o755)
    assert old.read_text() == "old"
    old.unlink()
    assert ended.code == 5, ended
    assert "kept.json" in ended.err
