"""`orglint evidence` and `verify`: a result with all that it was made by, in one archive that tells of every change."""

import io
import json
import zipfile
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from cli.conftest import orglint
from orglint.history.evidence import pack_members
from support import stores
from support.stores import sealed, user

SETTINGS = """\
organization: o1
rules: [rules]
settings: {domains: [a.example]}
overrides: {users/active: {severity: high}}
waivers: waivers.yaml
max_age: 9999d
"""
WAIVERS = """\
waivers:
  - {rule: users/active, subject: u3, reason: On leave, owner: it-ops, until: 2026-12-01}
"""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with a store, a pack, settings, a result, and the evidence of it."""
    home = tmp_path_factory.mktemp("home")
    stores.rules(home, active="medium", second="low")
    sealed(home / "orglint-store", "o1", [user("u1", status="suspended"), user("u2"), user("u3", status="suspended")])
    (home / "orglint.yaml").write_text(SETTINGS)
    (home / "waivers.yaml").write_text(WAIVERS)
    judged = orglint("check", "--format", "json=result.json", "--as-of", "2026-11-01T12:00:00Z", cwd=home)
    assert judged.returncode == 1, judged.stderr
    ended = orglint("evidence", "result.json", "evidence.zip", cwd=home)
    assert (ended.returncode, ended.stderr) == (0, "")
    assert ended.stdout == f"8 files in evidence.zip\nsha256 {digest(home)}\n"
    return home


def digest(home: Path, name: str = "evidence.zip") -> str:
    return sha256((home / name).read_bytes()).hexdigest()


def open_archive(home: Path) -> dict[str, bytes]:
    """Return the members of the archive, by another reader than orglint's own code."""
    with zipfile.ZipFile(home / "evidence.zip") as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def test_it_holds_the_files_themselves_and_the_digest_of_each(made: Path) -> None:
    members = open_archive(made)
    files = {"result.json": made / "result.json", "orglint.yaml": made / "orglint.yaml"}
    files |= {"waivers.yaml": made / "waivers.yaml", "rules/users/active.yaml": made / "rules/users/active.yaml"}
    files |= {"manifest.json": next((made / "orglint-store/snapshots").iterdir()) / "manifest.json"}
    for name, file in files.items():
        assert members[name] == file.read_bytes()
    index = json.loads(members.pop("evidence.json"))
    assert {name: it["sha256"] for name, it in index["members"].items()} == {
        name: sha256(content).hexdigest() for name, content in members.items()
    }
    assert (index["outcome"], index["exit_code"], index["withheld"]) == ("fail", 1, [])
    assert json.loads(members["settings.json"]) == {"domains": ["a.example"]}


def test_the_same_result_makes_the_same_bytes_which_are_verified_anywhere(made: Path, tmp_path: Path) -> None:
    orglint("evidence", "result.json", str(tmp_path / "again.zip"), cwd=made)
    assert digest(tmp_path, "again.zip") == digest(made)
    ended = orglint("verify", "again.zip", cwd=tmp_path)
    assert (ended.returncode, ended.stderr) == (0, "")
    assert ended.stdout.startswith(
        "again.zip: fail (exit code 1) of o1, judged as of 2026-11-01 12:00 UTC by snapshot "
    )
    assert ended.stdout.endswith(f"with 2 rules beside it\nsha256 {digest(made)}\n")


def verify(folder: Path, content: bytes) -> str:
    """Return what is said of an archive that must not pass."""
    (folder / "changed.zip").write_bytes(content)
    ended = orglint("verify", "changed.zip", cwd=folder)
    assert (ended.returncode, ended.stdout) == (3, "")
    return ended.stderr


def reindex(members: dict[str, bytes]) -> bytes:
    """Pack members with an index that was made again, as somebody who changes them would."""
    index = json.loads(members["evidence.json"])
    rest = {name: it for name, it in members.items() if name != "evidence.json"}
    index["members"] = {name: {"sha256": sha256(it).hexdigest(), "size": len(it)} for name, it in rest.items()}
    return pack_members({**rest, "evidence.json": json.dumps(index).encode()})


def test_a_change_of_any_member_is_told_with_its_name(made: Path, tmp_path: Path) -> None:
    members = open_archive(made)
    for name in members:
        changed = {**members, name: members[name].replace(b"o", b"0", 1)}
        told = verify(tmp_path, pack_members(changed))
        assert name in told
        rest = {other: it for other, it in members.items() if other != name}
        assert name in verify(tmp_path, pack_members(rest))
    assert "notes.txt was added" in verify(tmp_path, pack_members({**members, "notes.txt": b"hello"}))
    assert "notes.txt is no part" in verify(tmp_path, reindex({**members, "notes.txt": b"hello"}))


