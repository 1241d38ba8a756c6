"""Reports that `orglint.yaml` names overwrite nothing but reports: whoever can open a pull request writes that file."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

from orglint.documents.strict_yaml import Document
from orglint.errors import Mistake
from orglint.settings.pack_items import list_pack_items

_HEAD = 400
"""Bytes of a file by which a report is known."""


@dataclass(frozen=True, slots=True)
class ReportFile:
    """A file that a format writes: the endings that it may have, and a pattern for how it begins."""

    endings: tuple[str, ...]
    begins: str


ListFiles: TypeAlias = Callable[[str], Sequence[ReportFile]]
"""Returns the files that a format of this name writes, the report itself first; none if there is no such format."""


def find_overwriting(
    document: Document, values: Mapping[str, Any], path: Path, list_files: ListFiles
) -> Iterator[Mistake]:
    """Yield each report that would be written to a hidden file, among rules, or over a file that is no report."""
    written: Sequence[str] = values.get("formats", ())
    for place, (name, equals, file) in enumerate(it.partition("=") for it in written):
        if equals and file != "-" and (why := _find_objection(file, list_files(name), values, path.parent)):
            yield document.mistake(("formats", place), f"{why}; name it with an option if it is meant")


def _find_objection(file: str, files: Sequence[ReportFile], values: Mapping[str, Any], folder: Path) -> str:
    target = folder / file
    if any(part.startswith(".") and part not in {".", ".."} for part in Path(file).parts):
        return f"{file} is hidden, or in a hidden folder"
    packs = filter(None, (item.locate(folder) for item in list_pack_items(values)))
    if any(target.resolve().is_relative_to(pack.resolve()) for pack in packs):
        return f"{file} is among the rules"
    if files and target.suffix not in files[0].endings:
        return f"{file} does not end with {' or '.join(files[0].endings)}"
    return next((why for it in _list_targets(target, files) if (why := _describe_other(*it))), "")


def _list_targets(target: Path, files: Sequence[ReportFile]) -> Iterator[tuple[Path, ReportFile]]:
    """Yield where each file of a report would be written."""
    for place, it in enumerate(files):
        yield target.with_suffix(it.endings[0]) if place else target, it


def _describe_other(target: Path, file: ReportFile) -> str:
    """Return which file is there that is no report of its kind; nothing if there is none."""
    with suppress(FileNotFoundError, NotADirectoryError):
        if target.is_file():
            with target.open("rb") as stream:
                head = stream.read(_HEAD).decode("utf-8", "replace")
            return f"{target.name} is there, and is no report" if head and not re.match(file.begins, head) else ""
        return f"{target.name} is there, and is no report" if target.exists() else ""
    return ""
