"""Links that lead out of a folder: whoever wrote the folder decides what is read through them."""

from pathlib import Path


def leads_out(path: Path, folder: Path) -> bool:
    """Return whether a path leads out of a folder, also by a link; one that cannot be followed does."""
    try:
        return not path.resolve().is_relative_to(folder.resolve())
    except (OSError, RuntimeError, ValueError):  # a circle of links, or a name that no path can have
        return True
