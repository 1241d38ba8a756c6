"""`orglint store forget` forgets who is named whole, and nobody else: parts of ids and addresses are other people's."""

import shutil
from datetime import timedelta
from pathlib import Path

import pytest

from cli.conftest import orglint
from cli.test_store_forget import RULE, A, forget, read_rows, role, user
from orglint.model.snapshot import Snapshot
from orglint.results.kept import keep_result, list_kept
from orglint.results.read import read_result
from orglint.snapshots import read_snapshot
from orglint.snapshots.collecting import AnsweredKeys
from support.making import NOON, Making

LONG, LONGER = "712020:3d1286ca-1", "712020:3d1286ca-1:2"
MUELLER = "mueller@isobar.example"


@pytest.fixture(scope="module")
def sealed(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    """Return a snapshot of people whose ids and addresses are parts of each other's."""
    users = [
        user(A, email=MUELLER, name="One"),
        user(LONG, email=f"hanna.{MUELLER}", name=f"Deputy of {MUELLER}."),
        user(LONGER, email=f"{MUELLER}.org", name="active"),
        user("3d1286ca-1", email="a@isobar.example", name="users", status="suspended"),
    ]
    beside = {
        "user_roles": [role(A, "atlassian/admin"), role(LONG, "atlassian/user")],
        "organization": [{"id": "org-1", "name": f"The isobar of {MUELLER}"}],
        "policies": [
            {"id": "p1", "name": "P", "resources": [{"id": "r1", "meta": {"atlassianAccountId": "712020:left"}}]}
        ],
    }
    asked = {"user_roles": AnsweredKeys(2, (A, LONG))}
    return Making(tmp_path_factory.mktemp("sealed")).snapshot(users, beside=beside, by_key=asked)


@pytest.fixture
def snapshot(sealed: Snapshot, tmp_path: Path) -> Snapshot:
    shutil.copytree(sealed.folder.parents[1], tmp_path / "store")
    return read_snapshot(tmp_path / "store/snapshots" / sealed.id)


PARTS = ("712020", "712020:3d1286ca", "a", "712020:A", "p1", "active", "users")
ADDRESSES = ("isobar.example", "mueller", "mueller@isobar", "r@isobar.example")


def test_a_part_or_a_word_is_nobody_and_changes_nothing(snapshot: Snapshot) -> None:
    store = snapshot.folder.parents[1]
    before = {it: it.read_bytes() for it in snapshot.folder.iterdir()}
    for said in (*PARTS, *ADDRESSES):
        ended = forget(store, said)
        assert (said, ended.returncode, ended.stdout) == (said, 2, "")
        assert "nobody in the store" in ended.stderr
    assert {it: it.read_bytes() for it in snapshot.folder.iterdir()} == before


@pytest.mark.parametrize("said", [A, "Mueller@Isobar.example"])
def test_who_has_a_longer_address_keeps_it(snapshot: Snapshot, said: str) -> None:
    assert forget(snapshot.folder.parents[1], said).returncode == 0
    after = read_snapshot(snapshot.folder)
    emails = Making(snapshot.folder).cells(after, "email, name")
    assert emails == [
        ("a@isobar.example", "users"),
        (f"hanna.{MUELLER}", None),
        (f"{MUELLER}.org", "active"),
    ]
    assert after.organization_name == "The isobar of somebody who is forgotten"
    assert f'"{MUELLER}' not in (snapshot.folder / "manifest.json").read_text()
    assert [(it.rows["users"], it.cells["users"], it.cells["organization"]) for it in after.forgotten] == [(1, 1, 1)]


@pytest.mark.parametrize("said", [LONG, LONGER, "3d1286ca-1"])
def test_who_has_a_longer_id_stays(snapshot: Snapshot, said: str) -> None:
    assert forget(snapshot.folder.parents[1], said).returncode == 0
    after = read_snapshot(snapshot.folder)
    everybody = {A, LONG, LONGER, "3d1286ca-1"}
    assert {it for (it,) in Making(snapshot.folder).cells(after, "accountId")} == everybody - {said}


def test_an_account_that_only_another_row_names_is_somebody(snapshot: Snapshot) -> None:
    assert forget(snapshot.folder.parents[1], "712020:left").returncode == 0
    assert "712020:left" not in "".join(read_rows(read_snapshot(snapshot.folder), "policies"))


KNOWN = {"3d1286ca-1": True, "3d1286ca": False, MUELLER: True, "p1": False}


@pytest.mark.usefixtures("snapshot")
@pytest.mark.parametrize("said", KNOWN)
def test_who_stands_in_kept_results_alone_is_somebody(tmp_path: Path, said: str) -> None:
    known = KNOWN[said]
    (tmp_path / "rules/users").mkdir(parents=True)
    require = "user.status == 'active' && !user.name.contains('Deputy')"
    (tmp_path / "rules/users/one.yaml").write_text(RULE.format("users", "true", require))
    words = ("--only-rules", str(tmp_path / "rules"), "--max-age", "9999d", "--format", "json")
    judged = orglint("check", "--store", str(tmp_path / "store"), *words)
    store = tmp_path / "kept"
    kept = keep_result(store, read_result(judged.stdout.encode(), "judged"), NOON + timedelta(hours=1))
    text = kept.file.read_text()
    assert (said in text) == (said != "p1")
    ended = forget(store, said)
    assert ended.returncode == (0 if known else 2), ended.stderr
    after = [it.file.read_text() for it in list_kept(store)]
    assert (after == [text]) != known
    assert not known or (f'"{said}"' not in after[0] and f"of {said}" not in after[0])
