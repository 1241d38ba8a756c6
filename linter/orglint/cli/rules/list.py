"""`orglint rules list`: which rules there are."""

import sys

import click

from orglint.cli import choose, options
from orglint.cli.output.terminal import wrap_text
from orglint.cli.selection import Selection


@click.command("list")
@options.add_rule_options
def command(selection: Selection) -> None:
    """List the rules: severity, profile, id and title.

    Those that a pack names first come first, then the others by their ids.
    """
    loaded = choose.load_rules(selection)
    found, states = (
        choose.select_rules(choose.keep_profile(loaded.every, selection), selection),
        loaded.find_states(selection.profile),
    )
    wide = max(len(rule.id) for rule in found)
    for rule in choose.order_for_lists(found, selection.packs):
        notes = [states[rule.id]] if rule.id in states else []
        notes += [f"pack {it.pack}, in place of {it.instead_of}" for it in loaded.replaced if it.id == rule.id]
        state = f"  ({'; '.join(notes)})" if notes else ""
        head = f"{rule.plain.severity:<8}  {rule.plain.profile:<11}  {rule.id:<{wide}}  "
        # one rule a line for programs; people get it laid out to the width of their terminal
        text = f"{rule.plain.title}{state}"
        lines = wrap_text(text, first=head, rest=" " * len(head)) if sys.stdout.isatty() else [f"{head}{text}"]
        click.echo("\n".join(lines))
