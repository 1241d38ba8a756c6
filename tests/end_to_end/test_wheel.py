"""What users install: the wheel, in an empty environment, run from an empty folder."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from contextlib import suppress
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from zipfile import ZipFile

import pytest

from support.specification import PACKAGES

ROOT = Path(__file__).parents[2]


def run(*words: str | Path, at: Path, env: Mapping[str, str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(word) for word in words], cwd=at, env=env, capture_output=True, text=True, check=False, timeout=300
    )


def clean() -> dict[str, str]:
    """Return the environment without anything that points to this checkout."""
    return {name: value for name, value in os.environ.items() if name not in {"PYTHONPATH", "VIRTUAL_ENV"}}


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    made = run(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", folder, at=ROOT, env=clean())
    assert made.returncode == 0, made.stdout + made.stderr
    (file,) = folder.iterdir()
    return file


def read_lock(name: str) -> dict[str, list[str]]:
    """Return what a lock names, as name==version, with the hashes of its files."""
    entries = re.split(r"^(?=\w)", (ROOT / "requirements" / f"{name}.txt").read_text("utf-8"), flags=re.MULTILINE)
    return {entry.split()[0]: re.findall(r"--hash=(\S+)", entry) for entry in entries if entry}


def copy_locked_packages(into: Path) -> None:
    """Copy what the lock names out of this environment; other systems' packages are not in it."""
    for name in (entry.partition("==")[0] for entry in read_lock("runtime")):
        with suppress(PackageNotFoundError):
            for file in distribution(name).files or ():
                if ".." not in file.parts:
                    (into / file).parent.mkdir(parents=True, exist_ok=True)
                    shutil.copy2(str(file.locate()), into / file)


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the bin folder of an environment that holds what the lock names, and the wheel."""
    folder = tmp_path_factory.mktemp("environment")
    pip = (sys.executable, "-m", "pip", "--python", folder / "bin" / "python", "--disable-pip-version-check")

    def do(*words: str | Path) -> None:
        done = run(*words, at=folder, env=clean())
        assert done.returncode == 0, done.stdout + done.stderr

    do(sys.executable, "-m", "venv", "--without-pip", folder)
    copy_locked_packages(next(folder.glob("lib/python*/site-packages")))
    do(*pip, "install", "--quiet", "--no-compile", "--no-deps", wheel)
    do(*pip, "check")
    return folder / "bin"


@pytest.fixture
def empty(tmp_path: Path) -> Path:
    folder = tmp_path / "empty"
    folder.mkdir()
    return folder


def names(wheel: Path) -> set[str]:
    with ZipFile(wheel) as archive:
        return set(archive.namelist())


def test_the_lock_of_users_names_files_that_the_lock_of_developers_has_installed() -> None:
    """So that what is copied into the empty environment is what pip would have put there."""
    locked, ours = read_lock("runtime"), read_lock("dev")
    assert len(locked) > 20
    assert {entry: ours.get(entry) for entry in locked} == locked


def test_the_wheel_holds_the_tool_the_clients_the_simulator_and_nothing_else(wheel: Path) -> None:
    tops = {name.split("/")[0] for name in names(wheel)}
    assert {top for top in tops if not top.endswith(".dist-info")} == {
        "orglint",
        "orglint_simulator",
        *PACKAGES.values(),
    }


def test_the_wheel_holds_no_tests_no_specification_and_nothing_compiled(wheel: Path) -> None:
    parts = {part for name in names(wheel) for part in Path(name).parts}
    assert not parts & {"tests", "spec", "regen", "linter", "simulator", "generated", "benchmarks", "__pycache__"}
    assert not [name for name in names(wheel) if name.endswith((".pyc", ".openapi.yaml"))]


def test_the_wheel_holds_every_bundled_rule_and_the_data_that_it_needs(wheel: Path) -> None:
    rules = {f"orglint/rules/{file.relative_to(ROOT / 'rules')}" for file in (ROOT / "rules").glob("*/*.yaml")}
    assert len(rules) >= 6
    assert rules | {
        *(f"{package}/{name}" for package in PACKAGES.values() for name in ("py.typed", "schemas.json")),
        "orglint_simulator/__init__.py",
    } <= names(wheel)


def test_the_installed_tool_lists_the_bundled_rules_and_writes_nothing_where_it_is_run(
    installed: Path, empty: Path
) -> None:
    done = run(installed / "orglint", "rules", "list", at=empty, env=clean())
    assert (done.returncode, done.stderr, list(empty.iterdir())) == (0, "", [])
    ids = {str(file.relative_to(ROOT / "rules").with_suffix("")) for file in (ROOT / "rules").glob("*/*.yaml")}
    assert all(rule in done.stdout for rule in ids)


def test_the_installed_tool_proves_its_rules(installed: Path, empty: Path) -> None:
    done = run(installed / "orglint", "rules", "test", at=empty, env=clean())
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("option", ["-P", "-I", "-OO"])
def test_the_installed_tool_runs_as_a_module(option: str, installed: Path, empty: Path) -> None:
    done = run(installed / "python", option, "-m", "orglint", "--version", at=empty, env=clean())
    assert (done.returncode, done.stderr) == (0, "")
    assert "0.1.0" in done.stdout


def test_the_installed_demo_makes_its_reports(installed: Path, empty: Path) -> None:
    done = run(installed / "orglint", "demo", "--users", "200", at=empty, env=clean())
    assert done.returncode == 0, done.stdout + done.stderr
    reports = {file.name for file in empty.rglob("report.*")}
    assert reports == {"report.json", "report.html"}
    assert all(name in done.stdout for name in reports)
    assert "exit code 1" in done.stdout
    assert "Traceback" not in done.stderr
    again = run(installed / "orglint", "check", at=empty / "orglint-demo", env=clean())
    assert (again.returncode, "orglint · " in again.stdout) == (1, True), again.stderr  # as its last line says
