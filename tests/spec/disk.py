"""What stands on the disk."""

from pathlib import Path


def content(folder: Path) -> dict[str, bytes]:
    """Every file of a folder with its bytes, leaving out what Python makes by itself."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
