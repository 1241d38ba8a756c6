"""Run the helper of a vault, which prints an API key: no shell, limits of time and size, and its output never shown."""

import os
import select
import shlex
import signal
import subprocess
import time
from collections.abc import Mapping
from contextlib import suppress

from orglint.errors import CollectError, UsageError

_MOST = 64 << 10
"""Bytes of its output that are read: a key is shorter, and whatever prints more is no vault."""
_TIMEOUT = 30.0


def run_key_command(written: str, environment: Mapping[str, str], nothing: str, *, timeout: float = _TIMEOUT) -> str:
    """Return the first line that a command prints; `nothing` says what is not done if it prints none.

    Raises `UsageError` if it cannot be started, and `CollectError` if it fails or takes too long. What it says on
    standard error may repeat what it prints, and is not read.
    """
    words = _split_words(written, nothing)
    streams = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.DEVNULL}
    try:
        # in a group of its own, so that what it starts ends with it; not from a shell, and its words are the user's
        process = subprocess.Popen(words, **streams, env=dict(environment), start_new_session=True)  # type: ignore[call-overload] # noqa: S603
    except OSError as error:
        raise UsageError(f"{nothing}: {words[0]}, which has the API key, cannot start: {error.strerror}") from None
    with process:
        printed, problem = _read_output(process, time.monotonic() + timeout)
    if not problem and process.returncode:
        problem = f"ended with {process.returncode}"
    line = next(iter(printed.decode("utf-8", "replace").splitlines()), "").strip()
    if problem or not line:
        hint = "Run it to see what it says; orglint shows nothing of it, as that may be the key."
        raise CollectError(f"{nothing}: {words[0]}, which has the API key, {problem or 'printed an empty line'}", hint)
    return line


def _split_words(written: str, nothing: str) -> list[str]:
    try:
        return shlex.split(written)
    except ValueError:
        raise UsageError(f"{nothing}: the command that has the API key has a quote that does not end") from None


def _read_output(process: subprocess.Popen[bytes], deadline: float) -> tuple[bytes, str]:
    """Return what a process prints, and what is wrong if it had to be ended."""
    assert process.stdout
    printed, problem, some = bytearray(), "", b" "
    while some and not problem:
        if not select.select([process.stdout], [], [], max(0.0, deadline - time.monotonic()))[0]:
            problem = "took too long"
            break
        printed += (some := os.read(process.stdout.fileno(), _MOST))
        if len(printed) > _MOST:
            problem = f"printed more than {_MOST >> 10} KiB"
    try:
        process.wait(0 if problem else max(0.0, deadline - time.monotonic()))
    except subprocess.TimeoutExpired:
        problem = problem or "took too long"
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
    return bytes(printed), problem
