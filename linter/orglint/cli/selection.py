"""The rules that a command was asked to use: packs, and patterns of ids."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from orglint.cli.renaming import FormerIds
from orglint.cli.set_values import SetValues
from orglint.errors import UsageError
from orglint.model.packs import Packs
from orglint.model.rule import Profile
from orglint.settings import Config


@dataclass(frozen=True, slots=True)
class Selection:
    """Packs of rules, what chooses among them, and the settings that say what is different for them.

    `former` are the ids that rules had before: patterns and settings have the present ones.
    `profile` decides which bundled rules run; with `profile_named` somebody asked for that one in this run.

    With `other_packs` the packs are not those of the settings, so that these may speak of rules that are not there.
    """

    packs: Packs = field(default_factory=Packs)
    only: Sequence[str] = ()
    skip: Sequence[str] = ()
    config: Config = field(default_factory=Config)
    other_packs: bool = False
    sets: SetValues = field(default_factory=SetValues)
    profile: Profile = Profile.RECOMMENDED
    profile_named: bool = False
    former: FormerIds = field(default_factory=FormerIds)

    @property
    def words(self) -> tuple[str, ...]:
        """The command-line arguments that chose among the rules of the packs."""
        profile = ("--profile", self.profile.value) if self.profile_named else ()
        patterns = (("--only", self.only), ("--skip", self.skip))
        return (*profile, *(word for name, given in patterns for it in given for word in (name, it)))


def build_configured_packs(config: Config, *, named: bool) -> Packs:
    """Return the packs that a file of settings names; if the file itself was `named`, hints name it too."""
    bundled, folders = config.packs
    words = ("--config", str(config.file)) if named else ()
    return Packs(tuple(map(str, folders)), bundled, words)


def build_packs(added: Sequence[Path], alone: Sequence[Path], *, no_bundled: bool, config: Sequence[str] = ()) -> Packs:
    """Return the packs that options name; `UsageError` if they contradict each other or leave none.

    `config` are the options that name settings, which hints repeat, too.
    """
    if alone and (added or no_bundled):
        other = "--rules" if added else "--no-bundled"
        hint = "--rules DIR adds to the bundled rules, --only-rules DIR takes that folder alone: use one of them."
        raise UsageError(f"nothing was checked: --only-rules and {other} contradict each other", hint)
    if no_bundled and not added:
        raise UsageError("nothing was checked: --no-bundled leaves no rules", "Name a folder with --only-rules DIR.")
    words = [*config]
    words += [
        word
        for name, folders in (("--rules", added), ("--only-rules", alone))
        for it in folders
        for word in (name, str(it))
    ]
    words += ["--no-bundled"] if no_bundled else []
    return Packs(tuple(map(str, (*added, *alone))), not (alone or no_bundled), tuple(words))
