"""`orglint waivers` at the command line."""

import re
from datetime import UTC, datetime, timedelta
from importlib.resources import files
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from cli.conftest import orglint
from support import stores
from support.stores import user


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
    assert folder or "`orglint init` make one" in ended.stderr


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


def accept(folder: Path, *words: str) -> CompletedProcess[str]:
    where = ("--store", "store", "--only-rules", "rules", "--reason", "A move", "--owner", "it-ops")
    return orglint("waivers", "accept", *words, *where, cwd=folder)


def check(folder: Path, *words: str) -> CompletedProcess[str]:
    where = ("--store", "store", "--only-rules", "rules", "--max-age", "99999d")
    return orglint("check", *where, *words, cwd=folder)


def seal_suspended(folder: Path, *keys: str, **severities: str) -> None:
    stores.rules(folder, **severities)
    users = [user(key, status="suspended") for key in keys]
    stores.sealed(folder / "store", "org", [*users, user("active")], at=stores.NOON + len(keys) * timedelta(hours=1))


def test_accept_writes_waivers_for_what_fails_and_the_gate_is_green_until_something_new_fails(tmp_path: Path) -> None:
    seal_suspended(tmp_path, "u1", "odd*[1]", active="high")
    assert check(tmp_path).returncode == 1
    ended = accept(tmp_path)
    assert (ended.returncode, ended.stderr) == (0, "")
    assert ended.stdout == f"wrote 2 waivers to waivers.yaml, until {day(30)}\n"
    first = (tmp_path / "waivers.yaml").read_text()
    assert '  - rule: "users/active"\n    subject: "u1"\n    email: "u1@a.example"\n    reason: "A move"\n' in first
    assert '    subject: "odd*[1]"\n    max: 1\n' in first
    assert check(tmp_path, "--waivers", "waivers.yaml").returncode == 0
    assert orglint("waivers", "check", "waivers.yaml", "--only-rules", "rules", cwd=tmp_path).stderr == ""
    assert accept(tmp_path).stdout == "wrote nothing: no finding fails that is not waived\n"
    assert (tmp_path / "waivers.yaml").read_text() == first
    seal_suspended(tmp_path, "u1", "odd*[1]", "u3")
    assert check(tmp_path, "--waivers", "waivers.yaml").returncode == 1
    assert accept(tmp_path, "--until", day(7), "--ticket", "SEC-3").returncode == 0
    added = f'    email: "u3@a.example"\n    reason: "A move"\n    owner: "it-ops"\n    until: {day(7)}\n'
    assert (tmp_path / "waivers.yaml").read_text().startswith(first.rstrip("\n"))
    assert f'{added}    ticket: "SEC-3"\n' in (tmp_path / "waivers.yaml").read_text()
    assert check(tmp_path, "--waivers", "waivers.yaml").returncode == 0


def test_accept_judges_by_the_values_that_the_settings_declare_as_check_does(tmp_path: Path) -> None:
    stores.rules(tmp_path, active="high")
    stores.sealed(tmp_path / "store", "org", [user("u1", status="paused")])
    assert accept(tmp_path).stdout == "wrote nothing: no finding fails that is not waived\n"  # nobody knows the value
    assert accept(tmp_path, "--known-value", "users.status=paused", "--file", "o.yaml").stdout.startswith("wrote 1 ")
    (tmp_path / "orglint.yaml").write_text("known_values: {users.status: [paused]}\n")
    assert check(tmp_path).returncode == 1
    assert accept(tmp_path).stdout.startswith("wrote 1 waiver to waivers.yaml")
    assert check(tmp_path, "--waivers", "waivers.yaml").returncode == 0


def test_accept_keeps_comments_order_and_the_mode_of_the_file(tmp_path: Path) -> None:
    seal_suspended(tmp_path, "u1", active="high")
    file = tmp_path / "waivers.yaml"
    old = f"  - rule: users/active # old\n    subject: gone\n    reason: R\n    owner: o\n    until: {day(3)}\n"
    before = f"# ours\nwaivers:\n{old}\n# counts\naccepted: []\n"
    file.write_text(before)
    file.chmod(0o640)
    assert accept(tmp_path, "users/active").returncode == 0
    head, _, tail = before.partition("\n# counts")
    text = file.read_text()
    assert text.startswith(head)
    assert text.endswith(f"\n\n# counts{tail}")
    assert file.stat().st_mode & 0o777 == 0o640


