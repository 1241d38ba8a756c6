"""axe-core in a page as it is shipped: nothing may be violated, and nothing may stay unjudged."""

from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Page

# axe skips what is closed, and cannot judge colours behind boxes that scroll, stick, cover others or are drawn late.
# What a script of the test writes into the style of an element is not refused by the policy of the page.
UNFOLD = """() => {
  for (const box of document.querySelectorAll("details")) box.open = true;
  for (const box of document.querySelectorAll("body *")) {
    const style = getComputedStyle(box);
    if (style.contentVisibility === "auto") box.style.contentVisibility = "visible";
    if (/auto|scroll/.test(style.overflowY)) Object.assign(box.style, {maxHeight: "none", overflow: "visible"});
    const above = style.position === "absolute" && style.zIndex > 0;
    if (above || style.position === "sticky") box.style.position = "static";
  }
}"""
RUN = """async only => {
  const asked = {resultTypes: ["violations", "incomplete"], ...(only.length ? {runOnly: only} : {})};
  const told = await axe.run(document, asked);
  const list = of => of.flatMap(rule => rule.nodes.map(node => `${rule.id}: ${node.target} ${node.failureSummary}`));
  return {violated: list(told.violations), unjudged: list(told.incomplete), kept: told.passes.map(rule => rule.id)};
}"""
# Each text with the colour behind it, in a page without gradients and pictures: the lowest contrast of all.
CONTRAST = """() => {
  const parse = color => (color.match(/[\\d.]+/g) || []).map(Number);
  const light = ([r, g, b]) => [r, g, b].map(part => part / 255)
    .map(part => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4)
    .reduce((sum, part, at) => sum + part * [0.2126, 0.7152, 0.0722][at], 0);
  const behind = box => {
    const [red, green, blue, opaque = 1] = box ? parse(getComputedStyle(box).backgroundColor) : [255, 255, 255];
    return opaque === 1 ? [red, green, blue] : behind(box.parentElement);
  };
  let pairs = 0, lowest = [99, ""];
  const words = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (words.nextNode()) {
    const box = words.currentNode.parentElement;
    if (!words.currentNode.data.trim() || !box.checkVisibility()) continue;
    const [one, other] = [light(parse(getComputedStyle(box).color)), light(behind(box))].sort((a, b) => b - a);
    const ratio = (one + 0.05) / (other + 0.05);
    pairs += 1;
    if (ratio < lowest[0]) lowest = [ratio, `${words.currentNode.data.trim()} in ${box.outerHTML.slice(0, 80)}`];
  }
  return [pairs, ...lowest];
}"""


@cache
def read_axe() -> str:
    return files("axe_playwright_python").joinpath("axe.min.js").read_text("utf-8")


def judge_page(page: "Page", *only: str) -> dict[str, list[str]]:
    """Return what axe finds violated, what it could not judge, and which of its rules are kept."""
    page.evaluate(UNFOLD)
    page.evaluate(read_axe())
    found: dict[str, list[str]] = page.evaluate(RUN, only)
    return found


def find_lowest_contrast(page: "Page") -> tuple[int, float, str]:
    """Return how many texts there are to see, the lowest contrast of one with what is behind it, and which that is."""
    page.evaluate(UNFOLD)
    pairs, ratio, where = page.evaluate(CONTRAST)
    return pairs, ratio, where
