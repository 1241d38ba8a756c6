"""The command line in the process of the tests gives what a process of its own gives, and leaves nothing behind."""

import gc
import os
import resource
import signal
import sys
from pathlib import Path

import pytest

from cli.conftest import orglint, process
from support.bundled import find_founding_rules

FOUNDING = ("--only-rules", str(find_founding_rules()))


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("--help",), 0),
        (("rules", "list"), 0),
        (("check", *FOUNDING), 1),
        (("check", *FOUNDING, "--format", "json", "--fail-on", "critical"), 1),
        (("check", "--only", "nothing/*"), 2),
        (("chekc",), 2),
        (("eval", "'\u00fc' + x", "--vars", '{"x": "\\u20ac"}'), 0),
        (("query", "users", "user.jobTitle == 'x' && user.lastActive < now"), 3),
        (("snapshot", "--org", "one"), 2),
        (("check", *FOUNDING, "--format", "json=/dev/full"), 5),
    ],
)
def test_it_gives_what_a_process_gives(store: Path, words: tuple[str, ...], code: int) -> None:
    alone = process(*words, ORGLINT_STORE=str(store), COLUMNS="80")
    here = orglint(*words, ORGLINT_STORE=str(store), COLUMNS="80")
    assert alone.returncode == code
    assert (here.returncode, here.stdout, here.stderr) == (alone.returncode, alone.stdout, alone.stderr)


def around() -> dict[str, object]:
    """Return what a command could leave behind."""
    mask = os.umask(0o022)
    os.umask(mask)
    return {
        "environment": dict(os.environ),
        "folder": Path.cwd(),
        "handlers": [signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)],
        "limit": resource.getrlimit(resource.RLIMIT_DATA),
        "mask": mask,
        "streams": (sys.argv, sys.stdout, sys.stderr),
        "descriptors": len(list(Path("/proc/self/fd").iterdir())),
        "collecting": gc.isenabled(),
    }


def test_it_leaves_nothing_behind(store: Path, tmp_path: Path) -> None:
    orglint("check", *FOUNDING, "--store", str(store))  # what is made once and kept, such as pools of the engine
    before = around()
    assert orglint("check", *FOUNDING, "--store", str(store), cwd=tmp_path, TZ="Asia/Tokyo").returncode == 1
    assert orglint("snapshot", "--org", "one", ORGLINT_API_KEY="x" * 40, ORGLINT_STORE="/dev/null").returncode != 0
    assert around() == before


def test_what_only_a_new_process_obeys_is_refused() -> None:
    with pytest.raises(AssertionError, match="PYTHONPATH would do nothing here"):
        orglint("--version", PYTHONPATH="x")
