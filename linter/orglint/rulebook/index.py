"""Which rule file each id stands for, over several packs: what replaces what, and which ids are old ones."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from os.path import realpath
from pathlib import Path

from orglint.errors import Mistake, UsageError
from orglint.model.nearest import suggest_names
from orglint.model.packs import Replacement
from orglint.rulebook import rule_files
from orglint.rulebook.pack import Pack

MOST = 50_000
"""Rule files that a folder may hold."""

_RENAME = (
    "; rename one of them, or name it under replaces in the pack.yaml beside the one that counts, or leave the bundled "
    "rules out with --no-bundled"
)


@dataclass(frozen=True, slots=True)
class RuleIndex:
    """The rule files of packs by their ids, in order, which rules replace others, and the mistakes in all this.

    `first` are the rules that lists name before all others.
    """

    files: Mapping[str, Path]
    replaced: tuple[Replacement, ...] = ()
    mistakes: tuple[Mistake, ...] = ()
    first: tuple[str, ...] = ()


def index_rules(packs: Sequence[Pack]) -> RuleIndex:
    """Return the rule files of packs by their ids; two files with one id are a mistake that names both.

    Unless one of their packs says that it replaces that id: then its file counts. Raises `UsageError` if there is no
    rule.
    """
    mistakes: list[Mistake] = []
    listed = [_ListedPack(pack, _index_pack(pack.folder, mistakes)) for pack in packs]
    chosen: dict[str, _ListedPack] = {}
    replaced: list[Replacement] = []
    for identity in sorted({it for one in listed for it in one.files}):
        holders = [one for one in listed if identity in one.files]
        winner = next((one for one in holders if identity in one.pack.replaces), holders[0])
        chosen[identity] = winner
        others = [one for one in holders if one is not winner]
        said = identity in winner.pack.replaces
        clashing = [one for one in others if identity in one.pack.replaces or not said]
        mistakes += (_note_same_id(identity, winner, other) for other in clashing)
        replaced += (Replacement(identity, winner.pack.name, other.pack.name) for other in others)
    for one in listed:
        mistakes += _find_wrong_names(one, [other for other in listed if other is not one])
    files = {identity: one.files[identity] for identity, one in chosen.items()}
    first = dict.fromkeys(identity for one in listed for identity in one.pack.first)
    return RuleIndex(files, tuple(replaced), tuple(mistakes), tuple(first))


def distinct_folders(folders: Iterable[Path]) -> list[Path]:
    """Return folders in their order; one that is named twice, also by a link, is there once."""
    found: dict[str, Path] = {}
    for folder in folders:
        found.setdefault(realpath(folder), folder)
    return list(found.values())


@dataclass(frozen=True, slots=True)
class _ListedPack:
    """A pack, and its rule files by their ids."""

    pack: Pack
    files: Mapping[str, Path]


def _index_pack(folder: Path, mistakes: list[Mistake]) -> dict[str, Path]:
    paths = _list_rule_files(folder, mistakes)
    return {path.relative_to(folder).with_suffix("").as_posix(): path for path in paths}


def _note_same_id(identity: str, one: _ListedPack, other: _ListedPack) -> Mistake:
    first = rule_files.escape_path(one.files[identity])
    return Mistake(f"two rules have the id {identity}: the other is {first}{_RENAME}", str(other.files[identity]))


def _find_wrong_names(one: _ListedPack, others: Sequence[_ListedPack]) -> Iterator[Mistake]:
    """Yield what is wrong with the ids that a pack names first, replaces, or calls by new names."""
    for place, identity in enumerate(one.pack.first):
        if identity not in one.files:
            text = f"names {identity} first, and has no rule of that id{_suggest(identity, one.files)}"
            yield one.pack.build_mistake(("first", place), text)
    elsewhere = {identity: path for other in others for identity, path in other.files.items()}
    for place, identity in enumerate(one.pack.replaces):
        if text := _object_to_replacing(identity, one, others, elsewhere):
            yield one.pack.build_mistake(("replaces", place), text)
    for old, new in one.pack.renamed.items():
        if text := _object_to_renaming(old, new, one, others):
            yield one.pack.build_mistake(("renamed", old), text)


def _object_to_replacing(
    identity: str, one: _ListedPack, others: Sequence[_ListedPack], elsewhere: Collection[str]
) -> str:
    if identity not in one.files:
        return f"replaces {identity}, and has no rule of that id{_suggest(identity, one.files)}"
    new = next((it.pack.renamed[identity] for it in others if identity in it.pack.renamed), None)
    if new is not None:
        return f"replaces {identity}, which is called {new} now: rename the file, and say replaces: [{new}]"
    # without the bundled rules, what it replaces may be what is not used in this run
    if identity not in elsewhere and any(other.pack.bundled for other in others):
        return f"replaces {identity}, and no other pack has a rule of that id{_suggest(identity, elsewhere)}"
    return ""


def _object_to_renaming(old: str, new: str, one: _ListedPack, others: Sequence[_ListedPack]) -> str:
    if new in one.pack.renamed:
        return f"calls {old} {new}, which is an old id itself: write {one.pack.renamed[new]}"
    if new not in one.files:
        return f"calls {old} {new}, and has no rule of that id{_suggest(new, one.files)}"
    if old in one.files:
        return f"calls {old} {new}, and still has a rule {old}: {rule_files.escape_path(one.files[old])}"
    for other in others:
        if old in other.files and old not in other.pack.replaces:
            path = rule_files.escape_path(other.files[old])
            return f"calls {old} {new}, and {path} has that id: an old id has to stay free"
        if other.pack.renamed.get(old, new) != new:
            return f"calls {old} {new}, and {other.pack.source} calls it {other.pack.renamed[old]}"
    return ""


def _suggest(identity: str, known: Collection[str]) -> str:
    return suggest_names(identity, dict.fromkeys(known)) if known else ""


def _list_rule_files(folder: Path, mistakes: list[Mistake]) -> list[Path]:
    """Return the rule files of a folder, in order; what cannot be read there is added to the mistakes."""
    if _is_path_kind(folder, Path.is_file):
        hint = f"Name its folder with --rules {folder.parent}, and the rule with --only {folder.stem}."
        raise UsageError(f"nothing was checked: {folder} is a file, and rules are read from a folder", hint)
    if not _is_path_kind(folder, Path.is_dir):
        raise UsageError(f"nothing was checked: there is no rules folder {folder}", "Name one with --rules DIR.")
    paths = sorted(rule_files.find_rule_files(folder, mistakes.append))
    if not paths and not mistakes:
        raise UsageError(
            f"nothing was checked: the rules folder {folder} holds no rule (*.yaml)",
            "Name another with --rules DIR, or leave it out to use the bundled rules.",
        )
    if len(paths) > MOST:
        raise UsageError(f"nothing was checked: {folder} holds {len(paths):,} rules, at most {MOST:,} are read")
    return paths


def _is_path_kind(folder: Path, question: Callable[[Path], bool]) -> bool:
    try:
        return question(folder)
    except OSError as error:
        raise UsageError(f"nothing was checked: the rules folder {folder} cannot be read: {error.strerror}") from None
