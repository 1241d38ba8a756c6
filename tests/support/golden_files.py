"""A golden file: an expected output, kept as people see it."""

from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

FOLDER = Path(__file__).parents[1] / "golden"

Golden: TypeAlias = Callable[[str, str], None]


def check(name: str, text: str, *, accept: bool, folder: Path = FOLDER) -> None:
    """Compare the text with the golden file byte for byte, or make it the golden file."""
    file = folder / name
    if accept:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text.encode())
    assert file.is_file(), f"there is no golden file {name}: run pytest tests/reports --accept-golden and read it"
    assert text == file.read_bytes().decode(), f"{name} differs: if it should, run pytest tests/reports --accept-golden"
