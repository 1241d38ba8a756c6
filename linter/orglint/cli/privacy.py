"""How much of people reports show: the option, what formats do without it, and the key of pseudonyms."""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from typing import Any

import click

from orglint.cli.command import Command
from orglint.cli.secret_file import read_secret_file
from orglint.errors import UsageError
from orglint.model.overview import Overview
from orglint.model.privacy import Privacy
from orglint.model.result import Result
from orglint.reports import Format
from orglint.reports.privacy import SHORTEST, PseudonymKey, conceal_overview, conceal_result

VARIABLE = "ORGLINT_PSEUDONYM_KEY"
FILE = "pseudonym.key"
"""The file of a store that holds the key."""
_WORDS = "by name, by the ids of their rows, or by pseudonyms"
_NOT_SET = frozenset({"", "0", "false", "no"})


@dataclass(frozen=True, slots=True)
class PrivacyChoice:
    """What of people reports show: what somebody `chose`, or what each format does without that."""

    chosen: Privacy | None = None
    key: PseudonymKey | None = None

    def choose_for(self, format_: Format) -> Privacy:
        """Return what a format shows; the log of a build, which many can read, names nobody unless it is asked to."""
        return self.choose(format_.privacy, stream=format_.stream)

    def choose(self, usual: Privacy, *, stream: bool) -> Privacy:
        """Return what is shown where it is usually as much as that; `stream` says that people read it at a terminal."""
        if self.chosen is not None:
            return self.chosen
        return Privacy.IDS if stream and is_in_ci() else usual

    def conceal(self, subject: Any, format_: Format) -> Any:
        """Return what a format may show of a result or of an overview."""
        privacy = self.choose_for(format_)
        if isinstance(subject, Result):
            return conceal_result(subject, privacy, self.key)
        return conceal_overview(subject, privacy, self.key) if isinstance(subject, Overview) else subject

    def refuse_explanation(self, formats: Sequence[Format]) -> None:
        """Raise `UsageError` if a row would be explained to somebody who may not see names: it shows every value."""
        if any(self.choose_for(it) is not Privacy.NAMES for it in formats):
            raise UsageError(
                "nothing was explained: an explanation shows every value of a row, names too",
                "--privacy names allows that, also where CI is set.",
            )

    def refuse_less(self, stored: Privacy) -> None:
        """Raise `UsageError` if more is asked for than a stored result still has."""
        if self.chosen is not None and self.chosen.rank < stored.rank:
            raise UsageError(
                f"nothing was rendered: the result was stored with {stored}, so it has no {self.chosen}",
                "Check the snapshot again with --privacy.",
            )


def add_privacy_option(command: Command) -> Command:
    """Add `--privacy`, which arrives as a `PrivacyChoice`; a command with a store has its key of pseudonyms."""
    usual = (
        "by name at a terminal and in html, json and csv, by id where CI is set and in the formats for build systems"
    )
    return _add_option(command, f"How people appear in every report: {_WORDS}. If left out, {usual}.")


def add_printed_privacy_option(command: Command) -> Command:
    """Add `--privacy` to a command that only prints: in CI that is the log of a build, whatever the format."""
    return _add_option(command, f"How people appear: {_WORDS}. If left out, by name, and by id where CI is set.")


def _add_option(command: Command, meaning: str) -> Command:
    @wraps(command)
    def choosing(*args: Any, privacy: str | None, **others: Any) -> Any:
        chosen = Privacy(privacy) if privacy else None
        key = read_pseudonym_key(others.get("store")) if chosen is Privacy.PSEUDONYMS else None
        return command(*args, privacy=PrivacyChoice(chosen, key), **others)

    option = click.option("--privacy", type=click.Choice([it.value for it in Privacy]), help=meaning)
    return option(choosing)


def is_in_ci() -> bool:
    """Return whether a build system runs this, as they all say."""
    return os.environ.get("CI", "").lower() not in _NOT_SET


def read_pseudonym_key(store: Path | None) -> PseudonymKey:
    """Return the key of pseudonyms: from the environment, or from a file of the store that its owner alone can read."""
    nothing = "nothing was reported"
    text = os.environ.pop(VARIABLE, "").strip()
    file = store / FILE if store else None
    if not text and file and file.exists():
        text = read_secret_file(file, "key of pseudonyms", nothing)
    if not text:
        place = f" or into {file}, which only you may read" if file else ""
        raise UsageError(
            f"{nothing}: there is no key of pseudonyms, and without one anybody could guess who is who",
            f"Put one into {VARIABLE}{place}: `orglint store key` makes a text that will do. "
            "Keep it: with another key everybody has another pseudonym.",
        )
    if len(text) < SHORTEST:
        raise UsageError(f"{nothing}: the key of pseudonyms is shorter than {SHORTEST} characters")
    return PseudonymKey(text)
