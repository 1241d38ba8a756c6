"""Sparks of the tests' own on loopback: a Spark Connect server, and a standalone master with one worker.

Each is a process (or two) that ends by its own handle; Java ignores SIGTERM here and there, so it is killed.
"""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pyspark

_HOME = Path(pyspark.__file__).parent
_CONNECT = "org.apache.spark.sql.connect.service.SparkConnectServer"
_STANDALONE = "org.apache.spark.deploy"
_PATIENCE = 180
_SETTINGS = {
    "spark.driver.host": "127.0.0.1",
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.connect.grpc.binding.address": "127.0.0.1",
    "spark.ui.enabled": "false",
    # what a foreign server may well be set to, and must not matter
    "spark.sql.session.timeZone": "America/New_York",
    "spark.sql.ansi.enabled": "false",
}


def free_port() -> int:
    """Return a port of loopback that nobody listens at."""
    with socket.socket() as some:
        some.bind(("127.0.0.1", 0))
        return int(some.getsockname()[1])


@contextmanager
def serving_connect(folder: Path) -> Iterator[tuple[str, "subprocess.Popen[bytes]"]]:
    """Serve Spark Connect until the block ends; yield its URL and the process."""
    port = free_port()
    told = _SETTINGS | {"spark.connect.grpc.binding.port": str(port), "spark.local.dir": str(folder)}
    settings = [word for name, value in told.items() for word in ("--conf", f"{name}={value}")]
    submit = str(_HOME / "bin" / "spark-submit")
    words = [submit, "--master", "local[2]", *settings, "--class", _CONNECT, "spark-internal"]
    with _started("connect", words, folder, PYSPARK_PYTHON=sys.executable) as process:
        _wait(process, port, folder / "connect.log")
        yield f"sc://127.0.0.1:{port}", process


@contextmanager
def serving_standalone(folder: Path) -> Iterator[tuple[str, "subprocess.Popen[bytes]"]]:
    """Serve a standalone master with a worker of two processors until the block ends; yield its URL and the worker."""
    port = free_port()
    url = f"spark://127.0.0.1:{port}"
    start = [str(_HOME / "bin" / "spark-class")]
    here = ("--host", "127.0.0.1", "--webui-port", str(free_port()))
    master = [*start, f"{_STANDALONE}.master.Master", "--port", str(port), *here]
    worker = [*start, f"{_STANDALONE}.worker.Worker", "--cores", "2", "--memory", "1g", "-d", str(folder), *here, url]
    with _started("master", master, folder) as first:
        _wait(first, port, folder / "master.log")
        with _started("worker", worker, folder) as second:
            yield url, second


@contextmanager
def _started(name: str, words: list[str], folder: Path, **variables: str) -> Iterator["subprocess.Popen[bytes]"]:
    with (folder / f"{name}.log").open("wb") as log:
        process = subprocess.Popen(
            words, cwd=folder, env=_environment(variables), stdin=subprocess.DEVNULL, stdout=log, stderr=log
        )
        try:
            yield process
        finally:
            process.kill()
            process.wait(60)


def _environment(variables: Mapping[str, str]) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("SPARK_", "PYSPARK_"))}
    return {**kept, "SPARK_LOCAL_IP": "127.0.0.1", **variables}


def _wait(process: "subprocess.Popen[bytes]", port: int, log: Path) -> None:
    until = time.monotonic() + _PATIENCE
    while time.monotonic() < until:
        assert process.poll() is None, log.read_text("utf-8", "replace")[-2000:]
        with socket.socket() as some:
            if some.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.2)
    raise AssertionError(f"no server after {_PATIENCE} seconds: {log.read_text('utf-8', 'replace')[-2000:]}")
