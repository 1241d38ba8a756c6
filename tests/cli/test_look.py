"""How people see a report: lines wrap at a terminal alone, color is asked for by option, environment and terminal."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from cli.conftest import orglint
from orglint.results import write_result
from support import shown_results

COLOR = re.compile(r"\x1b\[[0-9;]*m")
REPORT = "import sys; from orglint.__main__ import main; sys.argv = ['orglint', 'report', *sys.argv[1:]]; main()"


@pytest.fixture
def stored(tmp_path: Path) -> str:
    file = tmp_path / "result.json"
    file.write_text(write_result(shown_results.failing()))
    return str(file)


@pytest.mark.parametrize(
    ("words", "variables", "colored"),
    [
        ((), {}, False),
        (("--color", "always"), {}, True),
        (("--color", "always"), {"NO_COLOR": "1"}, True),
        (("--color", "never"), {"FORCE_COLOR": "1"}, False),
        ((), {"FORCE_COLOR": "1"}, True),
        ((), {"FORCE_COLOR": "0"}, False),
        ((), {"FORCE_COLOR": "1", "NO_COLOR": "1"}, False),
        ((), {"FORCE_COLOR": "", "NO_COLOR": ""}, True),
    ],
)
def test_color_is_decided_by_option_then_environment(
    stored: str, words: tuple[str, ...], variables: dict[str, str], *, colored: bool
) -> None:
    shown = orglint("report", stored, *words, **variables).stdout
    assert bool(COLOR.search(shown)) == colored
    assert "\x1b]8" not in shown  # no link where there is no terminal
    assert COLOR.sub("", shown) == orglint("report", stored).stdout


def test_off_a_terminal_no_line_is_wrapped(stored: str) -> None:
    assert orglint("report", stored, COLUMNS="40").stdout == orglint("report", stored, COLUMNS="200").stdout


def test_a_file_has_color_only_if_that_is_asked_for(stored: str, tmp_path: Path) -> None:
    file = tmp_path / "report.txt"
    for words, colored in (((), False), (("--color", "always"), True)):
        orglint("report", stored, "--format", f"terminal={file}", *words, FORCE_COLOR="1")
        assert bool(COLOR.search(file.read_text())) == colored


def test_verbose_names_what_needs_no_attention(stored: str) -> None:
    assert "groups/owners" not in orglint("report", stored).stdout
    assert "domains/verified, groups/owners" in orglint("report", stored, "-v").stdout


@pytest.mark.parametrize(("program", "linked"), [("WezTerm", True), ("Apple_Terminal", False)])
def test_at_a_terminal_lines_wrap_and_rules_are_links_where_it_has_them(
    stored: str, program: str, *, linked: bool
) -> None:
    ours, its = os.openpty()
    environment = {"PATH": os.environ["PATH"], "TERM": "xterm-256color", "TERM_PROGRAM": program, "COLUMNS": "60"}
    words = [sys.executable, "-c", REPORT, stored]
    with subprocess.Popen(words, stdout=its, env=environment | {"PYTHONPATH": os.pathsep.join(sys.path)}) as process:
        os.close(its)
        shown = b"".join(read_terminal(ours)).decode().replace("\r\n", "\n")
    assert process.returncode == 0
    assert ("\x1b]8;" in shown) == linked
    plain = COLOR.sub("", re.sub(r"\x1b\]8;[^\x1b]*\x1b\\", "", shown))
    assert max(map(len, plain.splitlines())) == 60


def read_terminal(descriptor: int) -> Iterator[bytes]:
    while True:
        try:
            piece = os.read(descriptor, 65_536)
        except OSError:  # the other side is closed
            break
        if not piece:
            break
        yield piece
    os.close(descriptor)
