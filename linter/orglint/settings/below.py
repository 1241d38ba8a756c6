"""Paths in `orglint.yaml` stay below its folder: whoever can open a pull request can write that file."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from orglint.documents.strict_yaml import At, Document
from orglint.errors import Mistake, RuleError

_BUNDLED = "bundled"


def refuse_link_out(path: Path) -> None:
    """Raise `RuleError` if a file is a link that leads out of its folder: messages would tell what is there."""
    if path.is_symlink() and leads_out(path.name, path.parent):
        raise RuleError((Mistake("is a link that leads out of its folder, and is not read", str(path)),))


def find_escapes(document: Document, values: Mapping[str, Any], folder: Path) -> Iterator[Mistake]:
    """Yield each path that leads out of the file's folder, also by a link."""
    for at, written in _list_paths(values):
        if leads_out(written, folder):
            text = f"{written} is not below the folder of this file; name it with an option if it has to be there"
            yield document.mistake(at, text)


def _list_paths(values: Mapping[str, Any]) -> Iterator[tuple[At, str]]:
    yield from (((name,), values[name]) for name in ("store", "waivers") if name in values)
    rules: Sequence[str] = values.get("rules", ())
    yield from ((("rules", place), it) for place, it in enumerate(rules) if it != _BUNDLED)
    formats: Sequence[str] = values.get("formats", ())
    for place, it in enumerate(formats):
        _, equals, file = it.partition("=")
        if equals and file != "-":
            yield ("formats", place), file


def leads_out(written: str, folder: Path) -> bool:
    """Return whether a path that is relative to a folder leads out of it, also by a link."""
    home = folder.resolve()
    try:
        return not (home / written).resolve().is_relative_to(home)
    except (OSError, RuntimeError, ValueError):  # a circle of links, or a name that no path can have
        return True
