"""Files that appear complete or not at all, also if they are written piece by piece."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import IO


@contextmanager
def open_atomically(file: Path) -> Iterator[IO[bytes]]:
    """Open a file that takes its place when the block ends well; a device or a pipe is written into, never replaced."""
    if file.exists() and not file.is_file():
        with file.open("wb") as stream:
            yield stream
        return
    place = Path(os.path.realpath(file))  # of links in a circle it is the link itself; Path.resolve would raise
    with NamedTemporaryFile("wb", dir=place.parent, prefix=f".{place.name}.", delete=False) as part:
        try:
            yield part
            part.flush()
            os.fsync(part.fileno())
            Path(part.name).replace(place)
        except BaseException:
            with suppress(OSError):
                Path(part.name).unlink()
            raise
