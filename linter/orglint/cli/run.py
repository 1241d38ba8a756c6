"""Run one command; every way to end becomes a message without a traceback, and an exit code."""

import os
import re
import signal
import sys
from collections.abc import Sequence
from contextlib import suppress
from io import StringIO
from types import FrameType

import click

from orglint.cli.group import main
from orglint.cli.output import streams
from orglint.cli.stopping import describe_stop
from orglint.engine.limits import memory
from orglint.errors import OrglintError, locate_bug

WRITE, BUG, INTERRUPTED, TERMINATED = 5, 70, 130, 143
_LAYOUT = {"\n", "\t"}


class Terminated(BaseException):
    """The process was asked to end (SIGTERM)."""


def run_command(arguments: Sequence[str]) -> int:
    """Run one command and return its exit code."""
    os.umask(0o077)  # a snapshot is personal data, and so is a report
    streams.prepare_streams()
    memory.configure_allocator()
    with suppress(ValueError):  # not in the main thread: the caller handles signals
        signal.signal(signal.SIGTERM, _raise_terminated)
    code = _run_guarded(arguments)
    try:
        streams.flush_stdout()
    except OSError:
        return code or WRITE  # the failure is reported already, or the reader is gone
    return code


def _run_guarded(arguments: Sequence[str]) -> int:
    try:
        code = _invoke_click(arguments)
        streams.flush_stdout()
    except (click.Abort, KeyboardInterrupt) as stop:
        return _write_line(describe_stop(stop), INTERRUPTED)
    except Terminated as stop:
        return _write_line(describe_stop(stop), TERMINATED)
    except OrglintError as error:
        return _write_line(str(error), error.exit_code)
    except Exception as error:  # noqa: BLE001 - a bug must end in a message, too
        return _report_unexpected(error)
    if streams.is_reader_gone():
        return _write_line(
            f"standard output was closed before everything was written; {_format_exit_code(code)}", max(code, WRITE)
        )
    return code


def _format_exit_code(code: int) -> str:
    return f"the exit code would have been {code}"


def _invoke_click(arguments: Sequence[str]) -> int:
    try:
        main.main(args=list(arguments), prog_name="orglint", standalone_mode=False, obj=tuple(arguments))
    except click.exceptions.Exit as ended:
        return ended.exit_code
    except SystemExit as ended:
        return ended.code if isinstance(ended.code, int) else 0
    except click.ClickException as error:
        shown = StringIO()
        error.show(file=shown)
        return _write_neutralized(shown.getvalue(), error.exit_code)
    return 0


def _raise_terminated(number: int, frame: FrameType | None) -> None:
    del number, frame
    raise Terminated


def _report_unexpected(error: Exception) -> int:
    if isinstance(error, OSError) and error.errno in streams.DISK:
        streams.give_up()
        return _write_line(f"standard output could not be written: {error.strerror}", WRITE)
    return _write_line(_describe_bug(error), BUG)


def _write_line(message: str, code: int) -> int:
    return _write_neutralized(f"orglint: {message}\n", code)


def _write_neutralized(message: str, code: int) -> int:
    """Write a message that can do nothing but be read: arguments and names of files may hold anything."""
    from orglint.model.neutralize import neutralize

    with suppress(OSError):
        sys.stderr.write(
            "".join(part if part in _LAYOUT else neutralize(part) for part in re.split(r"([\n\t])", message))
        )
        sys.stderr.flush()
    return code


def _describe_bug(error: Exception) -> str:
    """Return what to say of a bug."""
    return (
        f"nothing was decided: a bug in orglint ({locate_bug(error)})\n"
        "  Please report it with the command that you ran; the message holds none of your data."
    )
