"""The command group, which imports a command only when it is called, so that help is fast."""

import click

from orglint import __version__
from orglint.cli.lazy import LazyGroup

COMMANDS = {
    "init": "Start a repository of rules and settings.",
    "snapshot": "Collect a snapshot of an organization.",
    "check": "Check a snapshot against the rules.",
    "run": "Snapshot, check, keep, report and notify: the line for a schedule.",
    "notify": "Try the channels that `orglint run` tells.",
    "diff": "Tell what changed from one result to the next, and in the organization itself.",
    "history": "Tell how outcomes went over time, from the results that the store keeps.",
    "status": "Tell how old the newest result is, and what came of it.",
    "forecast": "Tell what will fail if nothing happens but that time passes.",
    "report": "Render a stored result in other formats.",
    "publish": "Post a report where a machine wants it.",
    "rules": "List, show, lint and test rules.",
    "waivers": "Check, list and write waivers.",
    "controls": "Tell what a result says about the controls of a framework.",
    "fixes": "Write down the calls that would clear findings, and send none.",
    "tables": "Show which tables and columns rules can read.",
    "query": "Show the rows of a table for which an expression is true.",
    "config": "Show every setting with where it comes from.",
    "schema": "Print the JSON Schema of a kind of file.",
    "eval": "Evaluate an expression without a snapshot.",
    "verify": "Check that a snapshot, or an archive of evidence, is unchanged.",
    "evidence": "Pack a result with all that it was made by into one archive.",
    "store": "List, remove and move what is in a store.",
    "simulate": "Serve a local organization that speaks the Admin API.",
    "demo": "Simulate, snapshot, check and report in one go.",
}


@click.group(
    cls=LazyGroup,
    known=COMMANDS,
    package="orglint.cli.commands",
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(__version__, "-V", "--version", message="orglint %(version)s")
def main() -> None:
    """Tell whether an Atlassian Cloud organization is as it should be.

    Collect a snapshot over the Admin API, check it against rules, write reports.

    \b
    Exit codes: 0 as it should be · 1 findings · 2 a mistake in usage or a file
    3 undecided · 4 could not collect · 5 could not write · 70 a bug
    """  # noqa: D301 - click's own mark for a paragraph that is left as it is
