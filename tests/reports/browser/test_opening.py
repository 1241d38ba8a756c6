"""The page opens without a request, a line on the console, or an element that was not written."""

from orglint.reports import FORMATS
from reports.trees import tree
from support import results
from support.chromium import Visit, Watch

MIXED = FORMATS["html"].render(results.mixed())


def test_a_browser_sees_the_elements_that_were_written_and_has_nothing_to_complain_about(visit: Visit) -> None:
    with visit(MIXED, java_script_enabled=False) as page:
        assert tree(page.content()).shape() == tree(MIXED).shape()


def test_a_browser_refuses_a_style_that_is_not_ours(watch: Watch) -> None:
    with watch(MIXED.replace("</main>", "<style>main { display: none }</style></main>")) as (page, noted):
        assert page.locator("main").is_visible()
    assert any("Content Security Policy" in line for line in noted)
