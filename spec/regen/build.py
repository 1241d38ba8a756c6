"""Make one API's package from a document, in a folder of its own."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from orglint.tables.apis import Api
from regen.belonging import bring_to_base
from regen.carry import carry
from regen.document import Document
from regen.gates import GATES
from regen.generate import generate
from regen.modules import find_modules
from regen.normalise import normalise
from regen.read import read
from regen.schemas import schemas
from regen.validate import validate
from regen.view import view

SPEC = Path(__file__).resolve().parent.parent


@dataclass(frozen=True, slots=True)
class Built:
    """A package that passed every gate of its own, and the document that it was made from.

    `notes` say what was put right on the way, `passed` what each gate found.
    """

    document: Document
    package: Path
    notes: Sequence[str]
    passed: Sequence[str]


@cache
def read_ours(api: Api) -> Document:
    """Return our own document of an API; it is read once, so nobody may change it."""
    return read(str(SPEC / api.document))


def build(api: Api, source: str | None, folder: Path) -> Built:
    """Make the package of an API below an empty folder, from the document named or else from ours."""
    notes: list[str] = []
    document, carried = (read_ours(api), []) if source is None else _read_foreign(api, source, notes)
    repaired, repairs = normalise(document)
    notes += [f"repair: {note.repair}: {note.place}: {note.what}" for note in repairs]
    validate(repaired)
    notes += [f"carried: {place}: {what}" for place, what in carried]
    package = _generate(api, repaired, folder, notes)
    passed = [f"gate: {name}: {gate(repaired, package)}" for name, gate in GATES.items()]
    return Built(repaired, package, notes, passed)


def _read_foreign(api: Api, source: str, notes: list[str]) -> tuple[Document, list[tuple[str, str]]]:
    """Return somebody else's document with what only ours knows, and what that is and where."""
    document = read(source)
    notes += [f"repair: {': '.join(note)}" for note in bring_to_base(document, api, source)]
    return document, list(carry(read_ours(api), document))


def _generate(api: Api, document: Document, folder: Path, notes: list[str]) -> Path:
    seen, words = view(document)
    notes += [f"client: {': '.join(word)}" for word in words]
    package = generate(seen, folder, spec=SPEC, name=api.package)
    text, cuts = schemas(document, find_modules(document, package))
    notes += [f"cut: a schema holds itself and is anything below that: {cut}" for cut in cuts]
    (package / "schemas.json").write_text(text, encoding="utf-8")
    return package
