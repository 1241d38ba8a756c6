"""A Spark Connect server that goes away while it is asked: nobody waits for long, and nothing passes."""

from pathlib import Path

import pytest

from orglint.engine.interface import EvaluationError, UnreachableError
from orglint.evaluate.engines import ENGINES
from support.connect_server import served
from support.spark_session import needs_java

ONE = "SELECT CAST('1' AS BIGINT)"


@needs_java
def test_a_server_that_goes_away_is_said_in_one_line_and_ends_the_run(tmp_path: Path) -> None:
    with served(tmp_path) as (url, process), ENGINES["spark"].started(url) as opener:
        with opener() as engine:
            assert engine.fetch(ONE, {}) == [(1,)]
            process.kill()
            process.wait()
            with pytest.raises(EvaluationError, match=r"^failed to connect to all addresses[^\n]*$"):
                engine.fetch(ONE, {})
        with pytest.raises(UnreachableError, match="Spark gives no session"), opener():
            pass
