"""A pack: a folder of rules with a name, and what its rules ask organizations to say of themselves."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from orglint.documents.json_schema import load_schema
from orglint.documents.schema_check import SchemaCheck
from orglint.documents.strict_yaml import At, Document, read_document
from orglint.errors import Mistake, RuleError
from orglint.model.table import ColumnType, ListOf, Scalar
from orglint.rulebook.bundled import is_bundled_folder
from orglint.rulebook.requirement import explain_misfit
from orglint.rulebook.rule_files import PACK


@dataclass(frozen=True, slots=True)
class Setting:
    """A setting that rules may name: its type, what it means, and the file that declares it.

    If there are `values`, it is one of them, or a list of some.
    """

    name: str
    type: str
    meaning: str
    source: str
    values: tuple[str, ...] = ()

    @property
    def kind(self) -> ColumnType:
        """The type of its values."""
        return parse_type(self.type)


@dataclass(frozen=True, slots=True)
class Pack:
    """What the `pack.yaml` of a folder says; a folder without one has its own name, and declares nothing.

    `replaces` are the ids of which its rules count, whoever else has them; `renamed` are the present ids of rules by
    those that they had before, `first` the rules that lists name before all others.
    """

    name: str
    folder: Path
    settings: Mapping[str, Setting] = field(default_factory=dict)
    replaces: tuple[str, ...] = ()
    renamed: Mapping[str, str] = field(default_factory=dict)
    document: Document | None = field(default=None, repr=False)
    version: str = ""
    first: tuple[str, ...] = ()

    @property
    def bundled(self) -> bool:
        """Whether it comes with orglint."""
        return is_bundled_folder(self.folder)

    @property
    def source(self) -> str:
        """The file that says all this."""
        return str(self.folder / PACK)

    def build_mistake(self, at: At, text: str) -> Mistake:
        """Return a mistake at a part of the file."""
        return self.document.mistake(at, text) if self.document else Mistake(text, self.source)


def parse_type(name: str) -> ColumnType:
    """Return the type that a parameter or a setting declares by this name."""
    element = name.removeprefix("list(").removesuffix(")")
    return ListOf(Scalar(element)) if element != name else Scalar(name)


def read_packs(folders: Iterable[Path]) -> tuple[Pack, ...]:
    """Return the packs of folders; raises `RuleError` with every mistake of their files."""
    packs: list[Pack] = []
    mistakes: list[Mistake] = []
    for folder in folders:
        try:
            packs.append(_read_pack(folder))
        except RuleError as error:
            mistakes += error.mistakes
    mistakes += _find_contradictions(packs)
    if mistakes:
        raise RuleError(tuple(mistakes))
    return tuple(packs)


def merge_settings(packs: Iterable[Pack]) -> dict[str, Setting]:
    """Return the settings of all packs, by their names; of one that several declare, what the first says."""
    found: dict[str, Setting] = {}
    for pack in packs:
        found |= {name: it for name, it in sorted(pack.settings.items()) if name not in found}
    return found


def _read_pack(folder: Path) -> Pack:
    path = folder / PACK
    try:
        there = path.exists() or path.is_symlink()
    except OSError:  # whoever lists the folder says so
        there = False
    if not there:
        return Pack(folder.name, folder)
    document = read_document(path, str(path), within=folder)
    mistakes = tuple(_pack_check().mistakes(document))
    if not mistakes and (misfit := _explain_misfit(document)):
        mistakes = (document.mistake(("requires",), misfit),)
    if mistakes:
        raise RuleError(mistakes)
    settings = {
        name: Setting(name, said["type"], said["meaning"], str(path), tuple(said.get("values", ())))
        for name, said in document.data.get("settings", {}).items()
    }
    data = document.data
    ids = (tuple(data.get("replaces", ())), data.get("renamed", {}))
    return Pack(data["name"], folder, settings, *ids, document, data["version"], tuple(data.get("first", ())))


def _explain_misfit(document: Document) -> str:
    return explain_misfit(document.data["requires"]) if "requires" in document.data else ""


def _find_contradictions(packs: Iterable[Pack]) -> Iterator[Mistake]:
    """Yield a mistake for each setting that two packs declare to be of different types."""
    found: dict[str, Setting] = {}
    for pack in packs:
        for name, setting in pack.settings.items():
            other = found.setdefault(name, setting)
            if other.type != setting.type:
                text = f"the setting {name} is {setting.type} here, and {other.type} in {other.source}"
                yield Mistake(text, setting.source)


def load_pack_schema() -> Mapping[str, Any]:
    """Return the JSON Schema of a `pack.yaml`."""
    return load_schema("orglint.rulebook", "pack.schema.json")


@cache
def _pack_check() -> SchemaCheck:
    return SchemaCheck(load_pack_schema(), "a pack", _FORMS)


_FORMS = {
    r"^[^\x00-\x1f\x7f-\x9f\u2028\u2029]*$": "one line of signs that can be printed",
    "^[a-z][a-z0-9_]{0,39}$": "named with small letters, digits and _, a letter first, 40 at most",
    "^[a-z][a-z0-9-]{0,39}$": "named with small letters, digits and -, a letter first, 40 at most",
    r"^[^\x00-\x20\x7f-\xa0\u2028\u2029*?\[\]]+$": "the id of a rule, such as accounts/dormant",
    "^[0-9]+\\.[0-9]+\\.[0-9]+$": "a version such as 1.0.0",
}
"""The patterns of the schema, in words."""
