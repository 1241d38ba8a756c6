"""The command: python -m regen [SPEC] [--out DIR] [--check]."""

# ruff: noqa: T201  (a command prints)

import argparse
import sys
import tempfile
from pathlib import Path

from regen import redocly
from regen.carry import carry
from regen.changes import Change, changes, differing, made_of
from regen.document import Document
from regen.gates import GATES
from regen.generate import PACKAGE, generate
from regen.modules import find_modules
from regen.normalise import normalise, validate
from regen.read import read
from regen.refusal import Refusal
from regen.schemas import digest, schemas
from regen.swap import swap
from regen.view import view

SPEC = Path(__file__).resolve().parent.parent
OURS = SPEC / "admin.openapi.yaml"


def main() -> int:
    """Make the client from a document, and put it in place if every gate is passed."""
    given = _arguments()
    try:
        return _regenerate(given.document, given.out.absolute(), only_check=given.check)
    except Refusal as refusal:
        print(f"regen: the client in {given.out} was left as it was: {refusal}", file=sys.stderr)
        return 1
    except OSError as error:
        print(f"regen: the client in {given.out} could not be replaced: {error}", file=sys.stderr)
        return 1


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="regen", description=main.__doc__)
    parser.add_argument("document", nargs="?", help="path or URL of a newer document (default: ours)")
    parser.add_argument("--out", type=Path, default=SPEC.parent / "generated" / PACKAGE, help="folder of the package")
    parser.add_argument(
        "--check",
        action="store_true",
        help="change nothing; exit with 1 if a newer document breaks something, or if ours makes another package",
    )
    return parser.parse_args()


def _regenerate(source: str | None, out: Path, *, only_check: bool) -> int:
    out.parent.mkdir(parents=True, exist_ok=True)
    # Beside the target, so that the last step is a rename; a check leaves no trace there.
    with tempfile.TemporaryDirectory(prefix=".regen-", dir=None if only_check else out.parent) as name:
        document, package = _build(source, Path(name))
        differs = differing(out, package)
        found = changes(out, package) if differs else []
        found += _second_opinion(document, out, Path(name)) if source else []
        for change in found:
            print(change)
        if only_check:
            return _breaking(found, out) if source else _different(differs, out)
        if differs:
            swap(package, out)
    print(f"{out}: {f'{len(differs)} files changed' if differs else 'nothing changed'}")
    return 0


def _build(source: str | None, folder: Path) -> tuple[Document, Path]:
    given = read(source or str(OURS))
    carried = list(carry(read(str(OURS)), given)) if source else []
    document, notes = normalise(given)
    for note in notes:
        print(f"repair: {note.repair}: {note.place}: {note.what}")
    validate(document)
    for place, what in carried:
        print(f"carried: {place}: {what}")
    seen, words = view(document)
    for word in words:
        print(f"client: {': '.join(word)}")
    package = generate(seen, folder, spec=SPEC)
    text, cuts = schemas(document, find_modules(document, package))
    for cut in cuts:
        print(f"cut: a schema holds itself and is anything below that: {cut}")
    (package / "schemas.json").write_text(text, encoding="utf-8")
    for name, gate in GATES.items():
        print(f"gate: {name}: {gate(document, package)}")
    return document, package


def _second_opinion(document: Document, out: Path, folder: Path) -> list[Change]:
    ours = normalise(read(str(OURS)))[0]
    if made_of(out) != digest(ours):
        print(f"redocly: not asked: {out} was not made of our document, so what was before is not known")
        return []
    try:
        summary, found = redocly.breaks(ours, document, folder)
    except redocly.Absent as reason:
        print(f"redocly: not asked: {reason}")
        return []
    print(f"redocly: {summary}, between our document and this one")
    return [Change(f"for callers of the API: {sentence}", breaking=True) for sentence in found]


def _breaking(found: list[Change], out: Path) -> int:
    number = sum(change.breaking for change in found)
    print(f"{out}: {f'{number} breaking changes would come in' if number else 'nothing breaking would come in'}")
    return 1 if number else 0


def _different(differs: list[str], out: Path) -> int:
    for name in differs:
        print(f"differs: {name}")
    print(f"{out}: {f'{len(differs)} files differ from what' if differs else 'is what'} regen makes")
    return 1 if differs else 0


if __name__ == "__main__":
    sys.exit(main())
