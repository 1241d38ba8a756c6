"""`orglint rules show`: one rule in full."""

import json
from collections.abc import Iterator

import click

from orglint import tables
from orglint.cli import choose, options
from orglint.cli.completing import complete_rules
from orglint.cli.output.terminal import wrap_text
from orglint.cli.selection import Selection
from orglint.expressions.compiled import Compiled
from orglint.rulebook.rule import CompiledRule
from orglint.sql.readable import format_query


@click.command("show")
@click.argument("identity", metavar="ID", shell_complete=complete_rules)
@options.add_rule_options
@click.option("--sql", is_flag=True, help="Print the SQL that the expressions compile to.")
def command(identity: str, selection: Selection, *, sql: bool) -> None:
    """Show one rule in full."""
    wanted = selection.former.resolve(identity)
    rule = choose.find_rule(choose.load_rules(selection).every, wanted, selection.packs)
    click.echo("\n".join(_render_sql(rule) if sql else _render_page(rule)))


def _render_page(rule: CompiledRule) -> Iterator[str]:
    plain = rule.plain
    needs = f", requires {plain.requires} (settings.plan)" if plain.requires else ""
    about = "decided by a statement" if plain.attest else f"about {rule.table}"
    said = f"severity {plain.severity}, profile {plain.profile}{needs}, {about}, from {rule.source}"
    for text in (f"{rule.id}: {plain.title}", said, "", plain.why, "", f"Fix: {plain.fix}"):
        yield from wrap_text(text, rest="") or [""]
    if plain.remediation:
        yield f"Call: {plain.remediation.operation}"
        yield from wrap_text(plain.remediation.effect, rest="")
    for text in _list_members(rule):
        yield from wrap_text(text, rest=_INDENT) or [""]
    yield from plain.references


def _list_members(rule: CompiledRule) -> Iterator[str]:
    """Yield what the file says of itself, each member with its name in front."""
    yield ""
    if rule.plain.attest:
        yield f"state it   orglint waivers attest {rule.id} --holds --owner OWNER --statement TEXT"
    else:
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
