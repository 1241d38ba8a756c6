"""Which files of a folder are rules: none is left out without a word, whatever it is called and whoever may read it."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from cli.conftest import ORGLINT, orglint
from rulebook.test_mistakes import GOOD

ROOT = os.geteuid() == 0
CAPABILITIES = "-dac_override,-dac_read_search"
BOUND = ["setpriv", f"--bounding-set={CAPABILITIES}", f"--inh-caps={CAPABILITIES}"] if ROOT else []
"""Makes root obey permissions as others do."""

LIST = ("rules", "list", "--only-rules")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "rules" / "sec").mkdir(parents=True)
    for name in ("ok.yaml", "sec/bad.yaml"):
        (tmp_path / "rules" / name).write_text(GOOD)
    return tmp_path / "rules"


@pytest.mark.skipif(ROOT and not shutil.which("setpriv"), reason="root reads everything")
@pytest.mark.parametrize("mode", [0o000, 0o100, 0o400])
@pytest.mark.parametrize("closed", ["sec", "."])
def test_a_folder_that_cannot_be_read_is_a_mistake(folder: Path, closed: str, mode: int) -> None:
    (folder / closed).chmod(mode)
    try:
        ended = subprocess.run(
            [*BOUND, *ORGLINT, *LIST, str(folder)], capture_output=True, text=True, check=False, timeout=60
        )
    finally:
        (folder / closed).chmod(0o700)
    assert (ended.returncode, ended.stdout) == (2, "")
    assert str(folder / closed) in ended.stderr
    assert "cannot be read: Permission denied" in ended.stderr or "is not readable" in ended.stderr


@pytest.mark.parametrize(
    "name",
    ["extra.yml", "Extra.YAML", "extra.yaml.", "extra.yaml ", "extra.yaml\u00a0", "sec/extra.yaml..", ".yaml", ".yml"],
)
def test_a_file_that_looks_like_a_rule_and_would_not_be_read_is_a_mistake(folder: Path, name: str) -> None:
    (folder / name).write_text(GOOD)
    ended = orglint(*LIST, str(folder))
    assert (ended.returncode, ended.stdout) == (2, "")
    assert f"{folder}/{name}".replace("\u00a0", "\\xa0") in ended.stderr
    assert "would not be read as a rule" in ended.stderr


@pytest.mark.parametrize("target", ["../elsewhere", "round", "nowhere.yaml"])
def test_a_link_that_would_not_be_followed_is_a_mistake(folder: Path, target: str) -> None:
    (folder.parent / "elsewhere").mkdir()
    name = {"round": "round", "nowhere.yaml": "lost.yaml"}.get(target, "more")
    (folder / name).symlink_to(target)
    ended = orglint(*LIST, str(folder))
    assert (ended.returncode, ended.stdout) == (2, "")
    assert f"{folder / name}: would not be read as a rule" in ended.stderr


def test_a_link_to_a_file_is_a_rule(folder: Path) -> None:
    (folder / "same.yaml").symlink_to("ok.yaml")
    assert orglint(*LIST, str(folder)).stdout.count("Admins are managed") == 3


@pytest.mark.parametrize("name", [".git/x.yaml", ".hidden.yaml", "README.md", "a.yaml~", "#a.yaml#", "a.yaml.bak"])
def test_what_is_no_rule_by_its_name_is_left_out(folder: Path, name: str) -> None:
    (folder / name).parent.mkdir(exist_ok=True)
    (folder / name).write_text("no rule")
    ended = orglint(*LIST, str(folder))
    assert (ended.returncode, ended.stderr, len(ended.stdout.splitlines())) == (0, "", 2)


@pytest.mark.parametrize("name", ["two\nlines.yaml", "red\x1b[31m/one.yaml"])
def test_a_name_that_cannot_be_printed_is_no_id(folder: Path, name: str) -> None:
    (folder / name).parent.mkdir(exist_ok=True)
    (folder / name).write_text(GOOD)
    ended = orglint(*LIST, str(folder))
    shown = name.replace("\n", "\\n").replace("\x1b", "\\x1b")
    assert (ended.returncode, ended.stdout) == (2, "")
    assert ended.stderr == (
        f"orglint: {folder}/{shown}: cannot be the id of a rule: there are signs in it that cannot be printed\n"
    )


def test_what_is_wrong_with_names_and_files_is_told_at_once(folder: Path) -> None:
    (folder / "extra.yml").write_text(GOOD)
    (folder / "ok.yaml").write_text(GOOD.replace("high", "severe"))
    told = orglint(*LIST, str(folder)).stderr
    assert "extra.yml: would not be read" in told
    assert "ok.yaml:2:11: severity is one of" in told
