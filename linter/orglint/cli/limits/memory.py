"""The memory of this process, and a limit for it."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

__all__ = ["configure_allocator", "limited", "resident"]

_CONFIGURED = "DUCKDB_JE_MALLOC_CONF"


def configure_allocator() -> None:
    """Make the allocator return freed memory, so that use can be measured; call it before DuckDB is imported."""
    os.environ.setdefault(_CONFIGURED, "retain:false")


if sys.platform == "linux":
    import resource

    _STATM, _RESIDENT, _DATA = Path("/proc/self/statm"), 1, 5
    _PAGE = resource.getpagesize()

    def _read_bytes(place: int) -> int:
        return int(_STATM.read_text().split()[place]) * _PAGE

    def resident() -> int:
        """Return the bytes of memory that this process occupies."""
        return _read_bytes(_RESIDENT)

    @contextmanager
    def limited(more: int) -> Iterator[None]:
        """Let the system refuse memory to this process once it has got so many bytes more, as long as the block runs.

        An engine that works on thousands of rows at once may fill gigabytes before it hears that it should stop.
        """
        was, hard = resource.getrlimit(resource.RLIMIT_DATA)
        kept = [limit for limit in (was, hard) if limit != resource.RLIM_INFINITY]
        resource.setrlimit(resource.RLIMIT_DATA, (min([_read_bytes(_DATA) + more, *kept]), hard))
        try:
            yield
        finally:
            resource.setrlimit(resource.RLIMIT_DATA, (was, hard))

else:

    def resident() -> int:
        """Return the bytes of memory that this process occupies."""
        import psutil

        return int(psutil.Process().memory_info().rss)

    @contextmanager
    def limited(more: int) -> Iterator[None]:
        """Do nothing: only Linux refuses memory by what a process has of it."""
        del more
        yield
