"""The first line of files that orglint writes: it tells editors which JSON Schema a file is checked against.

The schemas stand beside `orglint.yaml`, in a folder that is committed: so they work without a network, are those of the
orglint that is used, and no path of anybody's machine gets into a file.
"""

import os
from pathlib import Path

from orglint.settings import NAME

SCHEMAS = ".schemas"
"""The folder, which `orglint init` writes."""

_ROOTS = (".git", NAME)


def build_modeline(file: Path, schema: str) -> str:
    """Return the line for a file; empty where there is no such schema above it, up to the repository's root."""
    folder = file.parent.absolute()
    above = (folder, *folder.parents)
    root = next((place for place, it in enumerate(above) if any((it / name).exists() for name in _ROOTS)), 0)
    for one in above[: root + 1]:
        found = one / SCHEMAS / f"{schema}.json"
        if found.is_file():
            return f"# yaml-language-server: $schema={Path(os.path.relpath(found, folder)).as_posix()}\n"
    return ""
