"""The function that Spark runs on its workers."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, TypeAlias

Batches: TypeAlias = Iterator[Any]

SCHEMA = "number long, kind string, content binary"
"""What comes back, as Spark writes it."""


def build_task(step: str, order: Mapping[str, Any]) -> Callable[[Batches], Batches]:
    """Return the function that does a step for the numbers in Arrow batches, as `order` says.

    A step is a function of `worker`, such as `judge_snapshots`.

    It stands inside of another, so that Spark ships its code and not its name: a worker without orglint has to be able
    to say that. Nothing but plain values may stand in `order` for the same reason.
    """

    def work(batches: Batches) -> Batches:
        import socket  # noqa: PLC0415 - all of this happens on the worker
        import sys  # noqa: PLC0415

        import pyarrow as pa  # noqa: PLC0415

        try:
            from orglint.engine.limits.memory import configure_allocator  # noqa: PLC0415

            configure_allocator()
            from orglint.evaluate.distribute.spark import worker  # noqa: PLC0415
        except ImportError as error:
            missing = "this version of orglint" if str(error.name).startswith("orglint.") else error.name
            refusal = f"{socket.gethostname()} ({sys.executable}) does not have {missing}"
            rows: Any = lambda numbers: ((number, "refused", refusal.encode()) for number in numbers)  # noqa: E731
        else:
            rows = lambda numbers: getattr(worker, step)(numbers, order)  # noqa: E731
        for batch in batches:
            for row in rows(batch.column(0).to_pylist()):
                columns = [pa.array([cell]) for cell in row]
                yield pa.RecordBatch.from_arrays(columns, names=["number", "kind", "content"])

    return work
