"""Standard output and error that exist even if the caller has closed them, and do not fail at exit."""

import errno
import io
import os
import sys
from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer

DISK = frozenset({errno.EBADF, errno.EDQUOT, errno.EFBIG, errno.EIO, errno.ENOSPC, errno.EROFS})
"""Errors that say that something could not be written."""


class Closed(io.TextIOBase):
    """Replaces a standard stream that the caller has closed: writing fails as on a closed file."""

    def writable(self) -> bool:
        """Return that one may try."""
        return True

    def write(self, text: str, /) -> int:
        """Fail, unless there is nothing to write."""
        if text:
            raise OSError(errno.EBADF, "it is closed")
        return 0


class Outlet(io.FileIO):
    """Standard output that discards what is written once its reader is gone; `gone` says so.

    The command then still ends with its own exit code.
    """

    gone = False

    def write(self, data: "ReadableBuffer", /) -> int:
        """Write, or remember that the reader is gone."""
        try:
            return memoryview(data).nbytes if self.gone else super().write(data)
        except BrokenPipeError:
            self.gone = True
        return memoryview(data).nbytes


def prepare_streams() -> None:
    """Put something that fails honestly in the place of streams that are closed; a locale gets a sign's number."""
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:
            setattr(sys, name, Closed())
        elif isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout = _wrap_in_outlet(sys.stdout)


def _wrap_in_outlet(stream: io.TextIOWrapper) -> io.TextIOWrapper:
    stream.flush()
    raw = Outlet(stream.fileno(), "w", closefd=False)
    return io.TextIOWrapper(
        io.BufferedWriter(raw),
        encoding=stream.encoding,
        errors=stream.errors,
        line_buffering=stream.line_buffering,
        write_through=stream.write_through,
    )


def is_reader_gone() -> bool:
    """Return whether the reader of standard output is gone."""
    raw = getattr(getattr(sys.stdout, "buffer", None), "raw", None)
    return isinstance(raw, Outlet) and raw.gone


def flush_stdout() -> None:
    """Write what is buffered; what cannot be is given up, so that the interpreter does not stumble over it at exit."""
    try:
        sys.stdout.flush()
    except OSError:
        give_up()
        raise


def flush_to_reader() -> None:
    """Flush standard output; raises `BrokenPipeError` if its reader is gone."""
    flush_stdout()
    if is_reader_gone():
        raise BrokenPipeError(errno.EPIPE, "nobody reads it any more")


def give_up() -> None:
    """Discard everything that is still to be written."""
    with suppress(OSError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    with suppress(OSError, ValueError):
        sys.stdout.flush()
