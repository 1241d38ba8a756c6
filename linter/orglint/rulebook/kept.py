"""Rules that an earlier run compiled, in a file that only its user can read and write.

Compiling takes most of the time of a check, and rules seldom change. An entry is named by a digest of all that it
follows from, the code and its libraries included: nothing that differs is ever found. The file cannot do more than hold
rules: whatever else it names is refused, and a file that others can write is not read.
"""

import os
import pickle
import stat
from contextlib import suppress
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from tempfile import mkstemp
from typing import Any, TypeAlias

from orglint.rulebook.packing import RulesPickler, RulesUnpickler
from orglint.rulebook.rule import CompiledRule

MOST = 4_000
"""Entries that the file may have; those that were not used the longest leave first."""
LARGEST = 64 << 20
_DIGEST = sha256().digest_size

Rules: TypeAlias = tuple[CompiledRule, ...]


class KeptRules:
    """The compiled rules of earlier runs, in a file; where it cannot be used there are none, and nothing is lost.

    They are without what only tests and explanations need: examples, and the scope of expressions. `follows` says what
    all of them follow from.
    """

    def __init__(self, file: Path, follows: bytes) -> None:
        self._file = file
        self._follows = follows
        self._entries = _read_entries(file)
        self._used: dict[bytes, bytes] = {}
        self._changed = False

    @property
    def names(self) -> tuple[bytes, ...]:
        """The names of the entries that earlier runs left."""
        return tuple(self._entries)

    def name_entry(self, *parts: str | bytes) -> bytes:
        """Return the name of what follows from these parts, and from what all entries follow from."""
        digest = sha256(self._follows)
        for part in parts:
            content = part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part
            digest.update(len(content).to_bytes(8, "big") + content)
        return digest.digest()

    def find(self, name: bytes) -> Rules | None:
        """Return the rules of an entry; None if there is none."""
        packed = self._entries.get(name)
        if packed is None:
            return None
        try:
            rules: Rules = RulesUnpickler(BytesIO(packed)).load()
        except Exception:  # noqa: BLE001 - bytes that are no rules can fail in any way, and are then compiled anew
            return None
        self._used[name] = packed
        return rules

    def keep(self, name: bytes, rules: Rules) -> None:
        """Keep rules for runs to come."""
        packed = BytesIO()
        RulesPickler(packed).dump(rules)
        self._used[name] = packed.getvalue()
        self._changed = True

    def save(self) -> None:
        """Write the file if there is anything new, whole or not at all."""
        if not self._changed:
            return
        others = {name: packed for name, packed in self._entries.items() if name not in self._used}
        kept = dict([*others.items(), *self._used.items()][-MOST:])
        content = pickle.dumps(kept, pickle.HIGHEST_PROTOCOL)
        with suppress(OSError):
            _write_file(self._file, sha256(content).digest() + content)


def _write_file(file: Path, content: bytes) -> None:
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle, name = mkstemp(dir=file.parent, prefix=f".{file.name}-")
    try:
        with os.fdopen(handle, "wb") as whole:
            whole.write(content)
        Path(name).replace(file)
    except BaseException:
        Path(name).unlink()
        raise


def _read_entries(file: Path) -> dict[bytes, bytes]:
    """Return the entries of a file; none if it is not there, is damaged, or may have been written by somebody else."""
    try:
        handle = os.open(file, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))
        with os.fdopen(handle, "rb") as opened:
            if not _is_own(os.fstat(handle)) or not _is_own_folder(file.parent):
                return {}
            content = opened.read(LARGEST + 1)
    except OSError:
        return {}
    if len(content) > LARGEST or sha256(content[_DIGEST:]).digest() != content[:_DIGEST]:
        return {}
    return _list_entries(content[_DIGEST:])


def _list_entries(content: bytes) -> dict[bytes, bytes]:
    try:
        found: Any = RulesUnpickler(BytesIO(content)).load()
    except Exception:  # noqa: BLE001 - see `find`
        return {}
    pairs = found.items() if isinstance(found, dict) else ()
    return {name: packed for name, packed in pairs if isinstance(name, bytes) and isinstance(packed, bytes)}


def _is_own(status: os.stat_result) -> bool:
    private = stat.S_ISREG(status.st_mode) and not status.st_mode & (stat.S_IRWXG | stat.S_IRWXO)
    return private and _is_of_user(status)


def _is_own_folder(folder: Path) -> bool:
    status = folder.stat()
    return not status.st_mode & (stat.S_IWGRP | stat.S_IWOTH) and _is_of_user(status)


def _is_of_user(status: os.stat_result) -> bool:
    return not hasattr(os, "geteuid") or status.st_uid == os.geteuid()
