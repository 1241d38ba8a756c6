"""Spark in a Java machine of this process's own: it works here, or drives the workers of a cluster."""

import os
import re
import socket
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from py4j.protocol import Py4JError
from pyspark import SparkConf, SparkContext
from pyspark.errors import PySparkException
from pyspark.java_gateway import launch_gateway
from pyspark.sql import SparkSession

from orglint.errors import UnreachableError, UsageError
from orglint.evaluate.distribute.spark import settings
from orglint.evaluate.distribute.spark.errors import one_line
from orglint.evaluate.distribute.spark.reached import Spark

_FAILURES = (PySparkException, Py4JError)
_PYTHON = "PYSPARK_PYTHON"
_LOCAL, _STANDALONE = "local", "spark://"
_PATIENCE = 10.0
_BAD_URL = ("Could not parse Master URL", "Invalid master URL", "Master must ", "Could not load")
_NOISE = re.compile(r"WARNING: |Using Spark's|\s+at |Picked up ")
_SCRIPT = re.compile(r"^\S+/bin/spark-class: line \d+: ")
_JAVA = "Install Java 17 or newer, on PATH or under JAVA_HOME."


@contextmanager
def open_spark(url: str) -> Iterator[Spark]:
    """Start an application at a master's URL, with a session in it."""
    _check_masters(url)
    with TemporaryDirectory(prefix="orglint-spark-") as folder:
        gateway = _launch_java(_build_settings(url, Path(folder)), Path(folder) / "start.log")
        try:
            with _open_context(url, gateway, _build_settings(url, Path(folder))) as context:
                if url.startswith(_LOCAL) and _PYTHON not in os.environ:
                    context.pythonExec = sys.executable  # on this machine it has what is needed; "python3" may not
                yield Spark(SparkSession(context), url, _FAILURES, lambda: gateway.proc.poll() is None)
        finally:
            _end_java(gateway)


def _build_settings(url: str, folder: Path) -> Mapping[str, str]:
    log4j = folder / "log4j2.properties"
    log4j.write_text(settings.LOG4J, encoding="ascii")
    local = settings.LOOPBACK if url.startswith(_LOCAL) else {}
    return {
        **local,
        **settings.OWN,
        "spark.master": url,
        "spark.local.dir": str(folder),
        "spark.sql.warehouse.dir": str(folder / "warehouse"),
        "spark.driver.extraJavaOptions": f"-Dlog4j2.configurationFile={log4j.as_uri()}",
    }


def _launch_java(told: Mapping[str, str], log: Path) -> Any:
    """Return the way to a Java machine that was started for us; what it says goes into a file, not to the user."""
    conf = SparkConf(loadDefaults=False).setAll(list(told.items()))
    try:
        with log.open("wb") as stream:
            return launch_gateway(conf, {"stdout": stream, "stderr": stream})  # type: ignore[no-untyped-call]
    except (PySparkException, OSError):
        raise _build_start_error(log.read_text("utf-8", "replace"), told["spark.master"]) from None


def _build_start_error(said: str, url: str) -> UsageError:
    if any(words in said for words in _BAD_URL):
        return UsageError(f"nothing was judged: {url} is not a URL of Spark", _URLS)
    lines = [line.strip() for line in said.splitlines() if line.strip() and not _NOISE.match(line)]
    why = f": {_SCRIPT.sub('', lines[0])}" if lines else ""
    return UsageError(f"nothing was judged: Spark could not start Java{why}", _JAVA)


@contextmanager
def _open_context(url: str, gateway: Any, told: Mapping[str, str]) -> Iterator[SparkContext]:
    try:
        conf = SparkConf(loadDefaults=True, _jvm=gateway.jvm).setAll(list(told.items()))
        context = SparkContext(conf=conf, gateway=gateway)
    except (PySparkException, Py4JError) as error:
        why = one_line(error)
        if any(words in why for words in _BAD_URL):
            raise UsageError(f"nothing was judged: {url} is not a URL of Spark", _URLS) from None
        raise UnreachableError(f"nothing was judged: Spark at {url} could not be started: {why}", _LATER) from None
    # where a signal ends the Java machine first, PySpark's own server would print that nobody answers it any more
    server: Any = context._accumulatorServer  # noqa: SLF001 - there is no other way to it
    server.handle_error = _say_nothing
    try:
        yield context
    finally:
        with suppress(PySparkException, Py4JError, OSError):
            context.stop()


_URLS = "There are local[N], spark://host:port, sc://host:port and what else Spark calls a master."
_LATER = "See that it runs and can be reached from here, or leave --spark-url out to use this machine."


def _say_nothing(*request: object) -> None:
    """Leave it to the main thread to say what went wrong."""


def _check_masters(url: str) -> None:
    """Ask whether anybody listens at a standalone master's address: Spark itself would wait for minutes."""
    if not url.startswith(_STANDALONE):
        return
    masters = url.removeprefix(_STANDALONE).split(",")
    failed = [problem for master in masters if (problem := _find_refusal(master))]
    if len(failed) == len(masters):
        raise UnreachableError(f"nothing was judged: {url} cannot be reached: {failed[0]}", _LATER)


def _find_refusal(master: str) -> str:
    host, _, port = master.rpartition(":")
    if not host or not port.isdecimal():
        raise UsageError(f"nothing was judged: {_STANDALONE}{master} is not a URL of Spark", _URLS)
    try:
        socket.create_connection((host.strip("[]"), int(port)), _PATIENCE).close()
    except (OSError, OverflowError) as error:
        return (getattr(error, "strerror", None) or str(error)).lower()
    return ""


def _end_java(gateway: Any) -> None:
    """End the Java machine, and let a later application of this process have one of its own."""
    with suppress(Py4JError, OSError):
        gateway.shutdown()
    with suppress(OSError):
        gateway.proc.stdin.close()
    gateway.proc.wait()
    SparkContext._gateway = None  # noqa: SLF001 - or Spark would take the one that has ended
    SparkContext._jvm = None  # noqa: SLF001
