"""Archives of snapshots: what is read is what was written, with that key, or nothing."""

import errno
import hmac
import io
import json
import os
import shutil
import stat
import sys
import tarfile
from collections.abc import Callable
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pyrage
import pytest

from orglint.errors import CollectError, OutputError, SnapshotError, UsageError
from orglint.model.snapshot import Snapshot
from orglint.snapshots import lock, read_snapshot
from orglint.snapshots.archives import ArchiveKey, import_archive, make_key, write_archive
from support import stores
from support.stores import user

KEY = make_key()


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    return stores.sealed(tmp_path_factory.mktemp("from"), "o1", [user("a1"), user("a2", status="suspended")])


@pytest.fixture(scope="module")
def written(snapshot: Snapshot) -> bytes:
    target = io.BytesIO()
    write_archive(snapshot, target, ArchiveKey(KEY))
    return target.getvalue()


@pytest.fixture
def archive(tmp_path: Path, written: bytes) -> Path:
    (tmp_path / "archive").write_bytes(written)
    return tmp_path / "archive"


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def refused(archive: Path, store: Path, key: str = KEY) -> str:
    """Return why an archive is refused, having looked that nothing of it is in the store."""
    before = sorted(store.rglob("*")) if store.exists() else []
    with pytest.raises(SnapshotError) as refusal:
        import_archive(archive, store, ArchiveKey(key))
    left = [path for path in sorted(store.rglob("*")) if path not in before]
    assert [path.name for path in left] in ([], ["lock"], ["lock", "snapshots"])
    return str(refusal.value)


def test_what_is_imported_is_what_was_exported(tmp_path: Path, snapshot: Snapshot, archive: Path) -> None:
    store = tmp_path / "to"
    done = import_archive(archive, store, ArchiveKey(KEY))
    assert (done.present, done.snapshot.folder) == (False, store / "snapshots" / snapshot.id)
    assert contents(done.snapshot.folder) == contents(snapshot.folder)
    assert read_snapshot(done.snapshot.folder).tables == snapshot.tables
    assert sorted(path.name for path in store.iterdir()) == ["lock", "snapshots"]
    for path in [store, *store.rglob("*")]:
        assert stat.S_IMODE(path.stat().st_mode) & 0o077 == 0, path


def test_importing_twice_changes_nothing(tmp_path: Path, archive: Path) -> None:
    store = tmp_path / "to"
    first = import_archive(archive, store, ArchiveKey(KEY))
    times = {path: path.stat().st_mtime_ns for path in first.snapshot.folder.iterdir()}
    again = import_archive(archive, store, ArchiveKey(KEY))
    assert (again.present, again.snapshot) == (True, first.snapshot)
    assert {path: path.stat().st_mtime_ns for path in first.snapshot.folder.iterdir()} == times


def test_an_archive_is_an_age_file_of_a_tar_file_of_the_snapshot(snapshot: Snapshot, archive: Path) -> None:
    opened = pyrage.decrypt(archive.read_bytes(), [pyrage.x25519.Identity.from_str(KEY)])
    with tarfile.open(fileobj=io.BytesIO(opened)) as tar:
        found = {member.name: tar.extractfile(member) for member in tar.getmembers()}
    head = json.loads(found.pop("archive.json").read())  # type: ignore[union-attr]
    assert head["format"] == 1
    assert {name: file.read() for name, file in found.items() if file} == contents(snapshot.folder)


def test_an_archive_shows_nothing_of_the_snapshot(snapshot: Snapshot, written: bytes) -> None:
    assert b"a1" in (snapshot.folder / "users.parquet").read_bytes()
    for text in (snapshot.id, snapshot.organization_name or "a.example", "a1@a.example", "manifest", "users", KEY):
        assert text.encode() not in written


