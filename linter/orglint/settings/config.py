"""What `orglint.yaml` says, read strictly: every mistake in it is found before anything is done."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from orglint.documents.strict_yaml import At, Document, read_document
from orglint.errors import Mistake, RuleError
from orglint.model.rule import Severity
from orglint.settings.below import find_escapes
from orglint.settings.overwriting import find_overwriting
from orglint.settings.shape import config_check

BUNDLED = "bundled"


@dataclass(frozen=True, slots=True)
class Override:
    """What is different for the rules whose ids match a glob; `off` is the reason why they do not run, if they do not.

    `line` is where it stands in the file.
    """

    pattern: str
    params: Mapping[str, Any] = field(default_factory=dict)
    severity: Severity | None = None
    owner: str = ""
    off: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True)
class Config:
    """What a file says, with `values` as they were written by the names of its keys; no file says nothing."""

    file: Path | None = None
    values: Mapping[str, Any] = field(default_factory=dict)
    overrides: tuple[Override, ...] = ()
    document: Document | None = field(default=None, repr=False)

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
        written: Sequence[str] = self.values.get("rules", [BUNDLED])
        return BUNDLED in written, tuple(self.resolve(it) for it in dict.fromkeys(written) if it != BUNDLED)

    @property
    def known_values(self) -> tuple[str, ...]:
        """The values that are declared to be known, each as PLACE=VALUE."""
        places: Mapping[str, Sequence[str]] = self.values.get("known_values", {})
        return tuple(f"{place}={value}" for place, values in places.items() for value in values)

    def name_place(self, *at: str | int) -> str:
        """Return the file and line of a part, such as `orglint.yaml:3`."""
        return f"{self.file}:{self._find_line(at)}"

    def build_mistake(self, at: At, text: str) -> Mistake:
        """Return a mistake at a part of the file."""
        assert self.document is not None
        return self.document.mistake(at, text)

    def _find_line(self, at: At) -> int:
        return self.document.places[at].line if self.document and at in self.document.places else 0


def read_config(path: Path, *, named: bool = False) -> Config:
    """Return what a file says; `RuleError` holds every mistake of its shape, or of its paths.

    Unless somebody `named` it, it may not be a link that leads out of its folder.
    """
    document = read_document(path, str(path), within=None if named else path.parent)
    mistakes = [*config_check().mistakes(document)]
    if not mistakes:
        mistakes = [*find_escapes(document, document.data, path.parent)]
        mistakes += find_overwriting(document, document.data, path)
    if mistakes:
        raise RuleError(tuple(mistakes))
    return Config(path, document.data, tuple(_list_overrides(document)), document)


def _list_overrides(document: Document) -> Iterator[Override]:
    for pattern, said in document.data.get("overrides", {}).items():
        yield Override(
            pattern,
            said.get("params", {}),
            Severity(said["severity"]) if "severity" in said else None,
            said.get("owner", ""),
            said.get("off", ""),
            document.places["overrides", pattern].line,
        )
