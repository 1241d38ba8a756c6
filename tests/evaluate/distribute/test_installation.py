"""Two installations that may judge differently are told apart."""

import shutil
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

import orglint
from orglint.evaluate.distribute.installation import describe_installation, list_differences

DESCRIBE = "from orglint.evaluate.distribute.installation import describe_installation as d; print(dict(d()))"


def describe(package: Path) -> dict[str, str]:
    """Return what an installation says of itself that has its package in a folder."""
    words = [sys.executable, "-c", f"import sys; sys.path.insert(0, {str(package.parent)!r}); {DESCRIBE}"]
    printed = subprocess.run(words, capture_output=True, text=True, check=True, cwd=package.parent).stdout
    found: dict[str, str] = eval(printed)
    return found


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    ignored = shutil.ignore_patterns("__pycache__")
    return Path(shutil.copytree(Path(orglint.__file__).parent, tmp_path / "orglint", ignore=ignored))


def test_an_installation_names_what_it_judges_with() -> None:
    found = describe_installation()
    assert (found["orglint"], found["DuckDB"]) == (orglint.__version__, duckdb.__version__)
    assert any(name.startswith("specification of ") for name in found)


def test_the_same_elsewhere_does_not_differ(copy: Path) -> None:
    assert list(list_differences(describe_installation(), describe(copy))) == []


def test_code_with_one_change_differs(copy: Path) -> None:
    (copy / "evaluate/judge/verdicts.py").write_text((copy / "evaluate/judge/verdicts.py").read_text() + "\n")
    (difference,) = list_differences(describe_installation(), describe(copy))
    assert difference.startswith("code ")


@pytest.mark.parametrize("name", sorted(describe_installation()))
def test_whatever_differs_is_told(name: str) -> None:
    here = describe_installation()
    there = {**here, name: "another"}
    assert list(list_differences(here, there)) == [f"{name} another in place of {here[name][:8]}"]
    missing = {other: value for other, value in here.items() if other != name}
    assert list(list_differences(here, missing)) == [f"{name} none in place of {here[name][:8]}"]
