"""The command: python -m regen [--api NAME] [SPEC] [--out DIR] [--check]."""

# ruff: noqa: T201  (a command prints)

import argparse
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from orglint.tables.apis import APIS, ORGANIZATIONS, Api
from regen import redocly
from regen.build import SPEC, Built, build, read_ours
from regen.changes import Change, changes, differing, made_of
from regen.normalise import normalise
from regen.refusal import Refusal
from regen.schemas import digest
from regen.swap import swap

GENERATED = SPEC.parent / "generated"


def main() -> int:
    """Make the clients from documents, and put them in place if every gate is passed."""
    given = _arguments()
    targets = {api: given.out.absolute() if given.out else GENERATED / api.package for api in given.apis}
    one = next(iter(targets.values()))
    clients, left = (f"the client in {one}", "was left as it was")
    if len(targets) > 1:
        clients, left = f"the clients in {GENERATED}", "were left as they were"
    try:
        return _regenerate(targets, given.document, only_check=given.check)
    except Refusal as refusal:
        print(f"regen: {clients} {left}: {refusal}", file=sys.stderr)
    except OSError as error:
        print(f"regen: {clients} could not be replaced: {error}", file=sys.stderr)
    return 1


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="regen", description=main.__doc__)
    parser.add_argument("document", nargs="?", metavar="SPEC", help="path or URL of a newer document (default: ours)")
    parser.add_argument(
        "--api", choices=APIS, help=f"the API to remake (default: {ORGANIZATIONS.name} with a document, else all)"
    )
    parser.add_argument("--out", type=Path, metavar="DIR", help="folder of the package (default: in generated/)")
    parser.add_argument(
        "--check",
        action="store_true",
        help="change nothing; exit with 1 if a newer document breaks something, or if ours makes another package",
    )
    given = parser.parse_args()
    name = given.api or (ORGANIZATIONS.name if given.document else None)
    given.apis = [APIS[name]] if name else list(APIS.values())
    if given.out and not name:
        parser.error("--out is the folder of one package: say of which API it is, with --api")
    return given


@dataclass(frozen=True, slots=True)
class Work:
    """One package that may take its place: where that is, which files differ from what is there, how much breaks."""

    package: Path
    out: Path
    differs: list[str]
    breaking: int


def _regenerate(targets: Mapping[Api, Path], source: str | None, *, only_check: bool) -> int:
    parent = next(iter(targets.values())).parent
    if not only_check:
        parent.mkdir(parents=True, exist_ok=True)
    # Beside the targets, so that the last step is a rename; a check leaves no trace there.
    place = None if only_check else parent
    with tempfile.TemporaryDirectory(prefix=".regen-", dir=place, ignore_cleanup_errors=True) as name:
        works = [_prepare(api, source, out, Path(name)) for api, out in targets.items()]
        if only_check:
            return max([_judge_newer(work) if source else _judge_ours(work) for work in works])
        swap((work.package, work.out) for work in works if work.differs)
    for work in works:
        print(f"{work.out}: {f'{len(work.differs)} files changed' if work.differs else 'nothing changed'}")
    return 0


def _prepare(api: Api, source: str | None, out: Path, folder: Path) -> Work:
    print(f"api: {api.name}")
    try:
        built = build(api, source, folder)
    except Refusal as refusal:
        raise Refusal(f"{api.name}: {refusal}") from None
    differs = differing(out, built.package)
    found = changes(api, out, built.package) if differs else []
    found += _second_opinion(api, built, out, folder) if source else []
    for change in found:
        print(change)
    return Work(built.package, out, differs, sum(change.breaking for change in found))


def _second_opinion(api: Api, built: Built, out: Path, folder: Path) -> list[Change]:
    ours = normalise(read_ours(api))[0]
    if made_of(out) != digest(ours):
        print(f"redocly: not asked: {out} was not made of our document, so what was before is not known")
        return []
    try:
        summary, found = redocly.breaks(ours, built.document, folder)
    except redocly.Absent as reason:
        print(f"redocly: not asked: {reason}")
        return []
    print(f"redocly: {summary}, between our document and this one")
    return [Change(f"for callers of the API: {sentence}", breaking=True) for sentence in found]


def _judge_newer(work: Work) -> int:
    told = f"{work.breaking} breaking changes would come in" if work.breaking else "nothing breaking would come in"
    print(f"{work.out}: {told}")
    return 1 if work.breaking else 0


def _judge_ours(work: Work) -> int:
    for name in work.differs:
        print(f"differs: {name}")
    told = f"{len(work.differs)} files differ from what" if work.differs else "is what"
    print(f"{work.out}: {told} regen makes")
    return 1 if work.differs else 0


if __name__ == "__main__":
    sys.exit(main())