def test_accept_takes_only_the_rules_that_are_named_and_no_row_of_unknown_outcome(tmp_path: Path) -> None:
    stores.rules(tmp_path, active="high", other="low")
    rows = [user("u1", status="suspended"), {**user("u2"), "status": 7}]
    stores.sealed(tmp_path / "store", "org", rows)
    ended = accept(tmp_path, "users/other", "--file", "mine.yaml")
    assert (ended.returncode, ended.stdout) == (0, f"wrote 1 waiver to mine.yaml, until {day(30)}\n")
    assert ended.stderr == "users/other: rows of unknown outcome cannot be waived\n"
    assert (tmp_path / "mine.yaml").read_text().count("users/other") == 1
    assert "users/active" not in (tmp_path / "mine.yaml").read_text()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("users/actve",), "there is no rule users/actve"),
        (("--until", "2020-01-01"), "--until 2020-01-01 is not within the year that begins today"),
        (("--until", "soon"), "'soon' does not match the format"),
        (("--reason", " "), "--reason says nothing"),
        (("--owner", ""), "--owner says nothing"),
    ],
)
def test_accept_refuses_what_no_waiver_may_say_and_writes_nothing(
    tmp_path: Path, words: tuple[str, ...], said: str
) -> None:
    seal_suspended(tmp_path, "u1", active="high")
    where = ("--store", "store", "--only-rules", "rules")
    ended = orglint("waivers", "accept", *where, "--reason", "R", "--owner", "o", *words, cwd=tmp_path)
    assert (ended.returncode, ended.stdout) == (2, "")
    assert said in ended.stderr
    assert not (tmp_path / "waivers.yaml").exists()


def test_accept_writes_to_the_file_that_the_settings_name_as_init_made_it(tmp_path: Path) -> None:
    seal_suspended(tmp_path, "u1", active="high")
    (tmp_path / "orglint.yaml").write_text("waivers: mine/waivers.yaml\n")
    file = tmp_path / "mine" / "waivers.yaml"
    file.parent.mkdir()
    started = (files("orglint.cli") / "start" / "waivers.yaml").read_text("utf-8")
    file.write_text(started)
    assert accept(tmp_path).stdout == f"wrote 1 waiver to mine/waivers.yaml, until {day(30)}\n"
    added = '  - rule: "users/active"\n    subject: "u1"\n'
    assert added in file.read_text()
    comments = [line for line in started.splitlines() if line.startswith("#")]
    assert [line for line in file.read_text().splitlines() if line.startswith("#")] == comments
    assert check(tmp_path).returncode == 0
    assert check(tmp_path, "--no-waivers").returncode == 1


WHOLE = """\
title: Few users
severity: high
table: organization
let: {many: users.size()}
require: many < 2
message: "{many} users"
why: A test.
fix: None.
examples:
  pass: [{tables: {users: []}}]
  fail: [{tables: {users: [{}, {}]}}]
"""


def test_accept_pins_the_evidence_of_a_rule_about_the_whole(store: Path, tmp_path: Path) -> None:
    (tmp_path / "rules").mkdir()
    (tmp_path / "rules" / "few.yaml").write_text(WHOLE)
    where = ("--store", str(store), "--only-rules", "rules")
    ended = orglint("waivers", "accept", *where, "--reason", "R", "--owner", "o", cwd=tmp_path)
    assert ended.returncode == 0, ended.stderr
    file = tmp_path / "waivers.yaml"
    found = re.search("    when:\n      many: ([0-9]+)\n", file.read_text())
    assert found
    assert f"{found[1]} true" in orglint("query", "users", "true", "--store", str(store), "--limit", "1").stderr
    gate = ("check", *where, "--max-age", "99999d", "--waivers", "waivers.yaml")
    assert orglint(*gate, cwd=tmp_path).returncode == 0
    file.write_text(file.read_text().replace(f"many: {found[1]}", "many: 249"))
    assert orglint(*gate, cwd=tmp_path).returncode == 1


def test_an_explanation_ends_with_the_waiver_to_paste(tmp_path: Path) -> None:
    seal_suspended(tmp_path, "u1", active="high")
    explained = check(tmp_path, "--explain", "users/active:u1").stdout
    head, _, pasted = explained.partition("\nWAIVER · ")
    assert head
    entry = pasted.partition("\n")[2].replace('reason: ""', 'reason: "R"').replace('owner: ""', 'owner: "o"')
    file = tmp_path / "waivers.yaml"
    file.write_text(f"waivers:\n{entry}")
    moment = f"{stores.NOON + timedelta(hours=2):%Y-%m-%dT%H:%M:%SZ}"
    ended = check(tmp_path, "--waivers", "waivers.yaml", "--as-of", moment)
    assert ended.returncode == 0, ended.stdout + ended.stderr
    file.write_text(f"waivers:\n{pasted.partition(chr(10))[2]}")
    assert "waivers.0.reason must be some text" in check(tmp_path, "--waivers", "waivers.yaml").stderr
    assert "WAIVER" not in check(tmp_path, "--explain", "users/active:active").stdout
