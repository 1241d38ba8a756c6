"""The command: python -m regen [OPTIONS] [SPEC]."""

# ruff: noqa: T201  (a command prints)

import argparse
import signal
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from orglint.errors import OrglintError
from orglint.tables.apis import APIS, ORGANIZATIONS, Api
from regen.adapt import UNCHANGED, Wishes, adapt_to_tool, try_with_tool
from regen.build import SPEC, build
from regen.impact.losses import Impact
from regen.notes import summarize_notes
from regen.refusal import Refusal
from regen.report.packages import list_differing_files
from regen.report.render import render_markdown, render_screen
from regen.report.sections import Report
from regen.report.tell import Asked, Change, tell_changes
from regen.swap import put_back, swap

GENERATED = SPEC.parent / "generated"
REPORTS = SPEC.parent / "build" / "regen"
TOUCHED, REFUSED, INTERRUPTED = 1, 2, 130


def main() -> int:
    """Make the clients from documents, and put them in place if every gate is passed."""
    given = _arguments()
    targets = {api: given.out.absolute() if given.out else GENERATED / api.package for api in given.apis}
    one = next(iter(targets.values()))
    clients, left = (f"the client in {one}", "was left as it was")
    if len(targets) > 1:
        clients, left = f"the clients in {GENERATED}", "were left as they were"
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        return _regenerate(targets, given)
    except KeyboardInterrupt:
        print("regen: interrupted", file=sys.stderr)
        return INTERRUPTED
    except (Refusal, OrglintError) as refusal:
        print(f"regen: {clients} {left}: {refusal}", file=sys.stderr)
    except OSError as error:
        print(f"regen: {clients} could not be replaced: {error}", file=sys.stderr)
    return REFUSED


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="regen", description=main.__doc__)
    parser.add_argument("document", nargs="?", metavar="SPEC", help="path or URL of a newer document (default: ours)")
    parser.add_argument(
        "--api", choices=APIS, help=f"the API to remake (default: {ORGANIZATIONS.name} with a document, else all)"
    )
    parser.add_argument("--out", type=Path, metavar="DIR", help="folder of the package (default: in generated/)")
    parser.add_argument(
        "--without",
        type=lambda text: [name for name in text.split(",") if name],
        default=[],
        metavar="NAMES",
        help="tables (policies) and columns (users.email) that a newer document may lack, with commas between them",
    )
    parser.add_argument(
        "--rules", type=Path, action="append", default=[], metavar="DIR", help="rules of your own to look at as well"
    )
    parser.add_argument(
        "--report", type=Path, metavar="FILE", help="where to write what changed (default: below build/)"
    )
    parser.add_argument(
        "--check",
        action="store_true",
        help="change nothing; end with 1 if a newer document touches a table, a column or a rule, or if ours makes "
        "another package (2: refused or failed)",
    )
    given = parser.parse_args()
    name = given.api or (ORGANIZATIONS.name if given.document else None)
    given.apis = [APIS[name]] if name else list(APIS.values())
    if (given.out or given.report) and not name:
        parser.error("--out and --report are about one package: say of which API it is, with --api")
    if given.without and not given.document:
        parser.error("--without is about a newer document: name it")
    return given


@dataclass(frozen=True, slots=True)
class Work:
    """One package that may take its place: where that is, which files differ from what is there, what it touches."""

    package: Path
    out: Path
    differs: list[str]
    impact: Impact


def _regenerate(targets: Mapping[Api, Path], given: argparse.Namespace) -> int:
    for out in targets.values():
        if put_back(out):
            print(f"{out}: put back, since an earlier run was ended before it had replaced it")
    parent = next(iter(targets.values())).parent
    if not given.check:
        parent.mkdir(parents=True, exist_ok=True)
    # Beside the targets, so that the last step is a rename; a check leaves no trace there.
    place = None if given.check else parent
    with tempfile.TemporaryDirectory(prefix=".regen-", dir=place, ignore_cleanup_errors=True) as name:
        works = [_prepare(api, out, Path(name), given) for api, out in targets.items()]
        if given.check:
            return max([_judge_newer(work) if given.document else _judge_ours(work) for work in works])
        swap((work.package, work.out) for work in works if work.differs)
    for work in works:
        print(f"{work.out}: {f'{len(work.differs)} files changed' if work.differs else 'nothing changed'}")
    return 0


def _prepare(api: Api, out: Path, folder: Path, given: argparse.Namespace) -> Work:
    print(f"api: {api.name}")
    wishes = Wishes(given.without, given.rules)
    report = given.report or REPORTS / f"{api.name}.md"
    if given.document:
        report.unlink(missing_ok=True)  # What is refused has none, not that of an earlier run.
    try:
        built = build(api, given.document, folder)
        # Our own document is what the tool is written for: nothing of a client of before is kept, and rules may follow.
        adapted = adapt_to_tool(api, built.package, out, wishes) if given.document else UNCHANGED
        notes = [*built.notes, *adapted.notes]
        print(*summarize_notes(notes), *built.passed, sep="\n")
        differs = list_differing_files(out, built.package)
        if differs or given.document:
            asked = Asked(given.document, given.without, given.rules, only_check=given.check)
            change = Change(api, built, out, adapted.impact, notes, folder, asked)
            _tell(tell_changes(change), report)
        if not (given.check and (adapted.impact.losses or adapted.impact.stopped)):
            print(f"gate: tool: {try_with_tool(api, built.package, adapted, wishes)}")
    except Refusal as refusal:
        raise Refusal(f"{api.name}: {refusal}") from None
    return Work(built.package, out, differs, adapted.impact)


def _tell(report: Report, file: Path) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(render_markdown(report), encoding="utf-8")
    print(render_screen(report, str(file)))


def _judge_newer(work: Work) -> int:
    touched = work.impact.touches_something
    print(f"{work.out}: {'a table, a column or a rule' if touched else 'no table, column or rule'} is touched")
    return TOUCHED if touched else 0


def _judge_ours(work: Work) -> int:
    for name in work.differs:
        print(f"differs: {name}")
    told = f"{len(work.differs)} files differ from what" if work.differs else "is what"
    print(f"{work.out}: {told} regen makes")
    return TOUCHED if work.differs else 0


if __name__ == "__main__":
    sys.exit(main())
