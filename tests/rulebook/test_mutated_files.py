"""A thousand files of rules, packs, settings and waivers with changes: read or refused, soon, in little memory."""

import resource
from pathlib import Path

import pytest

from support.mutated_files import list_kinds, mutate_text, try_file

MIB = 512
NUMBERS = {"rule": range(395), "linted": range(5), "pack": range(200), "settings": range(200), "waivers": range(200)}


@pytest.mark.parametrize("name", NUMBERS)
def test_a_file_with_changes_is_read_or_refused_soon_and_ends_in_no_traceback(tmp_path: Path, name: str) -> None:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    found = [try_file(tmp_path, number, name) for number in NUMBERS[name]]
    assert [problem for _, problem in found if problem] == []
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < MIB * 1024
    were_read = sum(was_read for was_read, _ in found)
    assert 0 < were_read < len(found)  # both are tried


def test_a_change_is_made_of_its_number_alone() -> None:
    for name, kind in list_kinds().items():
        assert mutate_text(7, kind) == mutate_text(7, kind) not in kind.originals, name
    assert sum(map(len, NUMBERS.values())) == 1_000
