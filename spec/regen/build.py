"""Make one API's package from a document, in a folder of its own."""

# ruff: noqa: T201  (what is done is told while it is done)

from dataclasses import dataclass
from pathlib import Path

from orglint.tables.apis import Api
from regen.belonging import bring_to_base
from regen.carry import carry
from regen.document import Document
from regen.gates import GATES
from regen.generate import generate
from regen.modules import find_modules
from regen.normalise import normalise, validate
from regen.read import read
from regen.schemas import schemas
from regen.view import view

SPEC = Path(__file__).resolve().parent.parent


@dataclass(frozen=True, slots=True)
class Built:
    """A package that passed every gate, and the document that it was made from."""

    document: Document
    package: Path


def read_ours(api: Api) -> Document:
    """Return our own document of an API."""
    return read(str(SPEC / api.document))


def build(api: Api, source: str | None, folder: Path) -> Built:
    """Make the package of an API below an empty folder, from the document named or else from ours."""
    document, carried = (read_ours(api), []) if source is None else _read_foreign(api, source)
    repaired, notes = normalise(document)
    for note in notes:
        print(f"repair: {note.repair}: {note.place}: {note.what}")
    validate(repaired)
    for place, what in carried:
        print(f"carried: {place}: {what}")
    package = _generate(api, repaired, folder)
    for name, gate in GATES.items():
        print(f"gate: {name}: {gate(repaired, package)}")
    return Built(repaired, package)


def _read_foreign(api: Api, source: str) -> tuple[Document, list[tuple[str, str]]]:
    """Return somebody else's document with what only ours knows, and what that is and where."""
    document = read(source)
    for note in bring_to_base(document, api, source):
        print(f"repair: {': '.join(note)}")
    return document, list(carry(read_ours(api), document))


def _generate(api: Api, document: Document, folder: Path) -> Path:
    seen, words = view(document)
    for word in words:
        print(f"client: {': '.join(word)}")
    package = generate(seen, folder, spec=SPEC, name=api.package)
    text, cuts = schemas(document, find_modules(document, package))
    for cut in cuts:
        print(f"cut: a schema holds itself and is anything below that: {cut}")
    (package / "schemas.json").write_text(text, encoding="utf-8")
    return package
