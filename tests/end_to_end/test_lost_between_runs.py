"""What is lost between a run that was stopped and the next is read again, and never sealed as if it were whole."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from support.faults import POLICIES, fault
from support.local import Local, check, local

Harm = Callable[[Path], object]


def lines(change: Callable[[list[bytes]], list[bytes]]) -> Harm:
    return lambda page: page.write_bytes(b"".join(change(page.read_bytes().splitlines(keepends=True))))


HARMS: dict[str, Harm] = {
    "removed": Path.unlink,
    "emptied": lambda page: page.write_bytes(b""),
    "cut in half": lambda page: page.write_bytes(page.read_bytes()[: page.stat().st_size // 2]),
    "without its last row": lines(lambda rows: rows[:-1]),
    "with a row twice": lines(lambda rows: rows + rows[-1:]),
    "with a letter changed": lambda page: page.write_bytes(page.read_bytes().replace(b"ver", b"vex", 1)),
}


@contextmanager
def stopped(folder: Path) -> Iterator[tuple[Local, Path]]:
    """Serve an organization of which all but the policies has been read, and say where that is kept."""
    with local(folder, "--users", "250", faults=[fault(POLICIES, "status", [1], status=401)]) as organization:
        assert organization.snapshot("--all").code == 4
        yield organization, next((folder / "orglint-store" / "collecting").iterdir())


def rows(folder: Path) -> dict[str, tuple[str, int]]:
    tables: dict[str, Any] = check(folder)[1]["snapshot"]["tables"]
    return {name: (table["state"], table["rows"]) for name, table in tables.items()}


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[str, int]]:
    folder = tmp_path_factory.mktemp("whole")
    with local(folder, "--users", "250") as organization:
        assert organization.snapshot("--all").code == 0
    return rows(folder)


@pytest.mark.parametrize("table", ["domains", "users"])
@pytest.mark.parametrize("harm", HARMS.values(), ids=HARMS)
def test_a_page_that_is_not_what_was_kept_is_read_again(
    harm: Harm, table: str, tmp_path: Path, whole: dict[str, tuple[str, int]]
) -> None:
    with stopped(tmp_path) as (organization, kept):
        harm(max((kept / table).glob("1-*.jsonl")))
        again = organization.snapshot("--all")
    assert (again.code, f"{table} is not what was read" in again.err) == (0, True), again
    assert rows(tmp_path) == whole


@pytest.mark.parametrize("content", [b"", b"{}", b"[]", b"null", b"\xff", b'{"pages": 1'])
def test_an_end_that_cannot_be_read_is_no_end(
    content: bytes, tmp_path: Path, whole: dict[str, tuple[str, int]]
) -> None:
    with stopped(tmp_path) as (organization, kept):
        (kept / "domains" / "walked.json").write_bytes(content)
        assert organization.snapshot("--all").code == 0
    assert rows(tmp_path) == whole


def test_an_end_made_to_look_better_is_no_end(tmp_path: Path, whole: dict[str, tuple[str, int]]) -> None:
    with stopped(tmp_path) as (organization, kept):
        end = kept / "domains" / "walked.json"
        end.write_bytes(end.read_bytes().replace(b'"dropped": 0', b'"dropped": 1'))
        assert organization.snapshot("--all").code == 0
    assert rows(tmp_path) == whole


def test_what_is_whole_is_not_asked_for_again(tmp_path: Path, whole: dict[str, tuple[str, int]]) -> None:
    with stopped(tmp_path) as (organization, _):
        assert organization.snapshot("--all").code == 0
        assert len(organization.asked("/domains")) == 1
    assert rows(tmp_path) == whole
