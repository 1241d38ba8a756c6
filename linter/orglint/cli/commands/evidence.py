"""`orglint evidence`: a result with all that it was made by, in one archive."""

from hashlib import sha256
from pathlib import Path

import click

from orglint import rulebook
from orglint.cli import choose, config, options
from orglint.cli.output.appearing import open_atomically
from orglint.cli.output.places import check_report_place, refuse_other_file
from orglint.cli.output.stored import read_result_file, refuse_other_organization
from orglint.cli.privacy import PrivacyChoice, add_privacy_option
from orglint.cli.selection import Selection
from orglint.documents.files import read_plain_file
from orglint.errors import OutputError, ResultError, SnapshotError, UsageError
from orglint.history.evidence import SIGN, Evidence, build_members, compare_waivers, find_problems, pack_members
from orglint.history.evidence.members import WAIVERS
from orglint.model.neutralize import neutralize
from orglint.model.privacy import Privacy
from orglint.model.result import Result
from orglint.reports import FORMATS
from orglint.snapshots import manifest

NOTHING = "no evidence was written"


@click.command("evidence")
@click.argument("result", type=click.Path(path_type=Path))
@click.argument("file", type=click.Path(path_type=Path))
@options.add_organization_option
@options.add_store_option
@options.add_rule_options
@click.option(
    "--waivers",
    metavar="FILE",
    type=click.Path(path_type=Path),
    envvar="ORGLINT_WAIVERS",
    show_envvar=True,
    help="The waiver file by which the result was judged.",
)
@add_privacy_option
def command(
    *,
    result: Path,
    file: Path,
    organization: str | None,
    store: Path,
    selection: Selection,
    waivers: Path | None,
    privacy: PrivacyChoice,
) -> None:
    """Pack a result with all that it was made by into one archive.

    RESULT is a file that `orglint check --format json=FILE` wrote. FILE becomes a zip file with the result, the
    manifest of its snapshot, the files of its rules, the settings, the waivers, and the digest of each; the same result
    makes the same bytes. `orglint verify FILE` checks it anywhere, without the organization and without the store.

    The archive holds nothing of the snapshot but its manifest. Where --privacy hides people, settings and waivers are
    left out, since they may name somebody. Nothing is written if the rules, the settings, the waivers or the snapshot
    are not those of the result any more, or if a waiver file decided something and is not named (exit code 3).
    """
    stored = read_result_file(result, NOTHING)
    refuse_other_organization(stored, organization, NOTHING)
    privacy.refuse_less(stored.privacy)
    check_report_place(str(file), [store], NOTHING)
    refuse_other_file(file, SIGN, NOTHING)
    shown = privacy.conceal(stored, FORMATS["json"])
    evidence = Evidence(
        shown,
        _read_manifest(store, stored),
        _read_rules(selection, stored),
        _read_settings(stored),
        _read_file(selection.config.file),
        _read_file(waivers) if stored.waivers or (waivers and waivers.exists()) else None,
    )
    _refuse_other_waivers(stored, evidence.waivers)
    members = build_members(evidence)
    _, problems = find_problems(members)
    if problems:
        raise ResultError(f"{NOTHING}: {problems[0]}", "Check the snapshot again, with these rules and settings.")
    content = pack_members(members)
    try:
        with open_atomically(file) as target:
            target.write(content)
    except OSError as refusal:
        raise OutputError(f"{NOTHING}: {file} could not be written: {refusal.strerror}") from None
    said = "" if shown.privacy is Privacy.NAMES else ", without settings and waivers, which may name people"
    click.echo(neutralize(f"{len(members)} files in {file}{said}"))
    click.echo(f"sha256 {sha256(content).hexdigest()}")


def _refuse_other_waivers(result: Result, waivers: bytes | None) -> None:
    """Raise `ResultError` if the file by which findings are waived or rules attested is missing, or another one.

    In a result that hides people, what was written about them cannot be compared.
    """
    beside = {} if waivers is None else {WAIVERS: waivers}
    if beside and result.privacy is not Privacy.NAMES:
        return
    for problem in compare_waivers(result, beside):
        hint = "Name the waiver file of that check by --waivers, or as waivers in orglint.yaml."
        raise ResultError(f"{NOTHING}: {problem}", hint)


def _read_manifest(store: Path, result: Result) -> bytes:
    path = store / "snapshots" / result.snapshot.id / manifest.NAME
    try:
        return read_plain_file(path)
    except OSError as refusal:
        raise SnapshotError(
            f"{NOTHING}: {path} cannot be read: {refusal.strerror}", "Name the store of its snapshot with --store."
        ) from None


def _read_rules(selection: Selection, result: Result) -> dict[str, bytes]:
    """Return the files of the rules that the result was judged by; one that is not there is told as a problem."""
    found = rulebook.read_index(choose.list_folders(selection.packs)).files
    names = [it.rule.id for it in result.verdicts if it.rule.id in found]
    return {name: found[name].read_bytes() for name in names}


def _read_settings(result: Result) -> dict[str, object]:
    """Return what the organization of a result says of itself."""
    written = config.current_config()
    ids = {identity: name for name, identity in written.organizations.items()}
    if written.organizations and not written.chosen and result.snapshot.organization in ids:
        written = written.choose_organization(ids[result.snapshot.organization])
    return dict(written.values.get("settings", {}))


def _read_file(file: Path | None) -> bytes | None:
    if file is None:
        return None
    try:
        return file.read_bytes()
    except OSError as refusal:
        raise UsageError(f"{NOTHING}: {file} cannot be read: {refusal.strerror}") from None
