"""`--privacy` at the command line: who is named where, and who is not."""

import json
import re
import stat
import zlib
from base64 import b64decode
from pathlib import Path

import pytest

from cli.conftest import orglint
from orglint.reports import FORMATS
from support import stores
from support.stores import user

PEOPLE = 1_000
KEY = "k" * 40
RULES = {
    "rows": """\
title: Users are active
severity: high
table: users
where: "true"
require: user.status == 'active' && user.lastActive > now
let: {who: "user.name + ' of ' + user.department", boss: user.email}
message: "{user.name} ({user.email}, {user.accountId}) of {user.location} is {user.status}"
why: Ask mail4@people.example.
fix: None.
examples:
  pass: [{status: active}]
  fail: [{status: suspended}]
  unknown: [{}]
""",
    "whole": """\
title: Nobody has a nickname
severity: high
table: organization
where: "true"
require: "!users.exists(u, has(u.nickname))"
let: {names: "users.map(u, u.nickname)", ids: "users.map(u, u.accountId)", number: users.size()}
params: {allowed: {type: list(string), default: [], meaning: Whom we know.}}
message: "{names} and {ids} but {params.allowed}"
why: A test.
fix: None.
examples:
  pass: [{}]
  fail: [{}]
""",
}


def person(number: int) -> dict[str, str]:
    return {
        "accountId": f"712020:{number:08x}-4b1d-4c7e-9a52-0c5d3c1e7f00" if number % 2 else f"5f{number:022x}",
        "name": f"Firstname{number:04} Surname{number:04}",
        "nickname": f"nick{number:04}",
        "email": f"mail{number:04}@people.example",
        "jobTitle": f"Job{number:04}",
        "department": f"Department{number:04}",
        "location": f"Street {number:04}",
        "picture": f"https://pictures.example/face{number:04}",
    }


