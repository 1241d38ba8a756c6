"""`orglint rules export`: copy bundled rules into a pack that replaces them."""

import re
from collections.abc import Collection, Sequence
from fnmatch import fnmatchcase
from pathlib import Path

import click

from orglint import rulebook
from orglint.cli.completing import complete_rules
from orglint.cli.output.modeline import build_modeline
from orglint.cli.output.new_file import write_new
from orglint.documents.edited_yaml import append_entries
from orglint.errors import OutputError, UsageError
from orglint.model.nearest import suggest_names
from orglint.model.neutralize import neutralize
from orglint.model.wording import format_count

_PACK = "pack.yaml"
_NEW_PACK = """\
# The rules of this folder are copies of bundled ones, and count in their place: every report says so.
# `orglint rules diff bundled bundled+{folder}` shows what you changed.
name: {name}
version: 1.0.0
replaces:
{ids}
"""


@click.command("export", short_help="Copy bundled rules into a pack that replaces them.")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path, file_okay=False))
@click.argument("chosen", metavar="[RULE]...", nargs=-1, shell_complete=complete_rules)
def command(folder: Path, chosen: Sequence[str]) -> None:
    """Copy bundled rules into a pack that replaces them.

    RULE is an id or a pattern such as 'admins/*'; all bundled rules if left out. The pack.yaml of DIR then says that it
    replaces them: it is made if it is not there. A file that is there is never overwritten.
    """
    files = {it: rulebook.find_bundled_rules() / f"{it}.yaml" for it in _choose_ids(chosen)}
    taken = [identity for identity in files if (folder / f"{identity}.yaml").exists()]
    if taken:
        hint = "Remove it first, or leave out the rule."
        raise UsageError(f"nothing was written: there is {folder / f'{taken[0]}.yaml'} already", hint)
    (pack,) = rulebook.read_packs([folder]) if folder.is_dir() else (None,)
    for identity, source in files.items():
        _write(folder / f"{identity}.yaml", source.read_bytes())
    added = [identity for identity in files if pack is None or identity not in pack.replaces]
    _note_replaced(folder, added)
    shown = neutralize(str(folder))
    click.echo(f"\n{format_count(len(files), 'rule')} copied, and named under replaces in {shown}/{_PACK}.\n\nNext:")
    click.echo(f"  1. orglint rules lint --rules {shown}")
    click.echo(f"  2. orglint rules diff bundled bundled+{shown}   # what you changed")
    click.echo(f"  3. orglint check --rules {shown}   # or name it under rules in orglint.yaml")


def _choose_ids(chosen: Sequence[str]) -> list[str]:
    """Return the ids of the bundled rules that patterns match; all without a pattern."""
    ids = rulebook.list_ids([rulebook.find_bundled_rules()])
    for pattern in chosen:
        if not any(fnmatchcase(identity, pattern) for identity in ids):
            near = suggest_names(pattern, dict.fromkeys(ids), "there are")
            raise UsageError(f"nothing was written: no bundled rule is called {pattern}{near}")
    return [it for it in ids if not chosen or any(fnmatchcase(it, pattern) for pattern in chosen)]


def _note_replaced(folder: Path, ids: Collection[str]) -> None:
    """Name rules under `replaces` in the file of the pack, whose comments stay."""
    path = folder / _PACK
    listed = "\n".join(f"  - {identity}" for identity in ids)
    if not path.exists():
        new = _NEW_PACK.format(folder=folder, name=_name_pack(folder), ids=listed)
        _write(path, build_modeline(path, "pack") + new)
        return
    try:
        path.write_text(append_entries(path.read_text("utf-8"), "replaces", list(ids)), encoding="utf-8")
    except OSError as error:
        raise OutputError(f"{path} could not be written: {error.strerror}") from None
    click.echo(f"changed  {neutralize(str(path))}")


def _name_pack(folder: Path) -> str:
    plain = re.sub(r"[^a-z0-9]+", "-", folder.absolute().name.lower()).strip("-")[:40]
    return plain if plain[:1].isalpha() else "own"


def _write(path: Path, content: str | bytes) -> None:
    if not write_new(path, content):
        raise UsageError(f"{path} appeared meanwhile, and was not overwritten", "Look at it, then export again.")
    click.echo(f"written  {neutralize(str(path))}")
