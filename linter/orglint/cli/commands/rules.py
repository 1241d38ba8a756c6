"""`orglint rules`: list, show, lint and test rules."""

import json
import sys
from collections.abc import Iterator, Sequence
from datetime import timedelta

import click

from orglint import evaluate, tables
from orglint.cli import choose, options
from orglint.cli.output.terminal import wrap_text
from orglint.cli.rules.diff import compare_folders
from orglint.cli.rules.lint import lint_rules
from orglint.cli.rules.new import write_rule
from orglint.cli.selection import Selection
from orglint.engine.limits.watch import make_watch
from orglint.expressions.compiled import Compiled
from orglint.model.wording import format_count
from orglint.rulebook.rule import CompiledRule
from orglint.sql.readable import format_query


@click.group("rules")
def command() -> None:
    """List, show, lint and test rules."""


command.add_command(lint_rules)
command.add_command(write_rule)
command.add_command(compare_folders)


@command.command("list")
@options.add_rule_options
def list_rules(selection: Selection) -> None:
    """List the rules: severity, profile, id and title."""
    loaded = choose.load_rules(selection)
    found, states = (
        choose.select_rules(choose.keep_profile(loaded.every, selection), selection),
        loaded.find_states(selection.profile),
    )
    wide = max(len(rule.id) for rule in found)
    for rule in found:
        state = f"  ({states[rule.id]})" if rule.id in states else ""
        head = f"{rule.plain.severity:<8}  {rule.plain.profile:<11}  {rule.id:<{wide}}  "
        # one rule a line for programs; people get it laid out to the width of their terminal
        text = f"{rule.plain.title}{state}"
        lines = wrap_text(text, first=head, rest=" " * len(head)) if sys.stdout.isatty() else [f"{head}{text}"]
        click.echo("\n".join(lines))


@command.command("show")
@click.argument("identity", metavar="ID")
@options.add_rule_options
@click.option("--sql", is_flag=True, help="Print the SQL that the expressions compile to.")
def show_rule(identity: str, selection: Selection, *, sql: bool) -> None:
    """Show one rule in full."""
    wanted = selection.former.resolve(identity)
    rule = choose.find_rule(choose.load_rules(selection).every, wanted, selection.packs)
    click.echo("\n".join(_render_sql(rule) if sql else _render_page(rule)))


@command.command("test", short_help="Run every rule's examples.")
@options.add_rule_options
@options.rule_timeout("How long one example may take, 10m if left out.")
def judge_examples(selection: Selection, *, rule_timeout: timedelta | None) -> None:
    """Run every rule's examples, and report those whose outcome is not the stated one."""
    found = choose.choose_trials(selection)
    surprises = list(evaluate.find_mismatches(found, tables.known_tables(), watch=make_watch(rule_timeout)))
    for surprise in surprises:
        click.echo(str(surprise), err=True)
    right = sum(len(rule.examples) for rule in found) - len(surprises)
    click.echo(f"{right:,} of {_format_example_count(found)} in {_format_rule_count(found)} come out as stated")
    sys.exit(2 if surprises else 0)


def _format_rule_count(trials: Sequence[CompiledRule]) -> str:
    return format_count(len({rule.id for rule in trials}), "rule")


def _format_example_count(trials: Sequence[CompiledRule]) -> str:
    return format_count(sum(len(rule.examples) for rule in trials), "example")


def _render_page(rule: CompiledRule) -> Iterator[str]:
    plain = rule.plain
    needs = f", requires {plain.requires} (settings.plan)" if plain.requires else ""
    about = "decided by a statement" if plain.attest else f"about {rule.table}"
    said = f"severity {plain.severity}, profile {plain.profile}{needs}, {about}, from {rule.source}"
    for text in (f"{rule.id}: {plain.title}", said, "", plain.why, "", f"Fix: {plain.fix}"):
        yield from wrap_text(text, rest="") or [""]
    for text in _list_members(rule):
        yield from wrap_text(text, rest=_INDENT) or [""]
    yield from plain.references


def _list_members(rule: CompiledRule) -> Iterator[str]:
    """Yield what the file says of itself, each member with its name in front."""
    yield ""
    if not rule.plain.attest:
        yield from _render_expressions(rule)
    for parameter in rule.plain.parameters.values():
        value = json.dumps(parameter.value, ensure_ascii=False)
        yield f"params.{parameter.name} ({parameter.type}) = {value}: {parameter.meaning}"
    if rule.reads:
        yield from ("", "reads      " + ", ".join(f"{table}.{column}" for table, column in sorted(rule.reads)))
    for framework, controls in rule.plain.controls.items():
        yield f"{framework:<10} {', '.join(controls)}"


_INDENT = " " * 11
"""What stands before a line that goes on with a member."""


def _render_expressions(rule: CompiledRule) -> Iterator[str]:
    for name, compiled in _name_expressions(rule).items():
        yield f"{name:<10} {' '.join(compiled.source.split())}"
    yield f"message    {rule.message.template}"


def _render_sql(rule: CompiledRule) -> Iterator[str]:
    if rule.plain.attest:
        yield f"-- a statement decides {rule.id}, and no SQL"
        return
    yield "-- DuckDB's SQL, for each row: NULL is unknown. $now is the time, $complete_users whether no user is missing"
    table = tables.known_tables()[rule.table]
    messages = {f"message {number}": value for number, value in enumerate(rule.message.values, start=1)}
    for name, compiled in (_name_expressions(rule) | messages).items():
        source = "\n--   ".join(line.strip() for line in compiled.source.strip().splitlines())
        yield from ("", f"-- {name}: {source}", f"{format_query(compiled.sql, table)};")


def _name_expressions(rule: CompiledRule) -> dict[str, Compiled]:
    return {
        **{f"let {name}": compiled for name, compiled in rule.let.items()},
        "where": rule.where,
        "require": rule.require,
    }
