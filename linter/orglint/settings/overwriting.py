"""Reports that `orglint.yaml` names overwrite nothing but reports: whoever can open a pull request writes that file."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from orglint.documents.strict_yaml import Document
from orglint.errors import Mistake
from orglint.settings.pack_items import list_pack_items

_STARTS = {".json": (b'{\n "format"',), ".html": (b"<!doctype html>",)}
"""How the reports of each ending begin."""


def find_overwriting(document: Document, values: Mapping[str, Any], path: Path) -> Iterator[Mistake]:
    """Yield each report that would be written to a hidden file, among rules, or over a file that is no report."""
    written: Sequence[str] = values.get("formats", ())
    for place, (_, equals, file) in enumerate(it.partition("=") for it in written):
        if equals and file != "-" and (why := _find_objection(file, values, path.parent)):
            yield document.mistake(("formats", place), f"{file} {why}; name it with an option if it is meant")


def _find_objection(file: str, values: Mapping[str, Any], folder: Path) -> str:
    target = folder / file
    if any(part.startswith(".") and part not in {".", ".."} for part in Path(file).parts):
        return "is hidden, or in a hidden folder"
    packs = filter(None, (item.locate(folder) for item in list_pack_items(values)))
    if any(target.resolve().is_relative_to(pack.resolve()) for pack in packs):
        return "is among the rules"
    if target.suffix not in _STARTS:
        return f"does not end with {' or '.join(_STARTS)}"
    return "is there, and is no report" if _is_something_else(target) else ""


def _is_something_else(target: Path) -> bool:
    """Return whether a file is there that is no report of its ending."""
    with suppress(FileNotFoundError, NotADirectoryError):
        if not target.is_file():
            return target.exists()
        with target.open("rb") as file:
            begins = file.read(64).lower()
        return bool(begins) and not begins.startswith(_STARTS[target.suffix])
    return False
