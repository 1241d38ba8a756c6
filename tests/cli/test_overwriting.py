"""Reports overwrite nothing that people write, and two commands that edit a file lose nothing."""

import subprocess
from pathlib import Path

import pytest
import yaml

from cli.conftest import ORGLINT, orglint
from support import stores
from support.stores import sealed, user


@pytest.fixture
def home(tmp_path: Path) -> Path:
    sealed(tmp_path / "orglint-store", "org", [user(f"u{n}", status="suspended") for n in range(5)])
    stores.rules(tmp_path, active="high", known="low")
    return tmp_path


@pytest.mark.parametrize(
    "file", ["waivers.yaml", "orglint.yaml", "rules/users/active.yaml", "new.YML", "orglint-store/pseudonym.key"]
)
@pytest.mark.parametrize("format_", ["json", "csv"])
def test_no_report_takes_the_place_of_what_somebody_wrote(home: Path, file: str, format_: str) -> None:
    (home / "waivers.yaml").write_text("waivers: []\n")
    before = {it: it.read_bytes() for it in home.rglob("*") if it.is_file()}
    ended = orglint("check", "--only-rules", "rules", "--format", f"{format_}={file}", cwd=home)
    assert (ended.returncode, ended.stdout) == (2, "")
    assert "is called like a file that no report is" in ended.stderr
    assert {it: it.read_bytes() for it in home.rglob("*") if it.is_file()} == before


def test_two_that_accept_findings_at_once_lose_no_waiver(home: Path) -> None:
    accept = ("waivers", "accept", "--only-rules", "rules", "--reason", "r", "--owner", "o", "--file", "w.yaml")
    (home / "w.yaml").write_text("waivers: []\n")
    at_once = [
        subprocess.Popen([*ORGLINT, *accept, rule], cwd=home, stdout=subprocess.PIPE, text=True)
        for rule in ("users/active", "users/known", "users/active")
    ]
    said = [process.communicate(timeout=100)[0] for process in at_once]
    written = sum(int(it.split()[1]) for it in said if it.startswith("wrote ") and "nothing" not in it)
    entries = yaml.safe_load((home / "w.yaml").read_text())["waivers"]
    assert len(entries) == written >= 5


def test_a_limit_that_nobody_means_is_a_mistake(home: Path) -> None:
    ended = orglint("check", "--only-rules", "rules", "--limit", "9223372036854775808", cwd=home)
    assert (ended.returncode, "1<=x<=1000000000" in ended.stderr) == (2, True)
