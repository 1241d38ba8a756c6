"""A stored result is rendered byte for byte as the check that stored it would have written it."""

import json
import subprocess
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from cli.conftest import ORGLINT, orglint
from orglint.model.snapshot import Doubt, DoubtKind, TableState
from orglint.reports import FORMATS
from support.bundled import find_founding_rules
from support.faults import fault
from support.local import local
from support.stores import NOON, rules, sealed, user

FILES = {name: f"{name}.{format_.ending}" for name, format_ in FORMATS.items()}
POLICIES, USERS = "GET /v1/orgs/{orgId}/policies", "POST /v2/orgs/{orgId}/directories/{directoryId}/users/search"
ROWS = [user("u1"), user("u2", status="suspended"), user("u3", status="unheard-of")]


def formats(folder: Path) -> list[str]:
    return [word for name, file in FILES.items() for word in ("--format", f"{name}={folder / file}")]


def contents(folder: Path) -> dict[str, bytes]:
    return {name: (folder / file).read_bytes() for name, file in FILES.items()}


@pytest.fixture
def folders(tmp_path: Path) -> tuple[Path, Path]:
    before, after = tmp_path / "checked", tmp_path / "reported"
    before.mkdir()
    after.mkdir()
    return before, after


@pytest.fixture
def checked(tmp_path: Path) -> Path:
    """A result with a finding and an unknown row, which ends with 3."""
    sealed(tmp_path / "store", "org", ROWS)
    which = ("--only-rules", str(rules(tmp_path, active="high")), "--max-age", "9999d")
    ended = orglint("check", "--store", str(tmp_path / "store"), *which, "--format", f"json={tmp_path / 'r.json'}")
    assert ended.returncode == 3, ended.stderr
    return tmp_path / "r.json"


def state(document: Any) -> str:
    return str(document["snapshot"]["tables"]["policies"]["state"])


ORGANIZATIONS: dict[str, tuple[int, list[Any], Callable[[Any], bool]]] = {
    "whole": (1, [], lambda it: it["decided"]),
    "denied": (2, [fault(POLICIES, "status", status=403)], lambda it: state(it) == "denied"),
    "renamed": (
        3,
        [fault(USERS, "rename", field="claimStatus", to="another")],
        lambda it: "claimStatus" in it["snapshot"]["tables"]["users"]["unknown_columns"],
    ),
    "new values": (
        4,
        [fault(USERS, "set", field="accountStatus", value="hibernated")],
        lambda it: [new["rows"] for new in it["unlisted"]] != [],
    ),
}


@pytest.mark.parametrize("case", ORGANIZATIONS)
def test_every_format_of_a_stored_result_has_the_bytes_that_check_wrote(
    case: str, folders: tuple[Path, Path], tmp_path: Path
) -> None:
    seed, faults, shows = ORGANIZATIONS[case]
    with local(tmp_path / "local", "--users", "150", "--seed", str(seed), faults=faults) as organization:
        organization.snapshot("--store", "store")
    before, after = folders
    declared = ("--accept-difference", "users=3", "--known-value", "policies.status=paused", "--skip", "admins/count")
    store = str(tmp_path / "local" / "store")
    founding = ("--only-rules", str(find_founding_rules()))
    judged = orglint("check", "--store", store, *founding, *declared, "--limit", "3", *formats(before))
    assert judged.returncode in {1, 3}, judged.stderr
    assert shows(json.loads((before / FILES["json"]).read_bytes()))
    rendered = orglint("report", str(before / FILES["json"]), "--limit", "3", *formats(after))
    assert (rendered.returncode, rendered.stdout) == (0, "")
    assert contents(after) == contents(before)


LOSS = Doubt(DoubtKind.LOSS, "3 rows, 7 fewer than the 10 in another snapshot", 7)


def test_what_was_accepted_is_told_as_check_told_it(folders: tuple[Path, Path], tmp_path: Path) -> None:
    lost: dict[str, Any] = {"state": TableState.DOUBTFUL, "reason": LOSS.text, "doubts": (LOSS,)}
    measure = sealed(tmp_path / "store", "org", ROWS[:2], at=NOON - timedelta(days=1), **lost)
    sealed(tmp_path / "store", "org", ROWS[:2], **lost)
    sealed(tmp_path / "short", "org", ROWS[:2], expected=5, expected_by="users/count")
    rule = ("--only-rules", str(rules(tmp_path, active="high")), "--max-age", "9999d")
    accepted = {"store": ("--accept-loss", f"users={measure.id}"), "short": ("--accept-difference", "users=3")}
    before, after = folders
    for store, option in accepted.items():
        ended = orglint("check", "--store", str(tmp_path / store), *rule, *option, *formats(before))
        assert ended.returncode == 1, ended.stderr
        assert json.loads((before / FILES["json"]).read_bytes())["acceptances"][0]["met"]
        orglint("report", str(before / FILES["json"]), *formats(after))
        assert contents(after) == contents(before)


