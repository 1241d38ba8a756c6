"""A snapshot that is not what was sealed is never judged."""

import json
import shutil
from pathlib import Path

import pytest

from support.command import Ended
from support.local import local, orglint

FILES = ("manifest.json", "users.parquet", "domains.parquet", "policies.parquet", "organization.parquet")


@pytest.fixture(scope="module")
def sealed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    with local(tmp_path_factory.mktemp("sealed"), "--users", "30") as organization:
        assert organization.snapshot().code == 0
    return next((organization.folder / "orglint-store" / "snapshots").iterdir())


@pytest.fixture
def copy(sealed: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(sealed, tmp_path / sealed.name))


def refused(ended: Ended, *words: str) -> None:
    assert ended.code == 3, ended
    assert ended.out == ""
    assert all(word in ended.err for word in words), ended.err
    assert "Traceback" not in ended.err


def test_the_files_are_these(sealed: Path) -> None:
    assert {file.name for file in sealed.iterdir()} == set(FILES)


@pytest.mark.parametrize("file", FILES)
@pytest.mark.parametrize("where", [0.0, 0.37, 0.999])
def test_one_flipped_bit_is_noticed(file: str, where: float, copy: Path) -> None:
    content = bytearray((copy / file).read_bytes())
    content[int(where * len(content))] ^= 1
    (copy / file).write_bytes(content)
    refused(orglint("check", copy, at=copy.parent), file)


@pytest.mark.parametrize("file", FILES)
def test_a_file_that_is_gone_is_noticed(file: str, copy: Path) -> None:
    (copy / file).unlink()
    refused(orglint("check", copy, at=copy.parent), file)
    refused(orglint("verify", copy, at=copy.parent), file)


@pytest.mark.parametrize("content", [b"", b"{}", b"[]", b"\xff\xfe", b'{"format": 1'])
def test_a_manifest_that_is_none_is_noticed(content: bytes, copy: Path) -> None:
    (copy / "manifest.json").write_bytes(content)
    refused(orglint("check", copy, at=copy.parent), "manifest.json")


def test_a_truncated_manifest_is_noticed(copy: Path) -> None:
    manifest = copy / "manifest.json"
    manifest.write_bytes(manifest.read_bytes()[:-20])
    refused(orglint("check", copy, at=copy.parent), "manifest.json")


def test_a_ledger_made_to_look_better_is_noticed(copy: Path) -> None:
    manifest = json.loads((copy / "manifest.json").read_text())
    manifest["tables"]["users"]["rows"] += 1
    (copy / "manifest.json").write_text(json.dumps(manifest))
    refused(orglint("check", copy, at=copy.parent), "manifest.json")


def test_a_renamed_folder_is_refused_by_its_name(copy: Path) -> None:
    renamed = copy.rename(copy.with_name("renamed"))
    refused(orglint("check", renamed, at=renamed.parent), "renamed", copy.name)


def test_verify_tells_a_sound_snapshot(copy: Path) -> None:
    assert orglint("verify", copy, at=copy.parent).code == 0


def test_the_newest_snapshot_is_not_passed_over_when_it_is_damaged(sealed: Path, tmp_path: Path) -> None:
    store = Path(shutil.copytree(sealed.parent.parent, tmp_path / "orglint-store"))
    (store / "snapshots" / sealed.name / "users.parquet").write_bytes(b"PAR1")
    refused(orglint("check", at=tmp_path), "users.parquet")
