from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from support.chromium import Visit, Watch, need_chromium, start_chromium, watch_file

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page


@pytest.fixture(scope="module")
def browser() -> Iterator["Browser"]:
    """One browser for all tests of a module: it takes two seconds to start."""
    need_chromium()
    with start_chromium() as started:
        yield started


@pytest.fixture
def watch(browser: "Browser", tmp_path: Path) -> Watch:
    """Open a page and note what it should not do."""

    def watch_page(html: str, fragment: str = "", **options: Any) -> Any:
        file = tmp_path / "report.html"
        file.write_text(html, encoding="utf-8")
        return watch_file(browser, file, fragment, **options)

    return watch_page


@pytest.fixture
def visit(watch: Watch) -> Visit:
    """Open a page that asks for nothing but itself and says nothing on the console until the block ends."""

    @contextmanager
    def visit_page(html: str, fragment: str = "", **options: Any) -> Iterator["Page"]:
        with watch(html, fragment, **options) as (page, noted):
            yield page
        assert noted == []

    return visit_page
