"""DuckDB for sealing: it reads and writes the folders that it was opened for, and spills beyond its memory."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from orglint.engine.connection import Connection
from orglint.engine.interruptible import run_interruptibly
from orglint.engine.library import duckdb
from orglint.engine.locked import connect, lock
from orglint.errors import OutputError

T = TypeVar("T")

MEMORY = "256MB"


@contextmanager
def open_sealing_engine(spill: Path, *readable: Path) -> Iterator[Connection]:
    """Open DuckDB in memory, locked to these folders; what exceeds its memory goes to files in the first.

    Raises `OutputError` where the disk refuses it, or has no room.
    """
    # One thread: the same rows give the same bytes, and the machine has other work.
    engine = connect({"threads": "1", "memory_limit": MEMORY, "temp_directory": str(spill)})
    try:
        run_in_thread(engine, lambda: _prepare(engine, spill, *readable))
        yield engine
    except (duckdb.IOException, duckdb.OutOfMemoryException) as refusal:
        raise OutputError(
            f"a table could not be sealed: {str(refusal).splitlines()[0]}",
            "The pages are kept. Make room or mend the folder, then run the same command again.",
        ) from None
    finally:
        engine.close()


def run_in_thread(engine: Connection, run: Callable[[], T]) -> T:
    """Return what `run` returns, in a thread; a signal interrupts the engine and is raised as it is."""
    return run_interruptibly(run, engine.interrupt)


def _prepare(engine: Connection, *folders: Path) -> None:
    engine.execute("SET preserve_insertion_order = false")
    lock(engine, folders=folders)
