"""What collecting would ask for, as lines: the requests, and why some tables are asked row by row."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

import click

from orglint import collect, evaluate
from orglint.rulebook.rule import CompiledRule
from orglint.tables import known_tables


def show_plan(plan: collect.Plan, rules: Sequence[CompiledRule]) -> None:
    """Print which requests a plan makes, and which of the rules are the reason that a table is asked row by row."""
    wide, many = (
        max(map(len, texts)) for texts in zip(*((call.endpoint, call.times) for call in plan.calls), strict=True)
    )
    for call in plan.calls:
        click.echo(f"{call.endpoint:<{wide}}  {call.times:<{many}}  {call.scope}".rstrip())
    click.echo(f"\nA key with scopes needs: {', '.join(plan.scopes)}")
    if not all(call.scope for call in plan.calls):
        click.echo("Atlassian documents no scope for the other calls; a key without scopes may make all of them.")
    for name, columns in plan.redacted.items():
        click.echo(f"Not stored of {name} (--redact): {', '.join(columns)}")
    for line in _explain_calls_by_key(plan, rules):
        click.echo(line)


def _explain_calls_by_key(plan: collect.Plan, rules: Sequence[CompiledRule]) -> Iterator[str]:
    needs = defaultdict[str, dict[str, bool]](dict)
    for need in evaluate.list_key_needs(rules, known_tables()):
        asking = needs[need.question.table]
        asking[need.rule.id] = asking.get(need.rule.id, False) or need.every
    for table in (name for name in plan.tables if name in needs):
        parent = known_tables()[table].parent
        every = [rule for rule, whole in needs[table].items() if whole]
        some = [rule for rule, whole in needs[table].items() if not whole]
        yield f"\n{table} is asked row by row:"
        if every:
            yield f"  one call or more for EVERY row of {parent}, because of {', '.join(every)}"
        if some:
            yield f"  one call or more for each of the {parent} that these rules reach: {', '.join(some)}"
