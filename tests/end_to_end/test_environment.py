"""The same snapshot at the same time gives the same report, whatever surrounds the process."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from support.bundled import find_founding_rules
from support.command import ORGLINT, Ended, orglint, unprivileged
from support.local import local, local_as_process

PYTHON = sys.executable
SURROUNDINGS = {
    "hash seed 1": ((), {"PYTHONHASHSEED": "1"}),
    "random hash seed": ((), {"PYTHONHASHSEED": "random"}),
    "no locale": ((), {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}),
    "UTF-8": ((), {"LC_ALL": "C.UTF-8"}),
    "Kathmandu": ((), {"TZ": "Asia/Kathmandu"}),
    "optimised": (("-O",), {}),
    "safe path": (("-P",), {}),
    "no colour": ((), {"NO_COLOR": "1", "TERM": "dumb"}),
    "forced colour": ((), {"FORCE_COLOR": "1", "COLUMNS": "40"}),
}


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder with a store of one snapshot, and with the report that is expected of it."""
    with local(tmp_path_factory.mktemp("store"), "--users", "150", "--seed", "2") as organization:
        assert organization.snapshot().code == 0
    yield organization.folder
    for path in (organization.folder, *organization.folder.rglob("*")):
        path.chmod(path.stat().st_mode | 0o700)


def judged(store: Path, into: Path, *, python: tuple[str, ...] = ORGLINT, **env: str) -> tuple[Ended, bytes]:
    file = into / "report.json"  # told by its name: where it lies differs
    words = ("check", "--store", store / "orglint-store", "--as-of", "2026-11-01T00:00:00Z", "--max-age", "1000d")
    words = (*words, "--only-rules", find_founding_rules())
    ended = orglint(*words, "--format", f"json={file.name}", at=into, python=python, env=env)
    return ended, file.read_bytes() if file.exists() else b""


@pytest.fixture(scope="module")
def expected(store: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Ended, bytes]:
    return judged(store, tmp_path_factory.mktemp("expected"), PYTHONHASHSEED="0")


@pytest.mark.parametrize("name", SURROUNDINGS)
def test_the_report_is_the_same_byte_for_byte(
    name: str, store: Path, expected: tuple[Ended, bytes], tmp_path: Path
) -> None:
    options, env = SURROUNDINGS[name]
    ended, report = judged(store, tmp_path, python=(PYTHON, *options, "-m", "orglint"), **env)
    assert report.count(b"\n") > 20
    assert (ended, report) == expected


def test_what_the_environment_says_about_proxies_and_certificates_is_not_heard(tmp_path: Path) -> None:
    nowhere = dict.fromkeys(("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"), "http://127.0.0.1:9")
    with local_as_process(tmp_path, "--users", "3") as organization:
        assert organization.snapshot(SSL_CERT_FILE="none", NETRC="none", **nowhere).code == 0


def test_nobody_needs_a_home(store: Path, expected: tuple[Ended, bytes], tmp_path: Path) -> None:
    python = ("env", "-u", "HOME", *ORGLINT)
    assert judged(store, tmp_path, python=python) == expected


def test_a_folder_of_modules_with_our_names_in_it_does_no_harm(
    store: Path, expected: tuple[Ended, bytes], tmp_path: Path
) -> None:
    for name in ("json", "duckdb", "orglint", "click"):
        (tmp_path / f"{name}.py").write_text("raise SystemExit('the wrong module')")
    script = Path(sys.prefix) / "bin" / "orglint"
    assert judged(store, tmp_path, python=(str(script),)) == expected


def test_a_store_that_cannot_be_written_can_be_checked(
    store: Path, expected: tuple[Ended, bytes], tmp_path: Path
) -> None:
    for path in sorted((store / "orglint-store").rglob("*"), reverse=True):
        path.chmod(path.stat().st_mode & ~0o222)
    (store / "orglint-store").chmod(0o555)
    probe = store / "orglint-store" / "probe"
    assert orglint(at=tmp_path, python=(*unprivileged()[:-3], "touch", str(probe))).code != 0
    assert judged(store, tmp_path, python=unprivileged()) == expected
