"""Only the pages that were read are sealed."""

from pathlib import Path

import pytest

from orglint import snapshots
from orglint.errors import OutputError
from support.making import Harm, Make, Making


def _lose(folder: Path) -> None:
    next(folder.glob("*-*2.jsonl")).unlink()


def _cut(folder: Path) -> None:
    page = next(folder.glob("*-*2.jsonl"))
    page.write_bytes(b"".join(page.read_bytes().splitlines(keepends=True)[:-1]))


def _add(folder: Path) -> None:
    page = next(folder.glob("*-*2.jsonl"))
    (folder / page.name.replace("1-", "2-").replace("2.", "1.")).write_bytes(page.read_bytes())


@pytest.mark.parametrize("harm", [_lose, _cut, _add])
def test_pages_that_changed_since_they_were_read_are_not_sealed(harm: Harm, making: Making, user: Make) -> None:
    with pytest.raises(OutputError, match="users could not be sealed"):
        making.snapshot([user(1), user(2)], [user(3), user(4)], harm=harm)
    assert snapshots.list_snapshots(making.store) == ()
