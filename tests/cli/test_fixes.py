"""`orglint fixes`: of a stored result, and of the newest snapshot; it sends nothing."""

import json
from pathlib import Path

import pytest

from cli.conftest import orglint
from support import stores
from support.stores import sealed, user

REMEDIATION = """\
remediation:
  operation: DELETE /v2/orgs/{orgId}/directories/{directoryId}/users/{accountId}
  path: {directoryId: "-", accountId: user.accountId}
  effect: Removes the user.
"""
WHERE = ("--store", "store", "--only-rules", "rules", "--max-age", "99999d")


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A store with users, and a rule that two of them break, which one call puts right."""
    rule = stores.rules(tmp_path, active="high") / "users" / "active.yaml"
    rule.write_text(rule.read_text() + REMEDIATION)
    sealed(tmp_path / "store", "org", [user("u1"), user("u2", status="suspended"), user("u'3", status="suspended")])
    return tmp_path


def test_a_stored_result_and_the_newest_snapshot_give_the_same_calls(home: Path) -> None:
    orglint("check", *WHERE, "--format", "json=r.json", cwd=home)
    for format_ in ("json", "markdown", "script"):
        stored = orglint("fixes", "r.json", "--max-age", "99999d", "--format", format_, cwd=home)
        judged = orglint("fixes", *WHERE, "--format", format_, cwd=home)
        assert (stored.returncode, stored.stdout) == (judged.returncode, judged.stdout) == (0, stored.stdout)
        assert "orgs/org/directories/-/users/u2" in stored.stdout or "id_accountId=" in stored.stdout
        assert "no call for users/active, its key is not an id that the API makes: users u'3" in stored.stderr


def test_a_result_that_is_too_old_today_is_in_doubt(home: Path) -> None:
    orglint("check", *WHERE, "--format", "json=r.json", cwd=home)
    for format_ in ("json", "markdown", "script"):
        old = orglint("fixes", "r.json", "--format", format_, cwd=home)
        assert (old.returncode, "old, older than the " in old.stdout) == (0, True)
        fresh = orglint("fixes", "r.json", "--max-age", "99999d", "--format", format_, cwd=home)
        assert "old, older than the " not in fresh.stdout


def test_a_result_of_another_organization_than_is_named_is_refused(home: Path) -> None:
    orglint("check", *WHERE, "--format", "json=r.json", cwd=home)
    for words in (("fixes", "r.json"), ("controls", "soc2", "r.json"), ("evidence", "r.json", "e.zip")):
        ended = orglint(*words, "--org", "other", cwd=home)
        assert (ended.returncode, ended.stdout) == (2, ""), words
        assert "the result is about org, and --org names other" in ended.stderr


def test_what_is_waived_gets_no_call(home: Path) -> None:
    accepted = orglint("waivers", "accept", "--reason", "A move", "--owner", "it-ops", *WHERE[:4], cwd=home)
    assert accepted.returncode == 0, accepted.stderr
    ended = orglint("fixes", *WHERE, "--waivers", "waivers.yaml", "--format", "json", cwd=home)
    document = json.loads(ended.stdout)
    assert (document["calls"], document["waived"], ended.stderr) == ([], 2, "")


def test_with_ids_nobody_is_named_and_pseudonyms_are_refused(home: Path) -> None:
    named, ids = (orglint("fixes", *WHERE, "--privacy", it, "--format", "script", cwd=home) for it in ("names", "ids"))
    assert "u2@a.example" in named.stdout
    assert "@a.example" not in ids.stdout
    assert "id_accountId='u2'" in ids.stdout
    key = {"ORGLINT_PSEUDONYM_KEY": "k" * 64}
    ended = orglint("fixes", *WHERE, "--privacy", "pseudonyms", cwd=home, **key)
    assert (ended.returncode, ended.stdout) == (2, "")
    orglint("check", *WHERE, "--privacy", "pseudonyms", "--format", "json=p.json", cwd=home, **key)
    ended = orglint("fixes", "p.json", cwd=home)
    assert (ended.returncode, ended.stdout) == (2, "")
    assert "pseudonyms hide them" in ended.stderr


def test_more_calls_than_are_asked_for_are_told(home: Path) -> None:
    ended = orglint("fixes", *WHERE, "--limit", "1", "--format", "json", cwd=home)
    assert json.loads(ended.stdout)["beyond_limit"] == 1
    assert "1 finding more did not fit" in ended.stderr


ROLES = {
    "ordinary": [],
    "ai": ["atlassian/ai-access"],
    "admin": ["atlassian/org-admin"],
    "site": ["atlassian/site-admin"],
}
ROLES |= {"strange": ["atlassian/some-role"], "emergency": [], "hidden": []}
SETTINGS = "rules: [bundled, ./rules]\nsettings:\n  break_glass: [Emergency@a.example]\n"


def held(home: Path, *words: str) -> tuple[dict[str, bool], str]:
    """Return which accounts have a call that is held back, and what was said."""
    ended = orglint("fixes", *words, "--config", "orglint.yaml", "--store", "store", "--format", "json", cwd=home)
    assert ended.returncode == 0, ended.stderr
    return {it["key"]: it["about_admin"] for it in json.loads(ended.stdout)["calls"]}, ended.stderr


def test_only_accounts_that_the_snapshot_shows_to_be_ordinary_are_not_held_back(home: Path) -> None:
    rows = [user(name, status="suspended", platformRoles=roles) for name, roles in ROLES.items()]
    rows[-1]["email"] = None
    sealed(home / "other", "org", rows, asked=("platformRoles",))
    (home / "store").rename(home / "no-roles")
    (home / "other").rename(home / "store")
    (home / "orglint.yaml").write_text(SETTINGS)
    words = ("--only", "users/active", "--max-age", "99999d")
    known = {name: name not in {"ordinary", "ai"} for name in ROLES}
    assert held(home, *words) == (known, "")
    orglint("check", *words, "--config", "orglint.yaml", "--store", "store", "--format", "json=r.json", cwd=home)
    assert held(home, "r.json") == (known, "")
    (home / "store").rename(home / "gone")
    (home / "store").mkdir()
    every, said = held(home, "r.json")
    assert every == dict.fromkeys(ROLES, True)
    assert "every call about an account is held back: store has no snapshot" in said


def test_accounts_whose_roles_were_not_asked_for_are_held_back(home: Path) -> None:
    orglint("check", *WHERE, "--format", "json=r.json", cwd=home)
    document = json.loads(orglint("fixes", "r.json", "--store", "store", "--format", "json", cwd=home).stdout)
    assert {it["key"]: it["about_admin"] for it in document["calls"]} == {"u2": True}
