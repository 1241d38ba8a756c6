"""What `orglint.yaml` says, read strictly: every mistake in it is found before anything is done."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from orglint.documents.strict_yaml import At, Document, read_document
from orglint.errors import Mistake, RuleError
from orglint.model.rule import Severity
from orglint.settings.below import find_escapes
from orglint.settings.overwriting import ListFiles, find_overwriting
from orglint.settings.pack_items import PackItem, list_pack_items
from orglint.settings.shape import config_check

_SEVERAL = "organizations"


@dataclass(frozen=True, slots=True)
class Override:
    """What is different for the rules whose ids match a glob; `off` is the reason why they do not run, if they do not.

    `line` is where it stands in the file, `written` what stands there, if its pattern is another one by now.
    """

    pattern: str
    params: Mapping[str, Any] = field(default_factory=dict)
    severity: Severity | None = None
    owner: str = ""
    off: str = ""
    line: int = 0
    written: str = ""

    @property
    def key(self) -> str:
        """Its key in the file."""
        return self.written or self.pattern


@dataclass(frozen=True, slots=True)
class Config:
    """What a file says, with `values` as they were written by the names of its keys; no file says nothing.

    Where it speaks of several organizations and one is `chosen`, the values are those of this one.
    """

    file: Path | None = None
    values: Mapping[str, Any] = field(default_factory=dict)
    overrides: tuple[Override, ...] = ()
    document: Document | None = field(default=None, repr=False)
    chosen: str = ""

    @property
    def organizations(self) -> Mapping[str, str]:
        """The ids of several organizations, by the names that the file gives them."""
        return {name: said["id"] for name, said in self.values.get("organizations", {}).items()}

    def choose_organization(self, name: str) -> "Config":
        """Return what the file says of one of its organizations: that beats what it says of all of them.

        Settings and known values are added to those of all, and overrides come after them.
        """
        own = self.values["organizations"][name]
        values = {**self.values, **own, "organization": own["id"]}
        for several in {"settings", "known_values"} & values.keys():
            values[several] = {**self.values.get(several, {}), **own.get(several, {})}
        overrides = (*self.overrides, *_list_overrides(own, self._require_document(), (_SEVERAL, name)))
        return replace(self, values=values, overrides=overrides, chosen=name)

    def is_own(self, *at: str | int) -> bool:
        """Return whether the chosen organization says something itself."""
        return bool(self.chosen and self.document and (_SEVERAL, self.chosen, *at) in self.document.places)

    @property
    def folder(self) -> Path:
        """The folder that paths in the file are relative to."""
        return self.file.parent if self.file else Path()

    def resolve(self, written: str) -> Path:
        """Return the path that a text in the file stands for."""
        return self.folder / written

    @property
    def packs(self) -> tuple[bool, tuple[Path, ...]]:
        """Whether the bundled rules are used, and the folders of others, in their order."""
        folders = dict.fromkeys(item.locate(self.folder) for item in self.pack_items)
        return None in folders, tuple(it for it in folders if it is not None)

    @property
    def pack_items(self) -> tuple[PackItem, ...]:
        """The packs as they are written, with the digests that they must have."""
        return tuple(list_pack_items(self.values))

    @property
    def known_values(self) -> tuple[str, ...]:
        """The values that are declared to be known, each as PLACE=VALUE."""
        places: Mapping[str, Sequence[str]] = self.values.get("known_values", {})
        return tuple(f"{place}={value}" for place, values in places.items() for value in values)

    def name_place(self, *at: str | int) -> str:
        """Return the file and line of a part, such as `orglint.yaml:3`."""
        return f"{self.file}:{self._find_line(at)}"

    def name_organization(self, name: str) -> str:
        """Return the file and line of one of several organizations."""
        return f"{self.file}:{self._require_document().places[_SEVERAL, name].line}"

    def build_mistake(self, at: At, text: str) -> Mistake:
        """Return a mistake at a part of the file."""
        return self._require_document().mistake(self._locate(at), text)

    def _find_line(self, at: At) -> int:
        here = self._locate(at)
        return self.document.places[here].line if self.document and here in self.document.places else 0

    def _locate(self, at: At) -> At:
        """Return where a part is written: where the chosen organization says it itself, if it does."""
        if self.chosen and at == ("organization",):
            return (_SEVERAL, self.chosen, "id")
        return (_SEVERAL, self.chosen, *at) if self.is_own(*at) else at

    def _require_document(self) -> Document:
        assert self.document is not None
        return self.document


def read_config(path: Path, *, list_files: ListFiles, named: bool = False) -> Config:
    """Return what a file says; `RuleError` holds every mistake of its shape, or of its paths.

    `list_files` says which files reports are, and how these begin: they overwrite nothing else. Unless somebody `named`
    the file, it may not be a link that leads out of its folder.
    """
    document = read_document(path, str(path), within=None if named else path.parent)
    mistakes = [*config_check().mistakes(document)]
    if not mistakes:
        mistakes = [*find_escapes(document, document.data, path.parent), *_find_twins(document)]
        mistakes += find_overwriting(document, document.data, path, list_files)
    if mistakes:
        raise RuleError(tuple(mistakes))
    return Config(path, document.data, tuple(_list_overrides(document.data, document)), document)


def _find_twins(document: Document) -> Iterator[Mistake]:
    """Yield each organization that has the id of another, or is called so: which one is meant could not be told."""
    found: dict[str, str] = {}
    for name, said in document.data.get(_SEVERAL, {}).items():
        other = found.setdefault(said["id"].lower(), name)
        if other != name:
            yield document.mistake((_SEVERAL, name, "id"), f"{name} has the id of {other}")
        if any(name == it["id"].lower() for other, it in document.data[_SEVERAL].items() if other != name):
            yield document.mistake((_SEVERAL, name), f"{name} is the id of another organization, and cannot be a name")


def _list_overrides(values: Mapping[str, Any], document: Document, at: At = ()) -> Iterator[Override]:
    for pattern, said in values.get("overrides", {}).items():
        yield Override(
            pattern,
            said.get("params", {}),
            Severity(said["severity"]) if "severity" in said else None,
            said.get("owner", ""),
            said.get("off", ""),
            document.places[*at, "overrides", pattern].line,
        )
