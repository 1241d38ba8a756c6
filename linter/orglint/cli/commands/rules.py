"""`orglint rules`: look at rules, write them, find what is wrong with them, and compare them."""

import click

from orglint.cli.lazy import LazyGroup

SUBCOMMANDS = {
    "list": "List the rules: severity, profile, id and title.",
    "show": "Show one rule in full.",
    "lint": "Report mistakes in rules, and warn of doubtful ones.",
    "test": "Run every rule's examples.",
    "new": "Write a rule to start from, with comments and examples.",
    "export": "Copy bundled rules into a pack that replaces them.",
    "diff": "Compare two folders of rules, and the findings that they make.",
    "docs": "Write a page for each rule, and an index.",
}


@click.group("rules", cls=LazyGroup, known=SUBCOMMANDS, package="orglint.cli.rules")
def command() -> None:
    """List, show, lint and test rules."""
