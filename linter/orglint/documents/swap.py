"""Two folders change places in one step, so that nobody ever finds neither."""

import ctypes
import os
import sys
from collections.abc import Callable
from errno import EINVAL, ENOSYS, ENOTSUP
from pathlib import Path
from typing import Any

from orglint.documents.files import remove_path, sync_to_disk, translate_write_errors

_AT_FDCWD = -100
_EXCHANGE = 2
"""The same number in Linux (RENAME_EXCHANGE) and macOS (RENAME_SWAP)."""
_UNABLE = frozenset({EINVAL, ENOSYS, ENOTSUP})


def swap_folders(one: Path, other: Path) -> None:
    """Let two folders of one file system change places, durably.

    Where the system cannot do it in one step, it takes two renames: a process that is killed between them leaves
    `other` beside its place, as `.<name>.away`, and `restore_swapped` puts it back.
    """
    with translate_write_errors(other):
        if not _exchange(one, other):
            away = _name_away(other)
            other.rename(away)
            one.rename(other)
            away.rename(one)
        sync_to_disk(other.parent)
        sync_to_disk(one.parent)


def restore_swapped(folder: Path) -> None:
    """Put back what a process that was killed between two renames left beside its place in a folder.

    Where something else has its place by now, it is removed.
    """
    with translate_write_errors(folder):
        for away in folder.glob(".*.away"):
            place = folder / away.name.removeprefix(".").removesuffix(".away")
            if place.exists():
                remove_path(away)
            else:
                away.rename(place)


def _name_away(path: Path) -> Path:
    return path.with_name(f".{path.name}.away")


def _exchange(one: Path, other: Path) -> bool:
    """Return whether the system let two paths change places; an `OSError` says why it refused, if it can do that."""
    call = _find_call()
    if call is None:
        return False
    if call(os.fsencode(one), os.fsencode(other)) == 0:
        return True
    failed = ctypes.get_errno()
    if failed in _UNABLE:
        return False
    raise OSError(failed, os.strerror(failed), str(other))


def _find_call() -> Callable[[bytes, bytes], Any] | None:
    library = ctypes.CDLL(None, use_errno=True)
    if sys.platform == "linux" and hasattr(library, "renameat2"):
        return lambda one, other: library.renameat2(_AT_FDCWD, one, _AT_FDCWD, other, ctypes.c_uint(_EXCHANGE))
    if sys.platform == "darwin" and hasattr(library, "renamex_np"):
        return lambda one, other: library.renamex_np(one, other, ctypes.c_uint(_EXCHANGE))
    return None
