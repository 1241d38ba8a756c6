"""An overview of many snapshots as people and programs read it."""

import json
from collections.abc import Iterable
from pathlib import Path

import pytest

from orglint.model.overview import Overview, OverviewBuilder, SnapshotLine
from orglint.model.result import Result
from orglint.reports import FORMATS, Layout, list_formats
from support import results
from support.golden_files import Golden

DAMAGED = SnapshotLine(Path("store/snapshots/20260228T060000Z-0a1b2c"), problem="users.parquet was changed")
MANY = (results.mixed(), DAMAGED, results.clean())


def rendered(name: str, ones: Iterable[Result | SnapshotLine]) -> str:
    format_, builder = FORMATS[name], OverviewBuilder()
    text = format_.render_head()
    for number, result in enumerate(builder.pass_results(ones)):
        text += "".join(format_.render_part(result, first=number == 0))
    return text + format_.render(builder.build_overview(), Layout(80))


def test_an_overview_reads_like_this(golden: Golden) -> None:
    golden("overview.80.txt", rendered("terminal", MANY))


def test_an_overview_contains_each_result_as_it_is_alone() -> None:
    document = json.loads(rendered("json", MANY))
    assert document["results"] == [json.loads(FORMATS["json"].render(one)) for one in MANY if isinstance(one, Result)]
    assert [line["problem"] for line in document["unreadable"]] == [DAMAGED.problem]


@pytest.mark.parametrize("name", list_formats(Overview))
def test_an_overview_of_nothing_is_a_whole_report(name: str) -> None:
    text = rendered(name, ())
    assert text.endswith("\n")
    assert not text.endswith("\n\n")


def test_an_overview_of_nothing_is_json() -> None:
    assert json.loads(rendered("json", ()))["results"] == []
