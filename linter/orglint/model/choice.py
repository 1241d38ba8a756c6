"""Which rules of the packs a run judges: what was chosen, and which ones that leaves out."""

import shlex
from dataclasses import dataclass

from orglint.model.rule import Profile
from orglint.model.wording import format_count


@dataclass(frozen=True, slots=True)
class Choice:
    """The profile that decides which bundled rules run, and the ids of those that it leaves out.

    There is no profile in a result of an orglint that had none. `words` are the command-line arguments that choose
    among the rules of the packs, for hints that repeat the command.
    """

    profile: Profile | None = None
    beyond: tuple[str, ...] = ()
    words: tuple[str, ...] = ()

    @property
    def description(self) -> str:
        """How many bundled rules the profile leaves out, in words; empty if none."""
        if not self.beyond:
            return ""
        return f"{format_count(len(self.beyond), 'bundled rule')} did not run: not in profile {self.profile}"

    @property
    def options(self) -> str:
        """The options that choose these rules, each after a space."""
        return "".join(f" {shlex.quote(word)}" for word in self.words)
