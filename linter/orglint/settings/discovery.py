"""Where `orglint.yaml` is: in the working directory or above it, up to the root of the repository."""

from collections.abc import Iterator
from pathlib import Path

from orglint.errors import UsageError

NAME = "orglint.yaml"
_ROOT = ".git"
_LIKE = ("orglint.yml", ".orglint.yaml", ".orglint.yml")
"""Names that somebody may have meant, in any case; a file that is not read must not be taken for one that is."""


def find_config(start: Path) -> Path | None:
    """Return the nearest `orglint.yaml`, None if there is none up to the root of the repository.

    Outside of a repository only the working directory is looked at. Raises `UsageError` if a file has a name that is
    nearly right, or if a folder cannot be read: settings that are there and not read would be ignored in silence.
    """
    for folder in _list_folders(start):
        try:
            found = folder / NAME
            if found.exists() or found.is_symlink():
                return found
            other = next((folder / name for name in _list_names(folder) if name.lower() in (NAME, *_LIKE)), None)
        except OSError as error:
            raise UsageError(f"nothing was done: {folder} cannot be searched for {NAME}: {error.strerror}") from None
        if other:
            raise UsageError(f"nothing was done: {other} is not read", f"Name it {NAME}, or name it with --config.")
    return None


def _list_names(folder: Path) -> list[str]:
    """Return the names in a folder; where it may be entered and not be listed, those that are looked for."""
    try:
        return sorted(it.name for it in folder.iterdir())
    except PermissionError:
        return [name for name in _LIKE if (folder / name).exists()]


def _list_folders(start: Path) -> Iterator[Path]:
    above = (start, *start.parents)
    roots = [place for place, folder in enumerate(above) if (folder / _ROOT).exists()]
    yield from above[: roots[0] + 1] if roots else above[:1]
