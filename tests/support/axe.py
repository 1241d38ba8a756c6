"""axe-core in a page as it is shipped: nothing may be violated, and nothing may stay unjudged."""

from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Page

# axe skips what is closed, and cannot judge colours behind boxes that scroll, stick or are drawn late. What a script of
# the test writes into the style of an element is not refused by the policy of the page.
UNFOLD = """() => {
  for (const box of document.querySelectorAll("details")) box.open = true;
  for (const box of document.querySelectorAll("body *")) {
    const style = getComputedStyle(box);
    if (style.contentVisibility === "auto") box.style.contentVisibility = "visible";
    if (/auto|scroll/.test(style.overflowY)) Object.assign(box.style, {maxHeight: "none", overflow: "visible"});
    if (style.position === "sticky") box.style.position = "static";
  }
}"""
RUN = """async () => {
  const told = await axe.run(document, {resultTypes: ["violations", "incomplete"]});
  const list = of => of.flatMap(rule => rule.nodes.map(node => `${rule.id}: ${node.target} ${node.failureSummary}`));
  const pairs = told.passes.find(rule => rule.id === "color-contrast");
  return {violations: list(told.violations), incomplete: list(told.incomplete), rules: told.passes.length,
    contrast: pairs ? pairs.nodes.length : 0};
}"""


@cache
def read_axe() -> str:
    return files("axe_playwright_python").joinpath("axe.min.js").read_text("utf-8")


def judge_page(page: "Page") -> dict[str, object]:
    """Return what axe finds wrong, what it could not decide, and how many of its rules held."""
    page.evaluate(UNFOLD)
    page.evaluate(read_axe())
    found: dict[str, object] = page.evaluate(RUN)
    return found
