"""Put new packages in the old ones' places."""

import shutil
from collections.abc import Iterable
from contextlib import ExitStack
from pathlib import Path


def swap(packages: Iterable[tuple[Path, Path]]) -> None:
    """Rename each old package away and the new one in; if a step fails or is interrupted, undo all that went before."""
    replaced = []
    with ExitStack() as undo:
        for new, target in packages:
            away = name_replaced(target)
            replaced.append(away)
            if target.exists() and away.exists():
                shutil.rmtree(away)  # Of a run that was ended after its last step.
            # Each undo is there before its step, and looks whether there is something to undo.
            undo.callback(put_back, target)
            if target.exists():
                target.rename(away)
            undo.callback(_take_out, target, new)
            new.rename(target)
        undo.pop_all()
    for away in replaced:
        shutil.rmtree(away, ignore_errors=True)


def name_replaced(target: Path) -> Path:
    """Return where a package waits that is being replaced: beside its place, for nobody deletes it there."""
    return target.with_name(f".{target.name}.replaced")


def put_back(target: Path) -> bool:
    """Put back an old package whose place is empty, as a run that was ended at once leaves it; say if there was one."""
    away = name_replaced(target)
    found = away.exists() and not target.exists()
    if found:
        away.rename(target)
    return found


def _take_out(target: Path, new: Path) -> None:
    if target.exists() and not new.exists():
        target.rename(new)
