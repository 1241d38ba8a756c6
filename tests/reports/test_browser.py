import os
import shutil
import subprocess
from pathlib import Path

import pytest

from orglint.reports import FORMATS
from reports.trees import tree
from support import results

BROWSER = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
needs_browser = pytest.mark.skipif(BROWSER is None, reason="no Chromium here: apt-get install chromium")


def browse(page: str, folder: Path) -> tuple[str, str]:
    """Return the document as a browser understood it, and what it logged."""
    file = folder / "report.html"
    file.write_text(page, encoding="utf-8")
    flags = [
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--enable-logging=stderr",
        f"--user-data-dir={folder}/profile",
    ]
    run = subprocess.run(
        [str(BROWSER), *flags, "--dump-dom", file.as_uri()],
        capture_output=True, check=True, text=True, timeout=120, env={**os.environ, "LANG": "C.UTF-8"},
    )  # fmt: skip
    return run.stdout, "\n".join(line for line in run.stderr.splitlines() if "CONSOLE" in line)


@needs_browser
def test_a_browser_sees_the_elements_that_were_written_and_has_nothing_to_complain_about(tmp_path: Path) -> None:
    page = FORMATS["html"].render(results.mixed())
    seen, complaints = browse(page, tmp_path)
    assert complaints == ""
    assert tree(seen).shape() == tree(page).shape()


@needs_browser
def test_a_browser_refuses_a_style_that_is_not_ours(tmp_path: Path) -> None:
    page = FORMATS["html"].render(results.clean()).replace("</main>", "<style>main { display: none }</style></main>")
    assert "Content Security Policy" in browse(page, tmp_path)[1]
