"""`orglint rules docs`: a page for each rule."""

from pathlib import Path

import click

from orglint import tables
from orglint.cli import choose, options
from orglint.cli.output.rule_page import render_index, render_page
from orglint.cli.selection import Selection
from orglint.documents.strict_yaml import read_document
from orglint.errors import OutputError
from orglint.model.neutralize import neutralize
from orglint.model.wording import format_count


@click.command("docs")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path, file_okay=False))
@options.add_rule_options
def command(folder: Path, selection: Selection) -> None:
    """Write a page for each rule, and an index.

    Each page says why, what to do, what the rule asks and reads, which scope that takes, which controls it supports,
    and shows its examples. Pages that are there are written over.
    """
    found = choose.select_rules(choose.load_rules(selection).every, selection)
    known = tables.known_tables()
    pages = {
        f"{rule.id}.md": render_page(rule, read_document(Path(rule.source), rule.source).data, known) for rule in found
    }
    first = [rule for rule in found if rule.id in choose.list_first(selection.packs)]
    index = render_index(found, choose.order_for_lists(first, selection.packs))
    for name, text in {**pages, "README.md": index}.items():
        _write(folder / name, text)
    click.echo(f"{format_count(len(pages), 'page')} and an index written to {neutralize(str(folder))}")


def _write(path: Path, text: str) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    except OSError as error:
        raise OutputError(f"{path} could not be written: {error.strerror}") from None