PERSONAL = re.compile(r"(?i)firstname|surname|nick\d|mail\d|people\.example|job\d|department\d|street|face\d|pictures")
ACCOUNTS = re.compile(r"712020|-4b1d-4c7e|5f0{10}")
PACKED = re.compile(rb'(?<= id="packed">)[\w+/=]+')
"""All findings in a page, which nobody can read as they are, and whose signs may say anything by chance."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("privacy")
    people = [user(it.pop("accountId"), **it, status="suspended") for it in map(person, range(PEOPLE))]
    stores.sealed(folder / "store", "o1", people)
    pack = folder / "rules" / "people"
    pack.mkdir(parents=True)
    for name, text in RULES.items():
        (pack / f"{name}.yaml").write_text(text)
    keys = [person(number)["accountId"] for number in range(5)]
    told = (
        "reason: Confided0001 (mail0003@people.example) is on leave, owner: mail0002@people.example, until: 2026-12-31"
    )
    (folder / "waivers.yaml").write_text(
        "waivers:\n"
        + "".join(
            f"  - {{rule: people/rows, subject: '{key}', email: mail0001@people.example, {told}}}\n" for key in keys
        )
    )
    return folder


def check(folder: Path, *words: str, **variables: str) -> tuple[int, str, str]:
    common = (
        "--store",
        "store",
        "--only-rules",
        "rules",
        "--as-of",
        "2026-11-01T12:00:00Z",
        "--waivers",
        "waivers.yaml",
    )
    ended = orglint("check", *common, *words, cwd=folder, **variables)
    return ended.returncode, ended.stdout, ended.stderr


def written(folder: Path, *words: str, **variables: str) -> dict[str, bytes]:
    """Return every file of every format."""
    out = folder / "out"
    out.mkdir(exist_ok=True)
    for file in out.iterdir():
        file.unlink()
    asked = [word for name, it in FORMATS.items() for word in ("--format", f"{name}=out/{name}.{it.ending}")]
    code, _, said = check(folder, *asked, *words, **variables)
    assert code in {1, 3}, said
    return {file.name: PACKED.sub(unpack, file.read_bytes()) for file in out.iterdir()}


def unpack(packed: re.Match[bytes]) -> bytes:
    return zlib.decompress(b64decode(packed[0], validate=True))


@pytest.fixture(scope="module")
def named(folder: Path) -> dict[str, bytes]:
    """What is written if nobody says anything."""
    return written(folder)


def test_with_pseudonyms_no_byte_of_any_format_says_who_anybody_is(folder: Path, named: dict[str, bytes]) -> None:
    files = written(folder, "--privacy", "pseudonyms", ORGLINT_PSEUDONYM_KEY=KEY)
    assert len(files) == len(named) >= len(FORMATS)
    assert PERSONAL.search(named["json.json"].decode())
    assert b"packed" in named["html.html"]
    assert b"mail0900@people.example" in named["html.html"]  # one of many, which only the packed findings have
    for name, content in files.items():
        text = content.decode()
        for found in (*PERSONAL.finditer(text), *ACCOUNTS.finditer(text), *re.finditer("Confided", text)):
            raise AssertionError(f"{name}: {text[max(0, found.start() - 80) : found.end() + 80]}")
    before, after = (json.loads(it["json.json"]) for it in (named, files))
    assert after["totals"] == before["totals"]
    assert after["privacy"] == "pseudonyms"
    prints = [
        {it["fingerprint"] for rule in result["rules"] for it in rule["findings"] if it["table"] == "users"}
        for result in (before, after)
    ]
    assert [len(it) for it in prints] == [PEOPLE, PEOPLE]
    assert not prints[0] & prints[1], "a digest without a key can be guessed"


def test_with_ids_nobody_is_named(folder: Path) -> None:
    files = written(folder, "--privacy", "ids")
    for name, content in files.items():
        text = content.decode()
        for found in PERSONAL.finditer(text):
            raise AssertionError(f"{name}: {text[max(0, found.start() - 80) : found.end() + 80]}")
    keys = {it["key"] for it in json.loads(files["json.json"])["rules"][0]["findings"]}
    assert keys == {person(number)["accountId"] for number in range(PEOPLE)}


def test_formats_for_build_systems_name_nobody_unless_they_are_asked_to(folder: Path, named: dict[str, bytes]) -> None:
    names = {name.partition(".")[0] for name, content in named.items() if PERSONAL.search(content.decode())}
    assert names == {"action-plan", "csv", "html", "json", "terminal"}
    assert PERSONAL.search(check(folder, "--privacy", "names", "--format", "github")[1])


@pytest.mark.parametrize(("value", "shown"), [("true", False), ("1", False), ("false", True), ("", True)])
def test_the_log_of_a_build_names_nobody(folder: Path, value: str, *, shown: bool) -> None:
    assert bool(PERSONAL.search(check(folder, CI=value)[1])) == shown
    assert PERSONAL.search(check(folder, "--privacy", "names", CI=value)[1])


def test_a_pseudonym_stays_the_same_and_is_another_with_another_key_or_organization(
    folder: Path, tmp_path: Path
) -> None:
    def pseudonyms(where: Path, key: str) -> list[str]:
        code, out, said = check(where, "--privacy", "pseudonyms", "--format", "json", ORGLINT_PSEUDONYM_KEY=key)
        assert code in {1, 3}, said
        return [it["key"] for rule in json.loads(out)["rules"] for it in rule["findings"] if it["table"] == "users"]

    first = pseudonyms(folder, KEY)
    assert pseudonyms(folder, KEY) == first
    assert all(re.fullmatch("p-[0-9a-f]{20}", it) for it in first)
    assert not set(pseudonyms(folder, "l" * 40)) & set(first)
    stores.sealed(
        tmp_path / "store", "o2", [user(person(number)["accountId"], status="suspended") for number in range(9)]
    )
    for name in ("rules", "waivers.yaml"):
        (tmp_path / name).symlink_to(folder / name)
    assert not set(pseudonyms(tmp_path, KEY)) & set(first)


def test_without_a_key_there_are_no_pseudonyms(folder: Path) -> None:
    code, out, said = check(folder, "--privacy", "pseudonyms")
    assert (code, out) == (2, "")
    assert "ORGLINT_PSEUDONYM_KEY" in said
    assert check(folder, "--privacy", "pseudonyms", ORGLINT_PSEUDONYM_KEY="short")[0] == 2


def test_the_store_may_hold_the_key_where_nobody_else_can_read_it(folder: Path) -> None:
    file = folder / "store" / "pseudonym.key"
    file.write_text(KEY)
    try:
        file.chmod(0o644)
        assert check(folder, "--privacy", "pseudonyms")[0] == 2
        file.chmod(0o600)
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
        code, out, _ = check(folder, "--privacy", "pseudonyms", "--format", "json")
        assert (code, json.loads(out)["privacy"]) == (3, "pseudonyms") or code == 1
    finally:
        file.unlink()


def test_a_stored_result_shows_no_more_than_it_was_stored_with(folder: Path) -> None:
    check(folder, "--privacy", "ids", "--format", "json=ids.json")
    for name in FORMATS:
        if name == "prometheus":
            continue
        ended = orglint("report", "ids.json", "--format", f"{name}=again.out", cwd=folder)
        assert ended.returncode == 0, ended.stderr
        assert not PERSONAL.search((folder / "again.out").read_text())
    ended = orglint("report", "ids.json", "--privacy", "names", cwd=folder)
    assert (ended.returncode, "so it has no names" in ended.stderr) == (2, True)
    ended = orglint(
        "report", "ids.json", "--privacy", "pseudonyms", "--format", "json", cwd=folder, ORGLINT_PSEUDONYM_KEY=KEY
    )
    assert ended.returncode == 0
    assert not ACCOUNTS.search(ended.stdout)


def test_a_row_is_not_explained_to_the_log_of_a_build(folder: Path) -> None:
    code, out, said = check(folder, "--explain", "people/rows", CI="true")
    assert (code, out, "--privacy names" in said) == (2, "", True)
    assert PERSONAL.search(check(folder, "--explain", "people/rows", "--privacy", "names", CI="true")[1])


ALL = "accountId,name,nickname,email,jobTitle,department,location,picture,status,mfaEnabled,lastActive"


def query(folder: Path, *words: str, **variables: str) -> tuple[str, str]:
    asked = ("query", "users", "user.status == 'suspended'", "--store", "store", "--limit", str(PEOPLE))
    ended = orglint(*asked, "--columns", ALL, *words, cwd=folder, **variables)
    assert ended.returncode == 0, ended.stderr
    return ended.stdout, ended.stderr


@pytest.mark.parametrize("format_", ["json", "csv", "table"])
def test_rows_that_are_asked_for_name_as_many_people_as_they_may(folder: Path, format_: str) -> None:
    secret = {"ORGLINT_PSEUDONYM_KEY": KEY}
    named, said = query(folder, "--format", format_)
    assert PERSONAL.search(named)
    assert "--privacy" not in said
    for words, variables, accounts in (
        (("--privacy", "ids"), {}, True),
        ((), {"CI": "true"}, True),
        (("--privacy", "pseudonyms"), secret, False),
    ):
        shown, said = query(folder, "--format", format_, *words, COLUMNS="400", **variables)
        assert not PERSONAL.search(shown + said)
        assert bool(ACCOUNTS.search(shown)) == accounts
        assert "--privacy names shows all of a row" in said
    assert PERSONAL.search(query(folder, "--format", format_, "--privacy", "names", CI="true")[0])


def test_of_rows_that_are_asked_for_what_is_of_no_person_stays(folder: Path) -> None:
    rows = [json.loads(line) for line in query(folder, "--privacy", "ids")[0].splitlines()]
    assert {it["accountId"] for it in rows} == {person(number)["accountId"] for number in range(PEOPLE)}
    for row in rows:
        assert (row["status"], row["name"], row["mfaEnabled"]) == ("suspended", "(not shown)", None)
        assert "mfaEnabled" in row["_unknown"]  # what is not known is not said to be hidden
    hidden, _ = query(folder, "--privacy", "pseudonyms", ORGLINT_PSEUDONYM_KEY=KEY)
    pseudonyms = {json.loads(line)["accountId"] for line in hidden.splitlines()}
    _, out, _ = check(folder, "--privacy", "pseudonyms", "--format", "json", ORGLINT_PSEUDONYM_KEY=KEY)
    assert pseudonyms == {it["key"] for it in json.loads(out)["rules"][0]["findings"]}
