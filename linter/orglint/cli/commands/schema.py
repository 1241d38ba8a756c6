"""`orglint schema`: the JSON Schemas of what people write and of what orglint writes."""

import json
from collections.abc import Callable, Mapping
from typing import Any

import click

from orglint import results, rulebook, settings
from orglint.reports.changes.json import load_changes_schema
from orglint.reports.controls.json import load_controls_schema
from orglint.reports.fixes.json import load_fixes_schema
from orglint.reports.forecast.json import load_forecast_schema
from orglint.reports.status.json import load_status_schema
from orglint.reports.trends.json import load_history_schema

SCHEMAS: Mapping[str, Callable[[], Mapping[str, Any]]] = {
    "config": settings.load_config_schema,
    "waivers": settings.load_waivers_schema,
    "rule": rulebook.load_rule_schema,
    "pack": rulebook.load_pack_schema,
    "result": results.load_result_schema,
    "controls": load_controls_schema,
    "fixes": load_fixes_schema,
    "changes": load_changes_schema,
    "history": load_history_schema,
    "status": load_status_schema,
    "forecast": load_forecast_schema,
}


@click.command("schema")
@click.argument("name", type=click.Choice(list(SCHEMAS)))
def command(name: str) -> None:
    """Print the JSON Schema of a kind of file.

    A result is what the JSON report holds; controls, fixes, history, status and forecast are what those commands print
    with `--format json`, and changes what `orglint diff` does. Editors check files with a schema while they are
    written; a line such as `# yaml-language-server: $schema=config.json` at the top of a file names it. `orglint init`
    writes the schemas into .schemas, and such a line into each file.
    """
    click.echo(format_schema(name), nl=False)


def format_schema(name: str) -> str:
    """Return a schema as text."""
    return json.dumps(SCHEMAS[name](), indent=2, ensure_ascii=True) + "\n"
