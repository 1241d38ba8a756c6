"""Paths in `orglint.yaml` stay below its folder: whoever can open a pull request can write that file."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from orglint.documents.links import leads_out
from orglint.documents.strict_yaml import At, Document
from orglint.errors import Mistake
from orglint.settings.pack_items import BUNDLED, list_pack_items


def find_escapes(document: Document, values: Mapping[str, Any], folder: Path) -> Iterator[Mistake]:
    """Yield each path that leads out of the file's folder, also by a link."""
    for at, written in _list_paths(values):
        if leads_out(folder / written, folder):
            text = f"{written} is not below the folder of this file; name it with an option if it has to be there"
            yield document.mistake(at, text)


def _list_paths(values: Mapping[str, Any]) -> Iterator[tuple[At, str]]:
    yield from (((name,), values[name]) for name in ("store", "waivers") if name in values)
    for name, said in values.get("organizations", {}).items():
        yield from (((*("organizations", name), it), said[it]) for it in ("store", "waivers") if it in said)
    yield from ((("rules", it.place), it.written) for it in list_pack_items(values) if it.written != BUNDLED)
    formats: Sequence[str] = values.get("formats", ())
    for place, it in enumerate(formats):
        _, equals, file = it.partition("=")
        if equals and file != "-":
            yield ("formats", place), file
