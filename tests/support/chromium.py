"""Debian's Chromium, driven by playwright: files are opened as readers open them, and what goes wrong is noted."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from support.tools import refuse_missing

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

Visit = Callable[..., AbstractContextManager["Page"]]
Watch = Callable[..., AbstractContextManager[tuple["Page", list[str]]]]

NAMES = ("chromium", "chromium-browser", "google-chrome")
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--no-first-run",
)
MODULES = ("axe_playwright_python", "playwright", "pypdf")
# A violation is also said on the console; that line says more, but need not be there in every version.
WITNESS = "addEventListener('securitypolicyviolation', e => console.error(`policy: ${e.violatedDirective}`))"
PATIENCE = 120_000
"""Milliseconds: a machine may be busy."""
SCREEN = {"width": 1280, "height": 900}
AWAIT_ADDRESS = """patience => {
  window.arrival = new Promise((done, fail) => {
    addEventListener("hashchange", done, { once: true });
    setTimeout(() => fail(new Error("the address has not changed")), patience);
  });
}"""


def find_chromium() -> str | None:
    return next(filter(None, map(shutil.which, NAMES)), None)


def name_missing() -> str:
    """Return the line that installs what tests in a browser lack, or an empty text."""
    lines = [] if find_chromium() else ["apt-get install chromium"]
    if not all(map(find_spec, MODULES)):
        lines.append("pip install --require-hashes --no-deps -r requirements/browser.txt")
    return " && ".join(lines)


def need_chromium() -> None:
    """Skip what needs a browser where there is none; in CI there must be one."""
    if missing := name_missing():
        refuse_missing(f"no browser to test in: {missing}")


@contextmanager
def start_chromium() -> Iterator["Browser"]:
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - not everybody has it

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=FLAGS, timeout=PATIENCE)
        try:
            yield browser
        finally:
            browser.close()


@contextmanager
def watch_file(
    browser: "Browser", file: Path, fragment: str = "", **options: Any
) -> Iterator[tuple["Page", list[str]]]:
    """Open a file and note lines of the console, errors of scripts, and requests for anything but the file."""
    noted: list[str] = []
    context = browser.new_context(viewport=options.pop("viewport", SCREEN), **options)
    context.set_default_timeout(PATIENCE)
    try:
        page = context.new_page()
        page.add_init_script(WITNESS)
        page.on("console", lambda line: noted.append(f"console: {line.text}"))
        page.on("pageerror", lambda error: noted.append(f"error: {error}"))
        page.on("dialog", lambda dialog: (noted.append(f"dialog: {dialog.message}"), dialog.dismiss()))
        page.on("popup", lambda popup: noted.append(f"window: {popup.url}"))
        page.on("download", lambda download: noted.append(f"download: {download.url}"))
        page.on("request", lambda request: request.url.partition("#")[0] == file.as_uri() or noted.append(request.url))
        page.goto(file.as_uri() + fragment)
        yield page, noted
    finally:
        context.close()


@contextmanager
def arriving(page: "Page") -> Iterator[None]:
    """Follow a link, or the way back: the block ends once the page knows of its new address, which it is told later."""
    page.evaluate(AWAIT_ADDRESS, PATIENCE)
    yield
    page.evaluate("async () => { await window.arrival; }")
