"""Several organizations in one page: each as its own page has it, and a table that compares them."""

from collections import Counter
from dataclasses import replace
from pathlib import Path

from orglint.model.overview import OverviewBuilder, SnapshotLine
from orglint.model.result import Result
from orglint.reports import FORMATS, Output
from reports.hostile import HOSTILE
from reports.trees import Element, tree
from support import results, shown_results
from support.outputs import join_text

FORMAT = FORMATS["html"]


def name(result: Result, number: int, called: str) -> Result:
    seen = {"id": f"20260302T06000{number}Z-5f3a{number}", "organization": f"org-{number}", "organization_name": called}
    return replace(result, snapshot=replace(result.snapshot, **seen))


ONES: list[Result | SnapshotLine] = [
    name(results.mixed(), 1, "Fjord & Partners"),
    name(results.clean(), 2, "Everglade <b>"),
    name(shown_results.failing(), 3, "Tern"),
    SnapshotLine(Path("store/snapshots/20260301T060000Z-5f3a"), problem="users.parquet was changed"),
]


def render(ones: list[Result | SnapshotLine]) -> str:
    builder = OverviewBuilder()
    parts = [FORMAT.render_head()]
    for number, result in enumerate(builder.pass_results(ones)):
        parts.append(join_text(Output("", FORMAT.render_part(result, first=number == 0))))
    return "".join([*parts, FORMAT.render(builder.build_overview())])


PAGE = tree(render(ONES))


def rows(table: Element) -> dict[str, list[str]]:
    found = (row.all("th", "td") for row in table.all("tbody")[0].all("tr"))
    return {cells[0].said(): [cell.said() for cell in cells[1:]] for cells in found}


def test_the_table_has_a_line_for_each_snapshot_with_the_numbers_of_its_result() -> None:
    told = rows(PAGE.find("compared"))
    taken = "2026-03-02 06:00 UTC"
    assert told["Everglade <b>"] == ["Passes", "0", "0", "0", "0", "0", "0", "0", taken]
    assert told["Tern"] == ["Fails", "2", "0", "12", "0", "0", "0", "0", taken]
    first = next(cells for whose, cells in told.items() if whose.startswith("Fjord & Partners in doubt: "))
    assert first == ["Fails, and not everything is decided", "2", "0", "14", "18", "0", "16", "2", taken]


def test_a_snapshot_that_could_not_be_judged_is_undecided_and_says_why() -> None:
    told = rows(PAGE.find("compared"))["20260301T060000Z-5f3a users.parquet was changed"]
    assert told == ["Undecided", *["–"] * 7, ""]  # noqa: RUF001 - what stands for no number
    assert "1 snapshot could not be judged at all" in PAGE.find("compare").said()


def test_every_link_of_the_table_leads_to_an_organization() -> None:
    targets = {it.attributes["id"]: it.all("h1")[0].said() for it in PAGE.having("org")}
    links = {it.attributes["href"][1:]: it.said() for it in PAGE.find("compared").all("a")}
    assert links == targets


def test_no_two_elements_have_one_id_and_links_lead_somewhere() -> None:
    ids = [it.attributes["id"] for it in PAGE.walk() if "id" in it.attributes]
    assert [it for it, number in Counter(ids).items() if number > 1] == []
    links = [it.attributes["href"] for it in PAGE.walk() if it.attributes.get("href", "").startswith("#")]
    assert [it for it in links if it[1:] not in ids] == []


def test_an_organization_has_the_part_that_its_own_page_has() -> None:
    assert isinstance(ONES[2], Result)
    alone = tree(FORMAT.render(ONES[2]))
    assert PAGE.having("org")[2].shape() == alone.having("org")[0].shape()


def test_each_organization_has_all_its_findings() -> None:
    packed = [it.attributes["id"] for it in PAGE.all("script")[:-1]]
    assert packed == ["20260302T060001Z-5f3a1/packed", "20260302T060003Z-5f3a3/packed"]


def test_hostile_names_change_no_element() -> None:
    hostile = [name(results.clean(), at, text or "x") for at, text in enumerate(HOSTILE)]
    plain = [name(results.clean(), at, "x") for at in range(len(HOSTILE))]
    assert tree(render([*hostile])).shape() == tree(render([*plain])).shape()


def test_no_snapshot_is_no_success() -> None:
    page = tree(render([]))
    assert page.find("compare").find("mark").said() == "Undecided"
    assert "Exit code 3" in page.find("compare").said()
