"""Which rules of the packs a run judges: what was chosen, and which ones that leaves out."""

import shlex
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from orglint.model.packs import Replacement
from orglint.model.rule import Profile
from orglint.model.wording import format_count


@dataclass(frozen=True, slots=True)
class Choice:
    """The profile that decides which bundled rules run, and the ids of those that it leaves out.

    There is no profile in a result of an orglint that had none. `words` are the command-line arguments that choose
    among the rules of the packs, for hints that repeat the command. `replaced` are rules that count in place of others,
    `renamed` the present ids of rules by those that they had before.
    """

    profile: Profile | None = None
    beyond: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    replaced: tuple[Replacement, ...] = ()
    renamed: Mapping[str, str] = field(default_factory=dict)

    @property
    def description(self) -> str:
        """How many bundled rules the profile leaves out, in words; empty if none."""
        if not self.beyond:
            return ""
        return f"{format_count(len(self.beyond), 'bundled rule')} did not run: not in profile {self.profile}"

    def list_replaced(self) -> Iterator[str]:
        """Yield a line for each pack whose rules count in place of those of another."""
        pairs: dict[tuple[str, str], list[str]] = {}
        for it in self.replaced:
            pairs.setdefault((it.pack, it.instead_of), []).append(it.id)
        for (pack, other), ids in pairs.items():
            number = format_count(len(ids), "rule")
            yield f"pack {pack} replaces {number} of {other}: {', '.join(ids)}"

    @property
    def options(self) -> str:
        """The options that choose these rules, each after a space."""
        return "".join(f" {shlex.quote(word)}" for word in self.words)
