"""A Spark Connect server of the test's own: a process on loopback, ended by its own handle."""

import os
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pyspark

_SERVER = "org.apache.spark.sql.connect.service.SparkConnectServer"
_PATIENCE = 180
_SETTINGS = {
    "spark.driver.host": "127.0.0.1",
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.connect.grpc.binding.address": "127.0.0.1",
    "spark.ui.enabled": "false",
    # what a foreign server may well be set to; each session of ours must say otherwise
    "spark.sql.session.timeZone": "America/New_York",
    "spark.sql.ansi.enabled": "false",
    "spark.sql.timestampType": "TIMESTAMP_LTZ",
}


def free_port() -> int:
    """Return a port of loopback that nobody listens at."""
    with socket.socket() as some:
        some.bind(("127.0.0.1", 0))
        return int(some.getsockname()[1])


@contextmanager
def serving(folder: Path) -> Iterator[str]:
    """Serve Spark Connect until the block ends; yield its URL."""
    with served(folder) as (url, _):
        yield url


@contextmanager
def served(folder: Path) -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    """Serve Spark Connect until the block ends or the process is ended; yield its URL and the process."""
    port = free_port()
    told = _SETTINGS | {"spark.connect.grpc.binding.port": str(port), "spark.local.dir": str(folder)}
    settings = [word for name, value in told.items() for word in ("--conf", f"{name}={value}")]
    submit = Path(pyspark.__file__).parent / "bin" / "spark-submit"
    words = [str(submit), "--master", "local[2]", *settings, "--class", _SERVER, "spark-internal"]
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("SPARK_", "PYSPARK_"))}
    with (folder / "server.log").open("wb") as log:
        process = subprocess.Popen(words, cwd=folder, env=environment, stdin=subprocess.DEVNULL, stdout=log, stderr=log)
        try:
            _wait(process, port, folder / "server.log")
            yield f"sc://127.0.0.1:{port}", process
        finally:
            process.terminate()
            process.wait(60)


def _wait(process: subprocess.Popen[bytes], port: int, log: Path) -> None:
    until = time.monotonic() + _PATIENCE
    while time.monotonic() < until:
        assert process.poll() is None, log.read_text("utf-8", "replace")[-2000:]
        with socket.socket() as some:
            if some.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.2)
    raise AssertionError(f"no server after {_PATIENCE} seconds: {log.read_text('utf-8', 'replace')[-2000:]}")
