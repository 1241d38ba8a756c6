"""Put a new package in the old one's place."""

import shutil
from pathlib import Path


def swap(new: Path, target: Path) -> None:
    """Rename the old package away and the new one in; if the second step fails, undo the first."""
    away = new.parent / "replaced"
    if target.exists():
        target.rename(away)
    try:
        new.rename(target)
    except OSError:
        if away.exists():
            away.rename(target)
        raise
    shutil.rmtree(away, ignore_errors=True)