def test_a_change_around_the_members_is_told_too(made: Path, tmp_path: Path) -> None:
    content = (made / "evidence.zip").read_bytes()
    for changed in (
        content + b"x",
        b"x" + content,
        content[:-1],
        content[:200],
        b"PK\x03\x04",
        content.replace(b"1980", b"1981"),
    ):
        if changed != content:
            assert "changed.zip" in verify(tmp_path, changed)
    other = io.BytesIO()
    with zipfile.ZipFile(other, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, it in open_archive(made).items():
            archive.writestr(name, it)
    assert "not an archive that orglint wrote" in verify(tmp_path, other.getvalue())


def pass_all(result: dict[str, Any]) -> None:
    """Let everything pass, as somebody would who changes what stands on top."""
    result |= {"outcome": "pass", "exit_code": 0}


def drop_finding(result: dict[str, Any]) -> None:
    result["rules"][0]["findings"].pop()


def other_snapshot(result: dict[str, Any]) -> None:
    result["snapshot"]["tables"]["users"]["rows"] = 9


def other_time(result: dict[str, Any]) -> None:
    result["snapshot"]["taken_at"] = "2026-11-02T12:00:00Z"


def other_rule(result: dict[str, Any]) -> None:
    result["rules"][1]["sha256"] = "0" * 64


def lower_severity(result: dict[str, Any]) -> None:
    result["fail_on"] = "critical"


def other_waiver(result: dict[str, Any]) -> None:
    result["waivers"][0]["owner"] = "nobody"


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (pass_all, "contradicts its rules"),
        (drop_finding, "and lists"),
        (other_snapshot, "tells another rows of users"),
        (other_time, "tells another taken_at of the snapshot"),
        (other_rule, "contradicts its rules"),
        (lower_severity, "contradicts its rules"),
        (other_waiver, "that waivers.yaml does not have"),
    ],
    ids=lambda it: getattr(it, "__name__", "told"),
)
def test_a_result_that_does_not_follow_is_told_even_if_every_digest_fits(
    made: Path, tmp_path: Path, change: Callable[[dict[str, Any]], None], told: str
) -> None:
    members = open_archive(made)
    result = json.loads(members["result.json"])
    change(result)
    assert told in verify(tmp_path, reindex({**members, "result.json": json.dumps(result).encode()}))


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("rules/users/active.yaml", "is not the rule that result.json was judged by"),
        ("settings.json", "are not the settings that it was judged by"),
        ("waivers.yaml", "that waivers.yaml does not have"),
        ("manifest.json", "is not what was sealed"),
    ],
)
def test_another_file_beside_the_result_is_told_even_if_every_digest_fits(
    made: Path, tmp_path: Path, name: str, told: str
) -> None:
    members = open_archive(made)
    content = members[name].replace(b"a.example", b"b.example").replace(b"u3", b"u1").replace(b"A test", b"No test")
    content = content.replace(b"org_name", b"x").replace(b'"rows": 3', b'"rows": 4')
    assert told in verify(tmp_path, reindex({**members, name: content}))


@pytest.mark.parametrize("withheld", [b"[]", b'["settings.json"]'])
def test_settings_that_were_taken_out_are_told_even_if_every_digest_fits(
    made: Path, tmp_path: Path, withheld: bytes
) -> None:
    members = open_archive(made)
    del members["settings.json"]
    members["evidence.json"] = members["evidence.json"].replace(b'"withheld": []', b'"withheld": ' + withheld)
    assert "settings.json is missing" in verify(tmp_path, reindex(members))


def test_who_hides_people_withholds_what_may_name_them(made: Path, tmp_path: Path) -> None:
    archive = tmp_path / "ids.zip"
    ended = orglint("evidence", "result.json", str(archive), "--privacy", "ids", cwd=made)
    assert (ended.returncode, "without settings and waivers" in ended.stdout) == (0, True)
    with zipfile.ZipFile(archive) as packed:
        held = {name: packed.read(name) for name in packed.namelist()}
    assert not {"orglint.yaml", "settings.json", "waivers.yaml"} & held.keys()
    assert json.loads(held["evidence.json"])["withheld"] == ["orglint.yaml", "settings.json", "waivers.yaml"]
    assert b"u1@a.example" not in archive.read_bytes()
    assert orglint("verify", str(archive)).returncode == 0


