"""One writer at a time for a store, or for an organization in it: locks (flock) that end with their process."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from errno import EINVAL
from pathlib import Path
from stat import S_ISREG

from orglint.documents.files import FILE_MODE, make_folder, translate_write_errors
from orglint.errors import BusyError


@contextmanager
def hold_lock(store: Path, *, nothing: str = "nothing was collected") -> Iterator[None]:
    """Hold the store's lock, or fail at once because another orglint does; `nothing` says what was not done then."""
    with _open_lock(make_folder(store) / "lock", fcntl.LOCK_EX, store, nothing):
        yield


@contextmanager
def hold_organization_lock(store: Path, organization: str) -> Iterator[None]:
    """Hold the lock of one organization in a store: others may be collected into it at the same time.

    Whoever needs the store for itself (`hold_lock`) waits for none of them, and keeps all out.
    """
    own = make_folder(store) / f".lock-{organization}"
    nothing = "nothing was collected"
    with _open_lock(store / "lock", fcntl.LOCK_SH, store, nothing), _open_lock(own, fcntl.LOCK_EX, store, nothing):
        yield


@contextmanager
def _open_lock(path: Path, kind: int, store: Path, nothing: str) -> Iterator[None]:
    with translate_write_errors(path):
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC, FILE_MODE)
    try:
        with translate_write_errors(path):
            if not S_ISREG(os.fstat(descriptor).st_mode):
                raise OSError(EINVAL, "it is no plain file", str(path))
            _acquire_lock(descriptor, kind, store, nothing)
        yield
    finally:
        os.close(descriptor)


def _acquire_lock(descriptor: int, kind: int, store: Path, nothing: str) -> None:
    try:
        fcntl.flock(descriptor, kind | fcntl.LOCK_NB)
    except BlockingIOError:
        raise BusyError(
            f"{nothing}: the store {store} is busy, another orglint is writing into it",
            "Wait until it has ended, or give another --store.",
        ) from None
