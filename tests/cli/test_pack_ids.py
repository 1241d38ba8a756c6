"""A pack may replace rules of others, and call its own by new ids: told in every report, and never guessed."""

import json
from pathlib import Path
from typing import Any

import pytest
import yaml

from cli.conftest import orglint
from orglint import rulebook
from support import stores
from support.stores import sealed, user

COUNT = (rulebook.find_bundled_rules() / "admins/count.yaml").read_text()


def make_pack(folder: Path, *ids: str, **said: Any) -> str:
    """Write a pack with a rule for each id: the one about the number of admins."""
    for identity in ids:
        path = folder / f"{identity}.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(COUNT)
    (folder / "pack.yaml").write_text(yaml.safe_dump({"name": folder.name, "version": "1.0.0", **said}))
    return str(folder)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """Return a folder with a snapshot in which one of three users is suspended, and a pack that renamed its rule."""
    sealed(tmp_path / "orglint-store", "org", [user("u1"), user("u2"), user("u3", status="suspended")])
    ours = stores.rules(tmp_path / "ours", active="high")
    (ours / "pack.yaml").write_text("name: ours\nversion: 1.0.0\nrenamed: {users/in-use: users/active}\n")
    ours.rename(tmp_path / "rules")
    return tmp_path


def check(home: Path, *words: str, code: int = 1) -> tuple[dict[str, Any], str]:
    files = ("--format", "json=r.json", "--format", "html=r.html", "--format", "terminal")
    ended = orglint("check", "--max-age", "9999d", *files, *words, cwd=home, COLUMNS="200")
    assert ended.returncode == code, ended.stderr
    (home / "r.txt").write_text(ended.stdout)
    return json.loads((home / "r.json").read_text()), ended.stderr


def test_a_rule_that_replaces_another_counts_and_every_report_tells_it(home: Path) -> None:
    pack = make_pack(home / "mine", "admins/count", "admins/more", replaces=["admins/count"])
    found, _ = check(home, "--rules", pack, "--only", "admins/*", code=3)
    assert [it["id"] for it in found["rules"]].count("admins/count") == 1
    assert found["choice"]["replaced"] == [{"id": "admins/count", "pack": "mine", "instead_of": "bundled"}]
    for report in ("r.txt", "r.html"):
        assert "pack mine replaces 1 rule of bundled: admins/count" in (home / report).read_text()
    across = orglint("check", "orglint-store", "--across", "history", "--rules", pack, cwd=home, COLUMNS="200").stdout
    assert "pack mine replaces 1 rule of bundled: admins/count" in across
    shown = orglint("rules", "show", "admins/count", "--rules", pack, cwd=home, COLUMNS="400").stdout
    assert f"from{pack}/admins/count.yaml" in "".join(shown.split())
    listed = orglint("rules", "list", "--rules", pack, "--only", "admins/count", cwd=home).stdout
    assert listed.endswith("(pack mine, in place of bundled)\n")


def test_a_rule_that_replaces_a_bundled_one_runs_whatever_its_profile(tmp_path: Path) -> None:
    pack = make_pack(tmp_path / "mine", "accounts/dormant", replaces=["accounts/dormant"])
    listed = orglint("rules", "list", "--profile", "essential", "--rules", pack).stdout
    assert "accounts/dormant" in listed
    assert "accounts/dormant" not in orglint("rules", "list", "--profile", "essential").stdout


def refuse(*packs: str, command: str = "check") -> str:
    words = [word for pack in packs for word in ("--rules", pack)]
    ended = orglint(*command.split(), *words)
    assert (ended.returncode, ended.stdout) == (2, "")
    return ended.stderr


@pytest.mark.parametrize(
    ("ids", "said", "mistake"),
    [
        (["a/b"], {"replaces": ["admins/count"]}, "replaces admins/count, and has no rule of that id; it has a/b"),
        (["admins/more"], {"replaces": ["admins/mroe"]}, "has no rule of that id; did you mean admins/more?"),
        (
            ["admins/cuont"],
            {"replaces": ["admins/cuont"]},
            "no other pack has a rule of that id; did you mean admins/c",
        ),
        (["a/b"], {"renamed": {"a/old": "a/c"}}, "calls a/old a/c, and has no rule of that id; did you mean a/b?"),
        (["a/b", "a/c"], {"renamed": {"a/c": "a/b"}}, "and still has a rule a/c: "),
        (["a/b"], {"renamed": {"a/1": "a/2", "a/2": "a/b"}}, "calls a/1 a/2, which is an old id itself: write a/b"),
        (["a/b"], {"renamed": {"admins/count": "a/b"}}, "has that id: an old id has to stay free"),
        (["a/b"], {"replaces": ["a/b", "a/b"]}, "pack.yaml:"),
        (["a/b"], {"replaces": "a/b"}, "pack.yaml:"),
        (["a/b"], {"replaces": ["a/*"]}, "the id of a rule, such as accounts/dormant"),
        (["a/b"], {"renamed": {"a/c": 7}}, "pack.yaml:"),
        (["a/b"], {"renamed": ["a/c"]}, "pack.yaml:"),
        (["a/b"], {"renamed": {"": "a/b"}}, "pack.yaml:"),
        (["a/b"], {"rename": {"a/c": "a/b"}}, "did you mean renamed?"),
    ],
)
def test_what_is_wrong_with_ids_is_a_mistake_at_its_place(
    tmp_path: Path, ids: list[str], said: dict[str, Any], mistake: str
) -> None:
    told = refuse(make_pack(tmp_path / "mine", *ids, **said))
    assert told.startswith(f"orglint: {tmp_path}/mine/pack.yaml:")
    assert mistake in told


