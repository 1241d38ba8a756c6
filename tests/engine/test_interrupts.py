"""A signal stays what it is, whatever the engine does: in the main thread DuckDB would raise a RuntimeError."""

import os
import subprocess
import sys

PROGRAM = """
import signal
from orglint.engine.duckdb import open_engine
from support.expressions import small

class Ended(BaseException):
    pass

def end(*_):
    raise Ended

table, ended = small.table(), 0
signal.signal(signal.SIGALRM, end)
for number in range(300):
    try:
        signal.setitimer(signal.ITIMER_REAL, 0.0005 + number * 0.0002)
        with open_engine() as engine:
            for _ in range(20):
                engine.register_rows(table, [])
        signal.setitimer(signal.ITIMER_REAL, 0)
    except Ended:
        ended += 1
print(ended)
"""


def test_a_signal_while_an_engine_is_opened_or_filled_is_raised_as_it_is() -> None:
    paths = os.pathsep.join(it for it in sys.path if it)
    ended = subprocess.run(
        [sys.executable, "-c", PROGRAM],
        env={**os.environ, "PYTHONPATH": paths},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (ended.returncode, ended.stderr) == (0, "")
    assert int(ended.stdout) >= 100