def test_nothing_is_written_that_would_not_be_verified(made: Path, tmp_path: Path) -> None:
    file = tmp_path / "e.zip"
    other = tmp_path / "pack" / "users"
    other.mkdir(parents=True)
    for name in ("active", "second"):
        (other / f"{name}.yaml").write_text((made / f"rules/users/{name}.yaml").read_text().replace("A test", "Other"))
    refused = {
        ("--only-rules", str(tmp_path / "pack")): (3, "is not the rule that"),
        ("--store", str(tmp_path)): (3, "cannot be read"),
        ("--org", "o2"): (2, "the result is about o1"),
    }
    for words, (code, told) in refused.items():
        ended = orglint("evidence", "result.json", str(file), *words, cwd=made)
        assert (ended.returncode, ended.stdout, told in ended.stderr) == (code, "", True), ended.stderr
        assert ended.stderr.startswith("orglint: no")
        assert not file.exists()
    file.write_text("my notes")
    assert orglint("evidence", "result.json", str(file), cwd=made).returncode == 2
    assert file.read_text() == "my notes"
    file.unlink()
    (tmp_path / "notes.txt").write_text("my notes")
    file.symlink_to(tmp_path / "notes.txt")
    assert orglint("evidence", "result.json", str(file), cwd=made).returncode == 2


STATED = """\
attestations:
  own/tried: {holds: true, statement: Restored, owner: it-ops, on: 2026-10-01, until: 2027-01-01}
accepted:
  - {table: users, difference: 1, reason: A bot, owner: it-ops, until: 2026-12-01}
"""


def state(home: Path, waivers: str) -> None:
    """Make a result that a waiver file decides, which no settings name."""
    stores.rules(home, active="medium")
    stated = "title: Tried\nseverity: low\nattest: true\nwhy: A test.\nfix: None.\ncontrols: {}\n"
    (home / "rules" / "own").mkdir()
    (home / "rules" / "own" / "tried.yaml").write_text(stated)
    sealed(home / "orglint-store", "o1", [user("u1"), user("u3", status="suspended")])
    (home / "orglint.yaml").write_text("organization: o1\nrules: [rules]\nmax_age: 9999d\n")
    (home / "waivers.yaml").write_text(waivers)
    words = ("--waivers", "waivers.yaml", "--as-of", "2026-11-01T12:00:00Z")
    ended = orglint("check", *words, "--format", "json=result.json", cwd=home)
    assert ended.returncode in (0, 1, 3), ended.stderr


@pytest.mark.parametrize(
    ("waivers", "decided", "other"),
    [
        (WAIVERS, "1 finding waived", WAIVERS.replace("it-ops", "nobody")),
        (STATED, "1 rule attested", STATED.replace("2026-10-01", "2026-10-02")),
    ],
    ids=["waived", "attested"],
)
def test_what_a_waiver_file_decided_is_no_evidence_without_it(
    tmp_path: Path, waivers: str, decided: str, other: str
) -> None:
    state(tmp_path, waivers)
    for shown in ("names", "ids"):
        ended = orglint("evidence", "result.json", "evidence.zip", "--privacy", shown, cwd=tmp_path)
        assert (ended.returncode, ended.stdout) == (3, "")
        assert f"waivers.yaml is missing, by which result.json was decided: {decided}" in ended.stderr
        assert "--waivers" in ended.stderr
        (tmp_path / "other.yaml").write_text(other)
        words = ("--waivers", "other.yaml", "--privacy", shown)
        ended = orglint("evidence", "result.json", "evidence.zip", *words, cwd=tmp_path)
        assert (ended.returncode, "that waivers.yaml does not have" in ended.stderr) == (3, True)
        assert not (tmp_path / "evidence.zip").exists()
    ended = orglint("evidence", "result.json", "evidence.zip", "--waivers", "waivers.yaml", cwd=tmp_path)
    assert (ended.returncode, ended.stderr) == (0, "")
    assert orglint("verify", "evidence.zip", cwd=tmp_path).returncode == 0
    members = open_archive(tmp_path)
    del members["waivers.yaml"]
    assert f"waivers.yaml is missing, by which result.json was decided: {decided}" in verify(tmp_path, reindex(members))
    members["evidence.json"] = members["evidence.json"].replace(b'"withheld": []', b'"withheld": ["waivers.yaml"]')
    assert "waivers.yaml is missing" in verify(tmp_path, reindex(members))


def test_an_archive_that_is_not_there_is_no_snapshot(tmp_path: Path) -> None:
    ended = orglint("verify", "nofile.zip", cwd=tmp_path)
    assert ended.returncode == 3
    assert "there is no archive nofile.zip" in ended.stderr
