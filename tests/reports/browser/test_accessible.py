"""Everybody can read the page: axe-core finds nothing wrong and leaves nothing unjudged, on any screen and on paper."""

from itertools import groupby
from typing import Any, Literal

import pytest

from reports.browser.pages import render_everything, render_several
from reports.test_html_overview import ONES as ORGANIZATIONS
from reports.test_html_overview import render as render_organizations
from support.axe import find_lowest_contrast, judge_page
from support.chromium import Visit

WIDTHS = (320, 480, 767, 768, 800, 991, 992, 1000, 1280, 1600)
COLORS = ("color-contrast", "link-in-text-block")
"""The rules of axe that look at colours: all that another scheme of colours can break."""
ORDER = [".skip", ".matrix", ".rail", ".todo", ".tools", "thead", ".rules tbody", "[data-all]", ".card"]
SPACED = "* { letter-spacing: .12em !important; word-spacing: .16em !important; line-height: 1.5 !important; }"
ADD_STYLE = """text => {
  const style = new CSSStyleSheet();
  style.replaceSync(text);
  document.adoptedStyleSheets = [style];
}"""
WHERE = """places => {
  const it = document.activeElement, style = getComputedStyle(it);
  const place = places.find(place => it.closest(place)) || it.localName;
  return [place, style.outlineStyle !== "none" && it.checkVisibility() && it.getBoundingClientRect().width > 0];
}"""


@pytest.mark.parametrize(
    ("options", "media", "fragment", "only"),
    [
        pytest.param({}, "screen", "", (), id="light"),
        pytest.param({"color_scheme": "dark"}, "screen", "", COLORS, id="dark"),
        pytest.param({"viewport": {"width": 320, "height": 800}}, "screen", "", (), id="narrow"),
        pytest.param({}, "screen", "#rules?outcome=fail&sort=severity", (), id="filtered"),
        pytest.param({}, "print", "", (), id="print"),
    ],
)
def test_axe_finds_nothing_wrong_and_nothing_that_it_cannot_judge(
    visit: Visit, options: dict[str, Any], media: Literal["print", "screen"], fragment: str, only: tuple[str, ...]
) -> None:
    with visit(render_everything(), fragment, **options) as page:
        page.locator("[id$=findings]").scroll_into_view_if_needed()
        page.wait_for_selector(".found.all tbody tr")
        page.emulate_media(media=media)
        found = judge_page(page, *only)
        pairs, ratio, where = find_lowest_contrast(page)
    assert found["violated"] == []
    assert found["unjudged"] == []
    assert "color-contrast" in found["kept"]
    assert pairs > 200
    assert ratio >= 4.5, where


def test_axe_finds_nothing_wrong_with_the_table_of_several_organizations(visit: Visit) -> None:
    with visit(render_organizations(ORGANIZATIONS), viewport={"width": 320, "height": 800}) as page:
        assert page.evaluate("document.documentElement.scrollWidth") == 320
        page.set_viewport_size({"width": 1280, "height": 900})
        found = judge_page(page)
    assert found["violated"] == []
    assert found["unjudged"] == []


@pytest.mark.parametrize("style", ["", SPACED], ids=["as it is", "spaced"])
def test_nothing_scrolls_sideways_at_any_width(visit: Visit, style: str) -> None:
    """Whatever fonts there are: with the spacing of WCAG 2.2, 1.4.12, texts are wider than in any of them."""
    with visit(render_everything()) as page:
        page.evaluate(ADD_STYLE, style)
        page.locator("[id$=findings]").scroll_into_view_if_needed()
        page.wait_for_selector(".found.all tbody tr")
        page.evaluate("() => document.querySelectorAll('button.raw').forEach(button => button.click())")
        page.evaluate("() => document.querySelectorAll('details').forEach(box => box.open = true)")
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_tab_goes_through_the_page_as_it_is_read_and_shows_where_it_is(visit: Visit) -> None:
    stops = []
    with visit(render_several()) as page:
        for _stop in range(90):
            page.keyboard.press("Tab")
            stops.append(page.evaluate(WHERE, ORDER))
    assert [place for place, seen in stops if not seen] == []
    order = [place for place, _stops in groupby(place for place, _seen in stops)]
    assert order == ORDER


def test_without_a_script_the_page_says_what_matters(visit: Visit) -> None:
    with visit(render_several(), java_script_enabled=False) as page:
        for place in (".verdict", ".matrix", ".todo", "table.rules tbody tr", ".card[open] table.found tbody tr"):
            assert page.locator(place).first.is_visible(), place
        assert not [it for it in page.locator(".js-only, form, button").all() if it.is_visible()]
        assert page.locator(".without-script").is_visible()
        page.locator("table.rules a[href='#groups/rule1']").click()
        assert page.locator("[id='groups/rule1']").is_visible()
