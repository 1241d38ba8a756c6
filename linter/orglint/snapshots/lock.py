"""One writer at a time for a store: a lock (flock) that the kernel frees when its process ends."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from errno import EINVAL
from pathlib import Path
from stat import S_ISREG

from orglint.documents.files import FILE_MODE, make_folder, translate_write_errors
from orglint.errors import CollectError


@contextmanager
def hold_lock(store: Path, *, nothing: str = "nothing was collected") -> Iterator[None]:
    """Hold the store's lock, or fail at once because another orglint does; `nothing` says what was not done then."""
    path = make_folder(store) / "lock"
    with translate_write_errors(path):
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC, FILE_MODE)
    try:
        with translate_write_errors(path):
            if not S_ISREG(os.fstat(descriptor).st_mode):
                raise OSError(EINVAL, "it is no plain file", str(path))
            _acquire_lock(descriptor, store, nothing)
        yield
    finally:
        os.close(descriptor)


def _acquire_lock(descriptor: int, store: Path, nothing: str) -> None:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise CollectError(
            f"{nothing}: the store {store} is busy, another orglint is writing into it",
            "Wait until it has ended, or give another --store.",
        ) from None
