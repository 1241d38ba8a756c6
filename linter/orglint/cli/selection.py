"""The rules that a command was asked to use: packs, and patterns of ids."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from orglint.errors import UsageError
from orglint.model.packs import Packs


@dataclass(frozen=True, slots=True)
class Selection:
    """Packs of rules, and the patterns that choose among their ids."""

    packs: Packs = field(default_factory=Packs)
    only: Sequence[str] = ()
    skip: Sequence[str] = ()


def build_packs(added: Sequence[Path], alone: Sequence[Path], *, no_bundled: bool) -> Packs:
    """Return the packs that options name; `UsageError` if they contradict each other or leave none."""
    if alone and (added or no_bundled):
        other = "--rules" if added else "--no-bundled"
        hint = "--rules DIR adds to the bundled rules, --only-rules DIR takes that folder alone: use one of them."
        raise UsageError(f"nothing was checked: --only-rules and {other} contradict each other", hint)
    if no_bundled and not added:
        raise UsageError("nothing was checked: --no-bundled leaves no rules", "Name a folder with --only-rules DIR.")
    words = [
        word
        for name, folders in (("--rules", added), ("--only-rules", alone))
        for it in folders
        for word in (name, str(it))
    ]
    words += ["--no-bundled"] if no_bundled else []
    return Packs(tuple(map(str, (*added, *alone))), not (alone or no_bundled), tuple(words))