def test_two_archives_of_one_snapshot_have_nothing_in_common(snapshot: Snapshot, written: bytes) -> None:
    again = io.BytesIO()
    write_archive(snapshot, again, ArchiveKey(KEY))
    assert again.getvalue()[-1000:] != written[-1000:]
    assert len(again.getvalue()) == pytest.approx(len(written), abs=500)


def test_another_key_opens_nothing(tmp_path: Path, archive: Path) -> None:
    assert "cannot be opened with this key" in refused(archive, tmp_path / "to", make_key())


def test_no_byte_may_be_changed(tmp_path: Path, archive: Path, written: bytes) -> None:
    places = [*range(0, 250, 9), *range(250, len(written), len(written) // 40), len(written) - 1]
    for place in places:
        archive.write_bytes(written[:place] + bytes([written[place] ^ 1]) + written[place + 1 :])
        assert "archive" in refused(archive, tmp_path / "to"), place


def test_no_byte_may_be_missing_or_too_many(tmp_path: Path, archive: Path, written: bytes) -> None:
    for size in [0, 1, 21, 22, 100, 200, *range(250, len(written), len(written) // 20), len(written) - 1]:
        archive.write_bytes(written[:size])
        refused(archive, tmp_path / "to")
    archive.write_bytes(written + b"x")
    refused(archive, tmp_path / "to")


def test_something_else_is_no_archive(tmp_path: Path, snapshot: Snapshot) -> None:
    assert "is not an archive" in refused(snapshot.folder / "manifest.json", tmp_path / "to")
    assert "could not be read" in refused(tmp_path / "nothing", tmp_path / "to")
    assert "could not be read" in refused(tmp_path, tmp_path / "to2")


Members = list[tuple[tarfile.TarInfo, bytes]]


def forged(file: Path, members: Members, key: str = KEY) -> Path:
    """Write an archive as anybody could who has the public half of the key."""
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w", format=tarfile.GNU_FORMAT) as tar:
        for member, content in members:
            tar.addfile(member, io.BytesIO(content))
    recipient = pyrage.x25519.Identity.from_str(key).to_public()
    file.write_bytes(pyrage.encrypt(packed.getvalue(), [recipient]))
    return file


def plain(name: str, content: bytes, **others: object) -> tuple[tarfile.TarInfo, bytes]:
    member = tarfile.TarInfo(name)
    member.size = len(content)
    for other, value in others.items():
        setattr(member, other, value)
    return member, content


def honest(snapshot: Snapshot, key: str = KEY) -> Members:
    """Return the members of an archive, as the docs say that they are."""
    files = contents(snapshot.folder)
    manifest = files.pop("manifest.json")
    signature = hmac.new(key.encode(), b"orglint archive, format 1\n" + manifest, sha256).hexdigest()
    head = json.dumps({"format": 1, "signature": signature}).encode()
    return [
        plain("archive.json", head),
        plain("manifest.json", manifest),
        *(plain(name, files[name]) for name in [it.name for it in snapshot.files.values()]),
    ]


def test_what_another_program_packs_as_documented_is_imported(tmp_path: Path, snapshot: Snapshot) -> None:
    archive = forged(tmp_path / "forged", honest(snapshot))
    done = import_archive(archive, tmp_path / "to", ArchiveKey(KEY))
    assert contents(done.snapshot.folder) == contents(snapshot.folder)


def test_the_public_half_of_the_key_is_not_enough_to_write_one(tmp_path: Path, snapshot: Snapshot) -> None:
    archive = forged(tmp_path / "forged", honest(snapshot, make_key()))
    assert "was not written with this key" in refused(archive, tmp_path / "to")


def replace_last(change: Callable[[tarfile.TarInfo, bytes], tuple[tarfile.TarInfo, bytes]]) -> Callable[..., Members]:
    return lambda members: [*members[:-1], change(*members[-1])]


HOSTILE = {
    "a way out": replace_last(lambda _, content: plain("../../users.parquet", content)),
    "an absolute name": replace_last(lambda _, content: plain("/tmp/users.parquet", content)),
    "another name": replace_last(lambda _, content: plain("groups.parquet", content)),
    "a long name": replace_last(lambda _, content: plain("users.parquet" + "/x" * 200, content)),
    "a symlink": replace_last(lambda member, _: plain(member.name, b"", type=tarfile.SYMTYPE, linkname="/etc/passwd")),
    "a hard link": replace_last(lambda member, _: plain(member.name, b"", type=tarfile.LNKTYPE, linkname="x")),
    "a device": replace_last(lambda member, _: plain(member.name, b"", type=tarfile.CHRTYPE, devmajor=1, devminor=5)),
    "a pipe": replace_last(lambda member, _: plain(member.name, b"", type=tarfile.FIFOTYPE)),
    "a folder": replace_last(lambda member, _: plain(member.name, b"", type=tarfile.DIRTYPE)),
    "too much": replace_last(lambda member, content: plain(member.name, content + b"x")),
    "too little": replace_last(lambda member, content: plain(member.name, content[:-1])),
    "another content": replace_last(lambda member, content: plain(member.name, content[:-1] + b"x")),
    "a part missing": lambda members: members[:-1],
    "a part twice": lambda members: [*members, members[-1]],
    "one more": lambda members: [*members, plain("x.parquet", b"x")],
    "no head": lambda members: members[1:],
    "a broken head": lambda members: [plain("archive.json", b"[]"), *members[1:]],
    "a later format": lambda members: [plain("archive.json", b'{"format": 2, "signature": ""}'), *members[1:]],
    "a huge head": lambda members: [plain("archive.json", b"x" * 70_000), *members[1:]],
    "another manifest": lambda members: [members[0], plain("manifest.json", members[1][1] + b" "), *members[2:]],
    "nothing": lambda _: [],
}


@pytest.mark.parametrize("how", HOSTILE)
def test_nothing_but_the_snapshot_is_unpacked(tmp_path: Path, snapshot: Snapshot, how: str) -> None:
    archive = forged(tmp_path / "forged", HOSTILE[how](honest(snapshot)))
    outside = {path for path in tmp_path.rglob("*") if "to" not in path.parts}
    refused(archive, tmp_path / "to")
    assert {path for path in tmp_path.rglob("*") if "to" not in path.relative_to(tmp_path).parts} == outside


def test_a_signed_manifest_that_is_none_is_refused(tmp_path: Path) -> None:
    manifest = b'{"format": 4}'
    signature = hmac.new(KEY.encode(), b"orglint archive, format 1\n" + manifest, sha256).hexdigest()
    head = json.dumps({"format": 1, "signature": signature}).encode()
    archive = forged(tmp_path / "forged", [plain("archive.json", head), plain("manifest.json", manifest)])
    assert "manifest" in refused(archive, tmp_path / "to")


def test_another_snapshot_of_the_same_id_is_not_touched(tmp_path: Path, snapshot: Snapshot, archive: Path) -> None:
    other = stores.sealed(tmp_path / "to", "o1", [user("b1")])
    assert other.id == snapshot.id
    before = contents(other.folder)
    assert "another one" in refused(archive, tmp_path / "to")
    assert contents(other.folder) == before


def test_one_that_is_there_and_damaged_is_named_as_that(tmp_path: Path, archive: Path) -> None:
    folder = import_archive(archive, tmp_path / "to", ArchiveKey(KEY)).snapshot.folder
    (folder / "users.parquet").write_bytes(b"x")
    assert "is not what was sealed" in refused(archive, tmp_path / "to")


def test_what_a_killed_import_left_is_gone_after_the_next(tmp_path: Path, archive: Path) -> None:
    left = tmp_path / "to" / "importing" / "20261101T120000Z-o1"
    left.mkdir(parents=True)
    (left / "users.parquet").write_bytes(b"half")
    import_archive(archive, tmp_path / "to", ArchiveKey(KEY))
    assert not (tmp_path / "to" / "importing").exists()


def test_a_store_that_is_in_use_is_not_imported_into(tmp_path: Path, archive: Path) -> None:
    with lock.hold_lock(tmp_path / "to"), pytest.raises(CollectError, match=r"nothing was imported.*busy"):
        import_archive(archive, tmp_path / "to", ArchiveKey(KEY))


class Full(io.BytesIO):
    """A disk that has room for some bytes."""

    def write(self, piece: bytes) -> int:  # type: ignore[override]
        if self.tell() + len(piece) > 500:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return super().write(piece)


def test_a_disk_that_is_full_says_so(snapshot: Snapshot) -> None:
    with pytest.raises(OSError, match="No space") as refusal:
        write_archive(snapshot, Full(), ArchiveKey(KEY))
    assert refusal.value.errno == errno.ENOSPC


class Stopped(BaseException):
    """What a signal raises."""


def import_until(archive: Path, store: Path, calls: int) -> int:
    """Import an archive and stop at a call of any function, as a signal would; return how many there were."""
    seen = 0

    def count(frame: object, event: str, what: object) -> None:
        nonlocal seen
        seen += 1
        if seen == calls:
            raise Stopped(frame, event, what)

    was = sys.getprofile()
    try:
        sys.setprofile(count)
        import_archive(archive, store, ArchiveKey(KEY))
    except Stopped:
        pass
    finally:
        sys.setprofile(was)
    return seen


def test_an_import_that_is_interrupted_at_any_moment_leaves_all_or_nothing(tmp_path: Path, archive: Path) -> None:
    total = import_until(archive, tmp_path / "to", 0)
    ends = set()
    for calls in range(1, total, total // 10):
        store = tmp_path / f"to{calls}"
        import_until(archive, store, calls)
        for folder in (found := list(store.glob("snapshots/*"))):
            read_snapshot(folder)
        ends.add(len(found))
        assert import_archive(archive, store, ArchiveKey(KEY)).snapshot.files
        assert not (store / "importing").exists()
    assert 0 in ends


class Interrupted(io.BytesIO):
    """Something that is written to when the process is asked to end."""

    def write(self, piece: bytes) -> int:  # type: ignore[override]
        raise Stopped(len(piece))


def test_a_signal_ends_an_export(snapshot: Snapshot) -> None:
    with pytest.raises(Stopped):
        write_archive(snapshot, Interrupted(), ArchiveKey(KEY))


def test_a_file_that_changes_while_it_is_exported_is_noticed(tmp_path: Path, snapshot: Snapshot) -> None:
    copy = shutil.copytree(snapshot.folder, tmp_path / snapshot.id)
    content = (copy / "users.parquet").read_bytes()
    (copy / "users.parquet").write_bytes(content[:-1] + bytes([content[-1] ^ 1]))
    with pytest.raises(SnapshotError, match="changed while it was read"):
        write_archive(replace(snapshot, folder=copy), io.BytesIO(), ArchiveKey(KEY))


@pytest.mark.parametrize(
    "text",
    ["", "secret", "AGE-SECRET-KEY-1QQQ", "age1qqq", KEY[:-1], f"{KEY}\n{KEY}"],
    ids=["empty", "a word", "a short key", "a public key", "all but a letter", "two keys"],  # keys differ by process
)
def test_what_is_no_key_is_refused_and_not_repeated(text: str) -> None:
    with pytest.raises(UsageError, match="orglint store key") as refusal:
        ArchiveKey(text)
    assert not text or text not in str(refusal.value)


def test_a_key_does_not_show_itself() -> None:
    key = ArchiveKey(KEY)
    assert KEY[20:] not in f"{key!r} {key} {[key]}"


def test_a_place_that_cannot_be_written_says_so(tmp_path: Path, archive: Path) -> None:
    (tmp_path / "to").write_text("a file")
    with pytest.raises(OutputError, match="could not be written"):
        import_archive(archive, tmp_path / "to", ArchiveKey(KEY))
