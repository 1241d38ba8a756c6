"""The command: python -m regen [SPEC] [--out DIR] [--check]."""

# ruff: noqa: T201  (a command prints)

import argparse
import sys
import tempfile
from pathlib import Path

from regen.changes import changes, differing
from regen.gates import GATES
from regen.generate import PACKAGE, generate
from regen.normalise import normalise, validate
from regen.read import read
from regen.refusal import Refusal
from regen.schemas import schemas
from regen.swap import swap
from regen.view import view

SPEC = Path(__file__).resolve().parent.parent


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
    parser.add_argument(
        "document", nargs="?", default=str(SPEC / "admin.openapi.yaml"), help="path or URL (default: ours)"
    )
    parser.add_argument("--out", type=Path, default=SPEC.parent / "generated" / PACKAGE, help="folder of the package")
    parser.add_argument("--check", action="store_true", help="change nothing; exit with 1 if the package would change")
    return parser.parse_args()


def _regenerate(source: str, out: Path, *, only_check: bool) -> int:
    out.parent.mkdir(parents=True, exist_ok=True)
    # Beside the target, so that the last step is a rename; a check leaves no trace there.
    with tempfile.TemporaryDirectory(prefix=".regen-", dir=None if only_check else out.parent) as name:
        package = _build(source, Path(name))
        differs = differing(out, package)
        for sentence in changes(out, package) if differs else []:
            print(f"change: {sentence}")
        if only_check:
            return _answer(differs, out)
        if differs:
            swap(package, out)
    print(f"{out}: {f'{len(differs)} files changed' if differs else 'nothing changed'}")
    return 0


def _build(source: str, folder: Path) -> Path:
    document, notes = normalise(read(source))
    for note in notes:
        print(f"repair: {note.repair}: {note.place}: {note.what}")
    validate(document)
    seen, words = view(document)
    for word in words:
        print(f"client: {': '.join(word)}")
    package = generate(seen, folder, spec=SPEC)
    text, cuts = schemas(document)
    for cut in cuts:
        print(f"cut: a schema holds itself and is anything below that: {cut}")
    (package / "schemas.json").write_text(text, encoding="utf-8")
    for name, gate in GATES.items():
        print(f"gate: {name}: {gate(document, package)}")
    return package


def _answer(differs: list[str], out: Path) -> int:
    for name in differs:
        print(f"differs: {name}")
    print(f"{out}: {'would change' if differs else 'is what regen makes'}")
    return 1 if differs else 0


if __name__ == "__main__":
    sys.exit(main())