def test_what_it_says_at_the_terminal_is_what_check_said(tmp_path: Path, checked: Path) -> None:
    which = ("--only-rules", str(tmp_path / "rules"), "--max-age", "9999d", "--store", str(tmp_path / "store"))
    assert orglint("report", str(checked)).stdout == orglint("check", *which).stdout


def test_standard_input_is_read(checked: Path) -> None:
    ended = subprocess.run(
        [*ORGLINT, "report", "-", "--format", "json"], input=checked.read_bytes(), capture_output=True, check=True
    )
    assert ended.stdout == checked.read_bytes()


@pytest.mark.parametrize(("words", "code"), [((), 0), (("--exit-code",), 3)])
def test_it_ends_with_the_exit_code_of_the_result_only_if_it_is_asked_to(
    checked: Path, words: tuple[str, ...], code: int
) -> None:
    page = checked.parent / "page.html"
    ended = orglint("report", str(checked), "--format", f"html={page}", *words)
    assert (ended.returncode, ended.stdout) == (code, "")
    assert ended.stderr == f"orglint · FAIL · exit code {code} · written to {page}\n"


def test_results_of_many_snapshots_have_the_bytes_that_check_wrote(folders: tuple[Path, Path], tmp_path: Path) -> None:
    seals = [sealed(tmp_path / "store", name, ROWS[: number + 1]) for number, name in enumerate("abc")]
    (seals[1].folder / "users.parquet").write_bytes(b"x")
    which = ("--only-rules", str(rules(tmp_path, active="high", other="low")), "--max-age", "9999d")
    before, after = (
        [word for name in ("json", "terminal") for word in ("--format", f"{name}={folder / FILES[name]}")]
        for folder in folders
    )
    judged = orglint("check", str(tmp_path / "store"), "--across", "organizations", *which, *before)
    rendered = orglint("report", str(folders[0] / FILES["json"]), *after, "--exit-code")
    assert (judged.returncode, rendered.returncode) == (3, 3)
    for name in ("json", "terminal"):
        assert (folders[1] / FILES[name]).read_bytes() == (folders[0] / FILES[name]).read_bytes()


def test_results_of_many_snapshots_are_no_table(tmp_path: Path) -> None:
    sealed(tmp_path / "store", "a", ROWS)
    many = ("--across", "history", "--only-rules", str(rules(tmp_path, active="high")))
    orglint("check", str(tmp_path / "store"), *many, "--format", f"json={tmp_path / 'many.json'}")
    ended = orglint("report", str(tmp_path / "many.json"), "--format", "csv")
    assert (ended.returncode, ended.stdout) == (2, "")
    assert "nothing was rendered: --format csv cannot hold many snapshots" in ended.stderr


def test_an_explanation_is_refused(tmp_path: Path) -> None:
    sealed(tmp_path / "store", "org", ROWS)
    which = ("--only-rules", str(rules(tmp_path, active="high")), "--store", str(tmp_path / "store"))
    told = tmp_path / "told.json"
    orglint("check", *which, "--explain", "users/active", "--format", f"json={told}")
    ended = orglint("report", str(told))
    assert (ended.returncode, ended.stdout) == (3, "")
    assert "told.json explains one row, and is not a result" in ended.stderr


def test_what_cannot_be_read_is_refused_in_one_message(tmp_path: Path) -> None:
    (tmp_path / "text").write_text("no result")
    (tmp_path / "huge").touch()
    with (tmp_path / "huge").open("r+b") as stream:
        stream.truncate((1 << 29) + 1)
    said = {
        "none": "cannot be read: No such file or directory",
        "text": "is not a result: it is not JSON",
        "huge": "has more than 512 MiB",
    }
    for name, expected in said.items():
        ended = orglint("report", str(tmp_path / name))
        assert (ended.returncode, ended.stdout) == (3, ""), name
        assert expected in ended.stderr
        assert len(ended.stderr.splitlines()) == 2
    assert orglint("report", str(tmp_path)).returncode == 2


def test_a_file_that_was_changed_is_not_rendered(checked: Path) -> None:
    document = json.loads(checked.read_bytes())
    document["rules"][0] |= {"outcome": "pass", "failed": 0, "unknown": 0}
    checked.write_text(json.dumps(document))
    ended = orglint("report", str(checked))
    assert (ended.returncode, ended.stdout) == (3, "")
    assert "at totals it contradicts its rules" in ended.stderr


def test_a_report_is_not_written_into_a_store(tmp_path: Path, checked: Path) -> None:
    place = tmp_path / "store" / "snapshots" / "r.html"
    ended = orglint("report", str(checked), "--format", f"html={place}")
    assert ended.returncode == 2
    assert f"nothing was rendered: {place} is in snapshots/ of a store" in ended.stderr
