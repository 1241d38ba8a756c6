"""Hostile text in a page whose script runs: it stays text, is seen as what it is, and moves nothing."""

import re
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

import pytest

from orglint.model.neutralize import shorten_text
from orglint.model.result import Verdict
from orglint.reports import FORMATS
from orglint.reports.web import LONGEST
from reports.browser.pages import everything, render_with_past
from reports.corpus import CORPUS, sow_from
from support import results
from support.chromium import Visit

if TYPE_CHECKING:
    from playwright.sync_api import Page

CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufffe\uffff]")
OURS = {
    *("a", "abbr", "article", "b", "bdi", "body", "button", "caption", "circle", "code", "dd", "details", "div", "dl"),
    *("dt", "em", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "head", "header", "html", "input"),
    *("label", "li", "link", "main", "meta", "nav", "ol", "option", "p", "path", "polyline", "pre", "rect", "script"),
    *("section", "select", "small", "span", "style", "summary", "svg", "symbol", "table", "tbody", "td", "tfoot", "th"),
    *("thead", "time", "title", "tr", "ul", "use", "wbr", "fieldset", "kbd", "legend"),
}
LOOK = """() => {
  const elements = [...document.querySelectorAll("*")];
  const own = elements.filter(it => !it.matches("script, style, head *"));
  const decode = text => { try { return decodeURIComponent(text); } catch { return text; } };
  const isThere = text => document.getElementById(text) || document.getElementById(decode(text).split("?")[0]);
  return {
    names: [...new Set(elements.map(it => it.localName))],
    attributes: [...new Set(elements.flatMap(it => it.getAttributeNames()))],
    links: own.filter(it => it.localName === "a").map(it => it.getAttribute("href")),
    lost: own.filter(it => it.localName === "a" && it.getAttribute("href").startsWith("#"))
      .map(it => it.getAttribute("href").slice(1)).filter(id => !isThere(id)),
    said: document.title + document.body.innerText + own.flatMap(it => [...it.attributes].map(a => a.value)).join(" "),
  };
}"""
OPEN = """() => {
  document.querySelectorAll("button.raw").forEach(button => button.click());
  document.querySelectorAll("details").forEach(box => { box.open = true; });
}"""


@cache
def render_sown() -> str:
    """A text of the corpus at the start of every string of the result."""
    sown = sow_from(everything(), 0)
    return render_with_past(replace(sown, settings_sha256="5e" * 32))


def render_names() -> str:
    """Every text of the corpus as the name of a finding, in a value and in a message."""
    return FORMATS["html"].render(results.result(names(), snapshot=results.whole()))


def names() -> Verdict:
    return results.hostile([text or "empty" for text in CORPUS])


def use_all(page: "Page") -> None:
    """Do what readers do: look into everything, at all findings, page by page, and search."""
    page.locator("[id$=findings]").scroll_into_view_if_needed()
    page.wait_for_selector(".found.all tbody tr")
    for button in page.locator(".more-button").all():
        button.evaluate("it => it.click()")
    page.locator("[id$=findings] [name=q]").fill("<script>")
    page.locator("[id$=findings] [name=q]").fill("")
    page.wait_for_selector(".found.all tbody:not([aria-busy])", state="attached")
    page.evaluate(OPEN)


def check_look(page: "Page") -> None:
    look = page.evaluate(LOOK)
    assert set(look["names"]) <= OURS
    assert not [name for name in look["attributes"] if name.startswith("on") or name == "style"]
    assert not [link for link in look["links"] if not re.match(r"#|https?://", link)]
    assert look["lost"] == []
    assert not CONTROLS.search(look["said"]), CONTROLS.findall(look["said"])


def test_text_sown_into_everything_runs_nothing_shows_its_controls_and_fits_every_width(visit: Visit) -> None:
    with visit(render_sown()) as page:
        use_all(page)
        check_look(page)
        for width in (320, 800, 1280):
            page.set_viewport_size({"width": width, "height": 900})
            assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("whole", [True, False], ids=["with script", "without script"])
def test_each_hostile_name_is_read_letter_by_letter(visit: Visit, whole: bool) -> None:  # noqa: FBT001 - parametrized
    with visit(render_names(), java_script_enabled=whole) as page:
        if not whole:
            page.locator("details.card").first.wait_for()
            return
        use_all(page)
        check_look(page)
        seen = page.locator(".found.all tbody tr").all_text_contents()
        after = page.locator("[id$=findings] .pager button:last-of-type")
        while after.is_enabled():
            after.click()
            seen += page.locator(".found.all tbody tr").all_text_contents()
    told = [shorten_text(finding.message, LONGEST) for finding in names().findings]
    assert len(seen) == len(told) == len(CORPUS)
    for text in told:
        assert any(text in cell for cell in seen), text
