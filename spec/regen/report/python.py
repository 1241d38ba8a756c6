"""What breaks for those who import the client."""

import logging
import os
import re
from pathlib import Path

import griffe

_COLOUR = re.compile("\x1b\\[[0-9;]*m")


def list_breakages(old: Path, new: Path) -> list[str]:
    """Return what griffe finds to break between two packages, one sentence each, with places below the package."""
    logging.getLogger("griffe").setLevel(logging.ERROR)
    before, after = (
        griffe.load(package.name, search_paths=[package.parent], resolve_aliases=True) for package in (old, new)
    )
    found = (
        breakage.explain(griffe.ExplanationStyle.ONE_LINE) for breakage in griffe.find_breaking_changes(before, after)
    )
    return sorted({_say_locally(line, old, new) for line in found})


def _say_locally(line: str, *packages: Path) -> str:
    for package in packages:
        line = line.replace(f"{package}/", "").replace(f"{os.path.relpath(package)}/", "")
    return _COLOUR.sub("", line)
