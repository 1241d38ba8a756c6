"""Take the pictures of the README: the demo's HTML report as Debian's Chromium shows it, light and dark."""

import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from support.chromium import name_missing, start_chromium, watch_file

PICTURES = Path(__file__).parents[2] / "docs" / "pictures"
WINDOW = {"width": 1200, "height": 860}
SCHEMES = ("light", "dark")
LARGEST = 200_000  # bytes: who reads the README loads them


def main() -> None:
    if missing := name_missing():
        sys.exit(f"no picture was taken: {missing}")
    with TemporaryDirectory() as folder:
        command = (sys.executable, "-m", "orglint", "demo", "--into", folder)
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        take_pictures(Path(folder) / "report.html")


def take_pictures(report: Path) -> None:
    with start_chromium() as browser:
        for scheme in SCHEMES:
            picture = PICTURES / f"report-{scheme}.png"
            with watch_file(browser, report, color_scheme=scheme, viewport=WINDOW) as (page, noted):
                page.screenshot(path=picture)
            size = picture.stat().st_size
            if noted or size > LARGEST:
                sys.exit(f"{picture.name} is no picture for the README: {size:,} bytes; {'; '.join(noted)}")
            print(f"{picture.relative_to(Path.cwd())}: {size:,} bytes")


if __name__ == "__main__":
    main()
