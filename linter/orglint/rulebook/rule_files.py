"""Find the rule files of a folder; what cannot be read, or looks like a rule and is not one, is a mistake."""

import os
import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from orglint.documents.links import leads_out
from orglint.errors import Mistake

_LIKE = re.compile(r"\.ya?ml[^\w~#]*\Z", re.IGNORECASE)
"""How the name of a file ends that was meant as a rule; those that editors keep (~ and #) were not."""

_NOT_READ = "would not be read as a rule: a rule is a file whose name ends with .yaml, in a folder that is no link"
_LEADS_OUT = "is a link that leads out of the folder of rules, and is not read"
_NO_ID = "cannot be the id of a rule: there are signs in it that cannot be printed"

PACK = "pack.yaml"
"""What a folder says of itself; in its root it is no rule."""

_NoteMistake = Callable[[Mistake], object]


def find_rule_files(folder: Path, note: _NoteMistake) -> Iterator[Path]:
    """Yield the rule files below a folder; whatever may hide another is noted.

    Names that begin with a dot are left out, and so are files whose names do not look like that of a rule.
    """
    folders = [folder]
    while folders:
        here = folders.pop()
        try:
            entries = _list_entries(here)
            folders += (Path(entry) for entry in entries if entry.is_dir(follow_symlinks=False))
        except OSError as error:
            note(Mistake(f"cannot be read: {error.strerror}", escape_path(here)))
        else:
            yield from _select_rules(folder, entries, note)


def escape_path(path: Path) -> str:
    """Return a path as people can read it: signs that cannot be printed become their numbers."""
    return "".join(it if it.isprintable() else it.encode("unicode_escape").decode() for it in str(path))


def _list_entries(folder: Path) -> list[os.DirEntry[str]]:
    with os.scandir(folder) as entries:
        return [entry for entry in entries if not entry.name.startswith(".") or _LIKE.match(entry.name)]


def _select_rules(folder: Path, entries: Iterable[os.DirEntry[str]], note: _NoteMistake) -> Iterator[Path]:
    for entry in entries:
        path = Path(entry)
        if path == folder / PACK:
            continue
        if not _is_rule(entry):
            if _may_be_meant_as_rule(entry):
                note(Mistake(_NOT_READ, escape_path(path)))
        elif entry.is_symlink() and leads_out(path, folder):
            note(Mistake(_LEADS_OUT, escape_path(path)))
        elif str(path.relative_to(folder)).isprintable():
            yield path
        else:
            note(Mistake(_NO_ID, escape_path(path)))


def _is_rule(entry: os.DirEntry[str]) -> bool:
    return entry.name.endswith(".yaml") and not entry.name.startswith(".") and _answer_or_assume(entry.is_file)


def _may_be_meant_as_rule(entry: os.DirEntry[str]) -> bool:
    """Return whether what is no rule may be thought to be one, or to hold some."""
    return bool(_LIKE.search(entry.name)) or (entry.is_symlink() and _answer_or_assume(entry.is_dir))


def _answer_or_assume(question: Callable[[], bool]) -> bool:
    """Return the answer about the target of a link; True if it may not be read."""
    try:
        return question()
    except OSError:
        return True
