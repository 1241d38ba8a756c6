"""Standard output and error as the commands find them: never missing, and never able to fail at exit."""

import errno
import io
import os
import sys
from contextlib import suppress

DISK = frozenset({errno.EBADF, errno.EDQUOT, errno.EFBIG, errno.EIO, errno.ENOSPC, errno.EROFS})
"""Errors that say that something could not be written."""


class Closed(io.TextIOBase):
    """What stands for a standard stream that the caller has closed: writing to it fails as on a closed file."""

    def writable(self) -> bool:
        """Return that one may try."""
        return True

    def write(self, text: str, /) -> int:
        """Fail, unless there is nothing to write."""
        if text:
            raise OSError(errno.EBADF, "it is closed")
        return 0


def prepare() -> None:
    """Put something that fails honestly in the place of streams that are closed; a locale gets a sign's number."""
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:
            setattr(sys, name, Closed())
        elif isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def flush() -> None:
    """Write what is buffered; what cannot be is given up, so that the interpreter does not stumble over it at exit."""
    try:
        sys.stdout.flush()
    except OSError:
        give_up()
        raise


def give_up() -> None:
    """Send whatever is still to come to nowhere."""
    with suppress(OSError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    with suppress(OSError, ValueError):
        sys.stdout.flush()
