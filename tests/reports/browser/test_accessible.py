"""Everybody can read the page: axe-core finds nothing wrong and leaves nothing unjudged, on any screen and on paper."""

from typing import Any

import pytest

from reports.browser.pages import render_everything
from support.axe import find_lowest_contrast, judge_page
from support.chromium import Visit

WIDTHS = (320, 480, 768, 800, 992, 1000, 1280, 1600)
COLORS = ("color-contrast", "link-in-text-block")
"""The rules of axe that look at colours: all that another scheme of colours can break."""


@pytest.mark.parametrize(
    ("options", "media", "only"),
    [
        pytest.param({}, "screen", (), id="light"),
        pytest.param({"color_scheme": "dark"}, "screen", COLORS, id="dark"),
        pytest.param({"viewport": {"width": 320, "height": 800}}, "screen", (), id="narrow"),
        pytest.param({}, "print", (), id="print"),
    ],
)
def test_axe_finds_nothing_wrong_and_nothing_that_it_cannot_judge(
    visit: Visit, options: dict[str, Any], media: str, only: tuple[str, ...]
) -> None:
    with visit(render_everything(), **options) as page:
        page.emulate_media(media=media)  # type: ignore[arg-type]
        found = judge_page(page, *only)
        _pairs, ratio, where = find_lowest_contrast(page)
    assert found["violated"] == []
    assert found["unjudged"] == []
    assert "color-contrast" in found["kept"]
    assert ratio >= 4.5, where


def test_nothing_scrolls_sideways_at_any_width(visit: Visit) -> None:
    with visit(render_everything()) as page:
        page.evaluate("() => document.querySelectorAll('details').forEach(box => box.open = true)")
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            assert page.evaluate("document.documentElement.scrollWidth") <= width
