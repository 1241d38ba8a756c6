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


def parse_targets(
    asked: Sequence[str], kind: type[Subject], stores: Sequence[Path], *, nothing: str = "nothing was checked"
) -> tuple[Target, ...]:
    """Return what `--format` asks for; `UsageError` before anything is judged if it cannot be.

    `kind` is the class of what is reported, `stores` are those that are read, or folders in them. `nothing` says what
    was not done.
    """
    found = tuple(_parse_target(text, stores, nothing) for text in asked)
    _check_sharing(found, nothing)
    for target in found:
        if kind not in target.format.modules:
            message, hint = _REFUSALS[kind]
            others = " or ".join(list_formats(kind))
            raise UsageError(message.format(nothing=nothing, name=target.format.name), hint.format(others=others))
    return found


_REFUSALS: Mapping[type[Subject], tuple[str, str]] = {
    Overview: (
        "{nothing}: --format {name} cannot hold many snapshots",
        "Use {others} with --across, or check one snapshot.",
    ),
    Explanation: ("nothing was explained: an explanation cannot be rendered as {name}", "Use {others}."),
}


def _parse_target(text: str, stores: Sequence[Path], nothing: str) -> Target:
    name, equals, file = text.partition("=")
    if name not in FORMATS:
        raise UsageError(f"{nothing}: there is no format {name}", f"There are {', '.join(FORMATS)}.")
    if equals and not file:
        raise UsageError(f"{nothing}: --format {text} does not name a file", f"Write --format {name}=FILE.")
    if file == "-":
        return Target(FORMATS[name], None)
    if file:
        places.check_report_place(file, stores, nothing)
    if file and not Path(file).absolute().parent.is_dir():
        raise UsageError(f"{nothing}: there is no folder {Path(file).parent} for {file}", "Create it first.")
    return Target(FORMATS[name], Path(file) if file else None)


def _check_sharing(found: Sequence[Target], nothing: str) -> None:
    if sum(target.file is None for target in found) > 1:
        raise UsageError(f"{nothing}: two formats cannot share standard output", "Write --format json=FILE.")
    files = [realpath(target.file) for target in found if target.file]
    for target in found:
        if target.file and files.count(realpath(target.file)) > 1:
            raise UsageError(f"{nothing}: two formats cannot share {target.file}", "Give each its own file.")
