"""The packs (folders of rules) of a run."""

import shlex
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Replacement:
    """A rule of one pack that counts in place of one of another pack, by the names of both."""

    id: str
    pack: str
    instead_of: str


@dataclass(frozen=True, slots=True)
class Packs:
    """The packs of a run: the bundled one, others beside it, or others only.

    `words` are the command-line arguments that chose them, for hints that repeat the command.
    """

    folders: tuple[str, ...] = ()
    bundled: bool = True
    words: tuple[str, ...] = ()

    @property
    def options(self) -> str:
        """The options that choose these packs, each after a space; empty for the bundled one only."""
        return "".join(f" {shlex.quote(word)}" for word in self.words)

    @property
    def description(self) -> str:
        """The packs in words; empty for the bundled one only."""
        if self.bundled and not self.folders:
            return ""
        named = f"the {'folder' if len(self.folders) == 1 else 'folders'} {', '.join(self.folders)}"
        if self.bundled:
            return f"the bundled rules, and those of {named}"
        return f"rules of {named} alone, the bundled ones are left out"
