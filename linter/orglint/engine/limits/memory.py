"""The memory of this process, a limit for it, and what the machine has left."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

__all__ = ["available", "configure_allocator", "limited", "resident"]

_CONFIGURED = "DUCKDB_JE_MALLOC_CONF"


def configure_allocator() -> None:
    """Make the allocator return freed memory, so that use can be measured; call it before DuckDB is imported."""
    os.environ.setdefault(_CONFIGURED, "retain:false")


if sys.platform == "linux":
    import resource

    _STATM, _RESIDENT, _DATA = Path("/proc/self/statm"), 1, 5
    _PAGE = resource.getpagesize()
    _MEMINFO, _GROUP = Path("/proc/meminfo"), Path("/sys/fs/cgroup")

    def _read_bytes(place: int) -> int:
        return int(_STATM.read_text().split()[place]) * _PAGE

    def resident() -> int:
        """Return the bytes of memory that this process occupies."""
        return _read_bytes(_RESIDENT)

    def available() -> int:
        """Return the bytes of memory that processes can still have, on this machine and in this container."""
        lines = dict(line.split(":") for line in _MEMINFO.read_text().splitlines())
        return min(int(lines["MemAvailable"].split()[0]) * 1024, _read_room_of_group())

    def _read_room_of_group() -> int:
        """Return the bytes that the control group of a container leaves; very many if there is no limit."""
        try:
            limit, used = ((_GROUP / name).read_text().strip() for name in ("memory.max", "memory.current"))
            return max(0, int(limit) - int(used))
        except (OSError, ValueError):  # there is no such group, or its limit is the word "max"
            return sys.maxsize

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
    import psutil

    def resident() -> int:
        """Return the bytes of memory that this process occupies."""
        return int(psutil.Process().memory_info().rss)

    def available() -> int:
        """Return the bytes of memory that processes can still have."""
        return int(psutil.virtual_memory().available)

    @contextmanager
    def limited(more: int) -> Iterator[None]:
        """Do nothing: only Linux refuses memory by what a process has of it."""
        del more
        yield