def test_an_id_that_two_packs_replace_is_a_mistake_that_names_both(tmp_path: Path) -> None:
    one = make_pack(tmp_path / "one", "admins/count", replaces=["admins/count"])
    two = make_pack(tmp_path / "two", "admins/count", replaces=["admins/count"])
    told = refuse(one, two)
    assert f"{two}/admins/count.yaml: two rules have the id admins/count: the other is {one}/admins/count.yaml" in told
    assert told.count("two rules have the id") == 1


def test_what_replaces_an_old_id_is_told_the_new_one(tmp_path: Path) -> None:
    one = make_pack(tmp_path / "one", "a/new", renamed={"a/old": "a/new"})
    two = make_pack(tmp_path / "two", "a/old", replaces=["a/old"])
    assert "replaces a/old, which is called a/new now: rename the file, and say replaces: [a/new]" in refuse(one, two)


def test_two_packs_that_rename_one_id_differently_are_a_mistake(tmp_path: Path) -> None:
    one = make_pack(tmp_path / "one", "a/new", renamed={"a/old": "a/new"})
    two = make_pack(tmp_path / "two", "b/new", renamed={"a/old": "b/new"})
    assert f"calls a/old a/new, and {two}/pack.yaml calls it b/new" in refuse(one, two)


def test_a_pack_that_replaces_bundled_rules_can_be_tried_alone(tmp_path: Path) -> None:
    pack = make_pack(tmp_path / "mine", "admins/count", replaces=["admins/count"])
    assert orglint("rules", "list", "--only-rules", pack).returncode == 0


NOW = "users/in-use is called users/active now; the old id still works\n"


def test_an_old_id_works_wherever_an_id_is_written_and_is_told_once(home: Path) -> None:
    packs = ("--only-rules", "rules")
    found, told = check(home, *packs, "--only", "users/in-use")
    assert ([it["id"] for it in found["rules"]], told) == (["users/active"], f"orglint: {NOW}")
    shown = orglint("rules", "show", "users/in-use", *packs, cwd=home)
    assert (shown.stdout[:13], shown.stderr) == ("users/active:", f"orglint: {NOW}")
    explained = orglint("check", *packs, "--max-age", "9999d", "--explain", "users/in-use:u3", cwd=home)
    assert (explained.returncode, explained.stderr) == (1, f"orglint: {NOW}")
    assert "users/active" in explained.stdout
    skipped = orglint("check", *packs, "--skip", "users/in-use", cwd=home)
    assert (skipped.returncode, NOW in skipped.stderr) == (2, True)


def test_an_old_id_works_in_settings_and_waivers_and_says_where_it_is_written(home: Path) -> None:
    statement = "{rule: users/in-use, subject: u3, reason: On leave, owner: it, until: 2026-11-30}"
    (home / "waivers.yaml").write_text(f"waivers:\n  - {statement}\n")
    (home / "orglint.yaml").write_text("rules: [./rules]\noverrides:\n  users/in-use: {severity: low}\n")
    ended = orglint("waivers", "check", "waivers.yaml", cwd=home)
    assert (ended.returncode, ended.stdout[:22]) == (0, "no mistakes: 1 waiver,"), ended.stderr
    found, told = check(home, "--waivers", "waivers.yaml", "--as-of", "2026-11-02", code=0)
    rule = found["rules"][0]
    assert (rule["id"], rule["severity"], rule["waived"]) == ("users/active", "low", 1)
    assert told == f"orglint: orglint.yaml:3: {NOW}"


def test_a_value_may_be_set_by_an_old_id(tmp_path: Path) -> None:
    sealed(tmp_path / "orglint-store", "org", [user("u1")])
    pack = make_pack(tmp_path / "mine", "a/new", renamed={"a/old": "a/new"})
    found, told = check(tmp_path, "--only-rules", pack, "--set", "a/old.max=9", code=3)
    assert found["rules"][0]["parameters"]["max"] == 9
    assert told == "orglint: --set: a/old is called a/new now; the old id still works\n"


def test_an_old_id_of_a_pack_that_is_not_used_is_no_id(tmp_path: Path) -> None:
    make_pack(tmp_path / "mine", "a/new", renamed={"a/old": "a/new"})
    assert "no rule's id matches a/old" in orglint("check", "--only", "a/old", cwd=tmp_path).stderr
