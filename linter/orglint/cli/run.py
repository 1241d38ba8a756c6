"""The outermost guard: every way to end becomes a message without a traceback, and an exit code."""

import os
import sys
import traceback
from collections.abc import Sequence
from io import TextIOWrapper

import click

from orglint.cli.group import main
from orglint.errors import OrglintError

BUG = 70
INTERRUPTED = 130
CLOSED = 5


def run(arguments: Sequence[str]) -> int:
    """Run one command and return its exit code."""
    os.umask(0o077)  # a snapshot is personal data, and so is a report
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):  # a locale that lacks a sign gets its number
            stream.reconfigure(errors="backslashreplace")
    try:
        main.main(args=list(arguments), prog_name="orglint", standalone_mode=False)
        sys.stdout.flush()
    except click.exceptions.Exit as ended:
        return ended.exit_code
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        return _say("stopped. What was collected is kept: run the same command again to go on.", INTERRUPTED)
    except OrglintError as error:
        return _say(str(error), error.exit_code)
    except BrokenPipeError:
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115, PTH123 - nobody reads what is still buffered
        return CLOSED
    except Exception as error:  # noqa: BLE001 - the guard exists for what nobody thought of
        return _say(_bug(error), BUG)
    return 0


def _say(message: str, code: int) -> int:
    click.echo(f"orglint: {message}", err=True)
    return code


def _bug(error: Exception) -> str:
    """Return what to say of a bug: where it is, and nothing that the error holds, since that may be data or a key."""
    frame = traceback.extract_tb(error.__traceback__)[-1]
    module = "/".join(frame.filename.split("/")[-3:])
    return (
        f"nothing was decided: a bug in orglint ({type(error).__name__} at {module}:{frame.lineno})\n"
        "  Please report it with the command that you ran; the message holds none of your data."
    )
