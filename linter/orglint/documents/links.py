"""Links that lead out of a folder: whoever wrote the folder decides what is read through them."""

from pathlib import Path


def leads_out(path: Path, folder: Path) -> bool:
    """Return whether a path leads out of a folder, also by a link; one that cannot be followed does."""
    try:
        target = path.resolve()
        return not target.is_relative_to(folder.resolve()) or _is_circle(target)
    except (OSError, RuntimeError, ValueError):  # a circle of links, or a name that no path can have
        return True


def _is_circle(target: Path) -> bool:
    """Return whether a link is left in a resolved path: since Python 3.13 a circle of links may be."""
    return any(it.is_symlink() for it in (target, *target.parents))
