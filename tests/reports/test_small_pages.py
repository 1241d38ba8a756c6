"""Pages without a script: each allows its own style and nothing else, before that style."""

import re
from base64 import b64encode
from hashlib import sha256

import pytest

from orglint.model.controls import assess_controls
from orglint.model.trends import By
from orglint.reports.controls import html as controls
from orglint.reports.site import describe_entry
from orglint.reports.site.archive import render_archive
from orglint.reports.trends import html as trends
from reports.trees import tree
from support import results

ENTRY = describe_entry("2026-03-02.html", "0" * 64, results.mixed(), None)
PAGES = {
    "controls": controls.render(assess_controls(results.mixed(), "soc2")),
    "trends": trends.render([], By.TOTAL),
    "archive": render_archive("Fjord <b> & Partners", [ENTRY]),
}


@pytest.mark.parametrize("page", PAGES.values(), ids=PAGES)
def test_a_small_page_allows_its_style_and_runs_and_loads_nothing(page: str) -> None:
    (style,) = re.findall("<style>(.*?)</style>", page, re.DOTALL)
    digest = b64encode(sha256(style.encode()).digest()).decode()
    policies = [it.attributes["content"] for it in tree(page).all("meta") if "http-equiv" in it.attributes]
    assert policies == [f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"]
    assert page.startswith("<!doctype html>\n")
    assert page.index("Content-Security-Policy") < page.index("<style>")
    assert not re.search(r"<(script|img|iframe|object|embed)|@import|url\(", page)


def test_a_name_is_text_in_the_title_and_on_the_page() -> None:
    page = tree(PAGES["archive"])
    titles = [element.said() for name in ("title", "h1") for element in page.all(name)]
    assert titles == ["Results of Fjord <b> & Partners"] * 2
