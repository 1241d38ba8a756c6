"""Write the whole state of a local organization to one file, which appears complete or not at all."""

import json
import os
from collections.abc import Iterator
from pathlib import Path

from orglint_simulator.call import Call, Json
from orglint_simulator.errors import DumpError, SettingsError
from orglint_simulator.truth import iterate_sections


def check_writable(path: Path) -> None:
    """Refuse, before anything is served, a file that could not be written at the end."""
    if path.is_dir() or not path.parent.is_dir() or not os.access(path.parent, os.W_OK):
        raise SettingsError(
            f"the local organization was not started: {path} cannot be written", "Name a file in a folder."
        )


def dump_state(call: Call, path: Path) -> None:
    """Write everything that an organization holds as JSON."""
    partial = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with partial.open("w", encoding="utf-8") as file:
            file.writelines(_render_pieces(call))
            file.flush()
            os.fsync(file.fileno())
        partial.replace(path)
    except OSError as error:
        partial.unlink(missing_ok=True)
        raise DumpError(f"The state was not written to {path}: {error.strerror}", "Is there room?") from error


def _render_pieces(call: Call) -> Iterator[str]:
    """Yield the document in pieces of one row: a million users do not fit into one text."""
    opening = "{"
    for name, held in iterate_sections(call):
        yield f"{opening}{_to_json_text(name)}:"
        opening = ",\n"
        if isinstance(held, dict):
            yield _to_json_text(held)
            continue
        before = "["
        for row in held:
            yield f"{before}\n{_to_json_text(row)}"
            before = ","
        yield "]" if before == "," else "[]"
    yield "}\n"


def _to_json_text(value: Json) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
