"""What `--format` asks for: formats, and the file of each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from os.path import realpath
from pathlib import Path

from orglint.cli.output import places
from orglint.errors import UsageError
from orglint.model.explanation import Explanation
from orglint.model.overview import Overview
from orglint.reports import FORMATS, Format, Subject, list_formats


@dataclass(frozen=True, slots=True)
class Target:
    """One report that was asked for: its format, and its file (None is standard output)."""

    format: Format
    file: Path | None

    @property
    def beside(self) -> tuple[Path, ...]:
        """The files that the report comes with: beside its own, called like it but for the ending."""
        return tuple(self.file.with_suffix(f".{name}") for name in self.format.beside) if self.file else ()

    @property
    def tells_all(self) -> bool:
        """Whether somebody who reads standard output sees the outcome there."""
        return self.file is None and not self.format.alone

    @property
    def files(self) -> tuple[Path, ...]:
        """Every file of the report."""
        return (self.file, *self.beside) if self.file else ()


def parse_targets(
    asked: Sequence[str], kind: type[Subject], stores: Sequence[Path], *, nothing: str = "nothing was checked"
) -> tuple[Target, ...]:
    """Return what `--format` asks for; `UsageError` before anything is judged if it cannot be.

    `kind` is the class of what is reported, `stores` are those that are read, or folders in them. `nothing` says what
    was not done.
    """
    found = tuple(_parse_target(text, nothing) for text in asked)
    check_files(found, stores, nothing=nothing)
    for target in found:
        if kind not in target.format.modules:
            message, hint = _REFUSALS[kind]
            others = " or ".join(list_formats(kind))
            raise UsageError(message.format(nothing=nothing, name=target.format.name), hint.format(others=others))
    return found


_REFUSALS: Mapping[type[Subject], tuple[str, str]] = {
    Overview: (
        "{nothing}: --format {name} cannot hold many snapshots",
        "Use {others} for many snapshots, or take one snapshot.",
    ),
    Explanation: ("nothing was explained: an explanation cannot be rendered as {name}", "Use {others}."),
}


def _parse_target(text: str, nothing: str) -> Target:
    name, equals, file = text.partition("=")
    if name not in FORMATS:
        raise UsageError(f"{nothing}: there is no format {name}", f"There are {', '.join(FORMATS)}.")
    if equals and not file:
        raise UsageError(f"{nothing}: --format {text} does not name a file", f"Write --format {name}=FILE.")
    return Target(FORMATS[name], Path(file) if file not in {"", "-"} else None)


def check_files(found: Sequence[Target], stores: Sequence[Path], *, nothing: str) -> None:
    """Raise `UsageError` if reports may not be written where they were asked for, or two into one place."""
    for target in found:
        _check_places(target, stores, nothing)
    if sum(target.file is None for target in found) > 1:
        raise UsageError(f"{nothing}: two formats cannot share standard output", "Write --format json=FILE.")
    files = [file for target in found for file in target.files]
    places_taken = [realpath(file) for file in files]
    for file in files:
        if places_taken.count(realpath(file)) > 1:
            raise UsageError(f"{nothing}: two formats cannot share {file}", "Give each its own file.")


def _check_places(target: Target, stores: Sequence[Path], nothing: str) -> None:
    name = target.format.name
    if target.format.beside and target.file is None and not target.format.alone:
        message = f"{nothing}: {name} is several files, which standard output cannot hold"
        raise UsageError(message, f"Write --format {name}=FILE.")
    for file in target.files:
        places.check_report_place(str(file), stores, nothing)
        if not file.absolute().parent.is_dir():
            raise UsageError(f"{nothing}: there is no folder {file.parent} for {file}", "Create it first.")
