import json
import re
import subprocess
import sys
from collections.abc import Iterable
from typing import cast

import pytest

from orglint.model.overview import Overview, OverviewBuilder
from orglint.model.result import Result
from orglint.reports import FORMATS
from orglint.reports.run_metrics import mark_run
from support import results

LOADED = """
import json, sys
from orglint.reports import FORMATS
from support import results
FORMATS[sys.argv[1]].render(results.failing())
print(json.dumps(sorted(sys.modules)))
"""


def modules_after_rendering(name: str) -> set[str]:
    command = [sys.executable, "-c", f"import sys; sys.path[:] = {sys.path!r}\n{LOADED}", name]
    return set(json.loads(subprocess.run(command, capture_output=True, check=True, text=True).stdout))


@pytest.mark.parametrize(
    ("name", "needed", "others"),
    [
        ("json", set(), {"rich", "jinja2"}),
        ("terminal", {"rich"}, {"jinja2"}),
        ("html", {"jinja2"}, {"rich"}),
        ("sarif", set(), {"rich", "jinja2", "httpx"}),
        ("bitbucket", set(), {"rich", "jinja2", "httpx"}),
    ],
)
def test_a_format_imports_the_library_that_it_needs_and_no_other(name: str, needed: set[str], others: set[str]) -> None:
    loaded = modules_after_rendering(name)
    assert needed <= loaded
    assert not others & loaded


@pytest.mark.parametrize("name", FORMATS)
def test_a_report_ends_with_one_line_feed(name: str) -> None:
    text = FORMATS[name].render(results.mixed())
    assert text.endswith("\n")
    assert not text.endswith("\n\n")


@pytest.mark.parametrize("name", FORMATS)
def test_every_file_of_a_report_begins_as_its_format_says(name: str) -> None:
    """By that a report is known from a file of somebody's, which no settings overwrite."""
    format_ = FORMATS[name]
    assert len(format_.begins) == len(format_.beside) + 1
    for result in (results.mixed(), results.clean(), results.failing(), results.result()):
        for begins, output in zip(format_.begins, format_.render_outputs(result), strict=True):
            assert re.match(begins, "".join(cast("Iterable[str]", output.content)))
    if Overview in format_.modules:
        head = format_.render_head() or format_.render(OverviewBuilder().build_overview())
        assert re.match(format_.begins[0], head)
    for other in ("# Notes\n", '{"name": "a"}'):
        assert not re.match("|".join(format_.begins), other)


def test_metrics_of_a_run_without_a_result_begin_as_metrics_do() -> None:
    assert re.match(FORMATS["prometheus"].begins[0], mark_run("", "acme", 1.0, 4))


@pytest.mark.parametrize("name", FORMATS)
def test_the_same_result_gives_the_same_bytes(name: str) -> None:
    assert FORMATS[name].render(results.mixed()) == FORMATS[name].render(results.mixed())


@pytest.mark.parametrize("name", FORMATS)
def test_every_report_can_be_written_as_utf_8(name: str) -> None:
    assert FORMATS[name].render(results.mixed()).encode()


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_can_hold_a_result(name: str) -> None:
    assert Result in FORMATS[name].modules


def test_only_the_terminal_is_for_a_stream() -> None:
    assert [name for name, format_ in FORMATS.items() if format_.stream] == ["terminal"]
