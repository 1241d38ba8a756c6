"""Packs: the folders of rules that a run goes by, as the user named them."""

import shlex
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Packs:
    """Which packs a run goes by: the bundled one, others beside it, or others alone.

    `words` are what the command line said of them, so that a hint can say the same.
    """

    folders: tuple[str, ...] = ()
    bundled: bool = True
    words: tuple[str, ...] = ()

    @property
    def options(self) -> str:
        """Return the options that name these packs, each part behind a space; nothing for the bundled one alone."""
        return "".join(f" {shlex.quote(word)}" for word in self.words)

    @property
    def description(self) -> str:
        """Return which packs these are in words; nothing for the bundled one alone."""
        named = ", ".join(self.folders)
        if not self.bundled:
            return f"rules of {named} alone, the bundled ones are left out"
        return f"the bundled rules, and those of {named}" if named else ""
