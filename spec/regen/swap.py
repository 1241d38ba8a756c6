"""Put new packages in the old ones' places."""

from collections.abc import Iterable
from contextlib import ExitStack
from pathlib import Path


def swap(packages: Iterable[tuple[Path, Path]]) -> None:
    """Rename each old package away and the new one in; if a step fails, undo all that went before."""
    with ExitStack() as undo:
        for new, target in packages:
            if target.exists():
                away = new.with_name(f"{new.name}.replaced")
                target.rename(away)
                undo.callback(away.rename, target)
            new.rename(target)
            undo.callback(target.rename, new)
        undo.pop_all()
