"""On paper: A4, what was found open, a short card on one sheet, and a foot that says which sheet it is."""

import io
from dataclasses import replace
from functools import cache

from pypdf import PdfReader

from orglint.model.result import Outcome, Verdict
from orglint.model.rule import Severity
from orglint.reports import FORMATS
from support import results
from support.chromium import Visit

A4 = (210, 297)  # millimetres
POINT = 25.4 / 72
SIZES = (3, 12, 11, 1, 12, 9, 60, 10, 12, 5)
"""How many findings the rules have: cards of less than 13 rows are not broken."""


def failing(number: int, rows: int) -> Verdict:
    rule = results.rule(f"paper/rule{number}", Severity.HIGH, f"Sheet {number} holds together")
    found = [
        results.finding(rule.id, results.key(100 * number + row), "told", {}, subject=f"rule{number}row{row}end")
        for row in range(rows)
    ]
    return results.verdict(rule, Outcome.FAIL, (rows, 0, rows, 0, 0), *found)


@cache
def render_cards() -> str:
    verdicts = [failing(number, rows) for number, rows in enumerate(SIZES)]
    snapshot = replace(results.whole(), organization_name='Fjord "&" \\ Partners')
    return FORMATS["html"].render(results.result(*verdicts, *results.passed(), snapshot=snapshot))


def read_sheets(pdf: bytes) -> list[str]:
    sheets = PdfReader(io.BytesIO(pdf)).pages
    sizes = {tuple(round(float(length) * POINT) for length in sheet.mediabox[2:]) for sheet in sheets}
    assert sizes == {A4}
    return [" ".join(sheet.extract_text().split()) for sheet in sheets]


def test_sheets_hold_short_cards_whole_and_say_which_they_are(visit: Visit) -> None:
    with visit(render_cards()) as page:
        sheets = read_sheets(page.pdf(prefer_css_page_size=True))
    where = [
        {at for at, text in enumerate(sheets) for row in range(rows) if f"rule{number}row{row}end" in text}
        for number, rows in enumerate(SIZES)
    ]
    titles = [
        {at for at, text in enumerate(sheets) if f"Sheet {number} holds together" in text}
        for number in range(len(SIZES))
    ]
    for number, rows in enumerate(SIZES):
        assert where[number], f"the findings of rule {number} are not printed"
        if rows < 13:
            assert len(where[number]) == 1, f"the card of rule {number} is on sheets {where[number]}"
            assert where[number] <= titles[number]
    for at, text in enumerate(sheets, 1):
        assert f"{at} / {len(sheets)}" in text
        assert 'Fjord "&" \\ Partners' in text
    assert len(sheets) < 9


def test_all_findings_are_printed_on_request_and_that_time_only(visit: Visit) -> None:
    every = {f"rule{number}row{row}end" for number, rows in enumerate(SIZES) for row in range(rows)}
    with visit(render_cards()) as page:
        page.locator("[id$=findings]").scroll_into_view_if_needed()
        page.evaluate("() => { window.print = () => {}; }")  # which would open a dialog that nobody closes
        page.locator(".to-print").click()
        page.locator(".whole tbody tr").last.wait_for(state="attached")
        whole = " ".join(read_sheets(page.pdf(prefer_css_page_size=True)))
        assert {text for text in every if text not in whole} == set()
        first = " ".join(read_sheets(page.pdf(prefer_css_page_size=True)))
    assert {text for text in every if text not in first} == {f"rule6row{row}end" for row in range(20, 60)}
