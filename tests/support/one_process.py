"""A command line in the process of the tests: the real entry point, and afterwards everything as it was before.

A process of its own takes a second to start, and this takes none. What is about processes (signals, limits of memory,
closed pipes, what is installed) has one all the same: `process` in conftest.
"""

import gc
import locale
import os
import resource
import signal
import sys
import tempfile
import time
import warnings
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from subprocess import CompletedProcess
from typing import BinaryIO

from orglint.__main__ import main

_STARTED_WITH = frozenset({"LANG", "LC_ALL", "LC_CTYPE", "LD_LIBRARY_PATH", "PATH"})
"""What a process obeys when it starts and never again, besides all that is called PYTHON...; and where it looks."""
_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGPIPE)


def run(words: tuple[str, ...], cwd: Path | None, variables: Mapping[str, str]) -> CompletedProcess[str]:
    """Run orglint; return what a process would have: exit code, standard output and error."""
    return run_entry_point(main, ("orglint", *words), cwd, variables)


def run_entry_point(
    entry_point: Callable[[], object], words: tuple[str, ...], cwd: Path | None, variables: Mapping[str, str]
) -> CompletedProcess[str]:
    """Run the entry point of a command, which exits, with its name and arguments; return what a process would have."""
    early = [name for name in variables if name in _STARTED_WITH or name.startswith("PYTHON")]
    assert not early, f"{', '.join(early)} would do nothing here: use a process"
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        with ExitStack() as stack:
            for kept in (_interpreter(), _limits(), _environment(variables), _folder(cwd), _streams(out, err)):
                stack.enter_context(kept)
            code = _ended(entry_point, words)
        return CompletedProcess([*words], code, _text(out), _text(err))


def _ended(entry_point: Callable[[], object], words: tuple[str, ...]) -> int:
    was, sys.argv = sys.argv, [*words]
    try:
        entry_point()
    except SystemExit as ended:
        return int(ended.code or 0)
    finally:
        sys.argv = was
    raise AssertionError("the entry point returned, and always exits")


@contextmanager
def _interpreter() -> Iterator[None]:
    handlers = {number: signal.getsignal(number) for number in _SIGNALS}
    spoken, collecting, deep = locale.setlocale(locale.LC_ALL), gc.isenabled(), sys.getrecursionlimit()
    try:
        with warnings.catch_warnings():
            yield
    finally:
        for number, handler in handlers.items():
            signal.signal(number, handler)
        locale.setlocale(locale.LC_ALL, spoken)
        (gc.enable if collecting else gc.disable)()
        sys.setrecursionlimit(deep)


@contextmanager
def _limits() -> Iterator[None]:
    mask, data = os.umask(0o022), resource.getrlimit(resource.RLIMIT_DATA)
    os.umask(mask)
    try:
        yield
    finally:
        os.umask(mask)
        resource.setrlimit(resource.RLIMIT_DATA, data)


@contextmanager
def _environment(variables: Mapping[str, str]) -> Iterator[None]:
    was = dict(os.environ)
    os.environ.update(variables)
    time.tzset()
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(was)
        time.tzset()


@contextmanager
def _folder(cwd: Path | None) -> Iterator[None]:
    was = Path.cwd()
    os.chdir(cwd or was)
    try:
        yield
    finally:
        os.chdir(was)


@contextmanager
def _streams(out: BinaryIO, err: BinaryIO) -> Iterator[None]:
    """Lead the descriptors 1 and 2 into files, and give Python new streams over them, as a new process has them."""
    streams, descriptors = (sys.stdout, sys.stderr), (os.dup(1), os.dup(2))
    for stream in streams:
        stream.flush()
    os.dup2(out.fileno(), 1)
    os.dup2(err.fileno(), 2)
    sys.stdout = open(1, "w", encoding="utf-8", closefd=False)  # noqa: SIM115 - closed below
    sys.stderr = open(2, "w", encoding="utf-8", errors="backslashreplace", closefd=False, buffering=1)  # noqa: SIM115
    try:
        yield
    finally:
        mine = (sys.stdout, sys.stderr)
        for stream in mine:
            stream.close()
        sys.stdout, sys.stderr = streams
        for number, descriptor in enumerate(descriptors, start=1):
            os.dup2(descriptor, number)
            os.close(descriptor)


def _text(file: BinaryIO) -> str:
    file.seek(0)
    return file.read().decode()
