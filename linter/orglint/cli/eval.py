"""`orglint eval`: an expression without a snapshot, for authors and for tests."""

import json
import sys
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from math import isfinite, isnan
from typing import IO, Any

import click

from orglint import expressions, tables
from orglint.cli import options
from orglint.cli.watch import MOST, Watch
from orglint.errors import OrglintError, UsageError
from orglint.evaluate import expression as evaluator

UNDECIDED = 3


@click.command("eval")
@click.argument("expression", required=False)
@click.option("--vars", "variables", default="{}", help='Variables as JSON: {"user": {"status": "active"}}.')
@click.option(
    "--cases",
    type=click.File("r", encoding="utf-8", errors="replace"),
    help='Lines of JSON: {"expr": ..., "vars": {...}}.',
)
@click.option("--now", type=options.Instant(), help="What now is; the present time if left out.")
def command(expression: str | None, variables: str, cases: IO[str] | None, now: datetime | None) -> None:
    """Evaluate an expression without a snapshot.

    Prints the value as JSON and exits with 0, prints unknown and exits with 3, or says what is wrong and exits with 2.
    An expression that begins with a dash follows two: orglint eval -- -1.

    With --cases, each line of the file gives one line: {"value": ...}, {"unknown": true} or {"error": "..."}.
    """
    moment = now or datetime.now(UTC)
    if (expression is None) == (cases is None):
        raise UsageError("nothing was evaluated: name one EXPRESSION, or --cases FILE")
    with evaluator.opened(watch=Watch(MOST)) as engine:
        if cases is not None:
            for answer in _answers(engine, cases, moment):
                click.echo(json.dumps(answer))
            return
        value = _value(engine, expression or "", _object(variables, "--vars"), moment)
    click.echo("unknown" if value is None else json.dumps(value))
    sys.exit(UNDECIDED if value is None else 0)


def _answers(engine: evaluator.Engine, cases: IO[str], now: datetime) -> Iterator[dict[str, Any]]:
    for number, line in enumerate(cases, start=1):
        if line.strip():
            yield _answer(engine, line, number, now)


def _answer(engine: evaluator.Engine, line: str, number: int, now: datetime) -> dict[str, Any]:
    try:
        case = _object(line, f"line {number} of the cases")
    except UsageError as error:
        return {"error": str(error)}
    if not isinstance(case.get("expr"), str) or not isinstance(case.get("vars", {}), dict):
        return {"error": "a case has an expr (text) and vars (an object)"}
    try:
        value = _value(engine, case["expr"], case.get("vars", {}), now)
    except OrglintError as error:
        return {"error": str(error)}
    return {"unknown": True} if value is None else {"value": value}


def _value(engine: evaluator.Engine, source: str, variables: Mapping[str, Any], now: datetime) -> Any:
    given = dict(variables)
    moment = _moment(given.pop("now")) if "now" in given else now
    stage = expressions.stage(given, tables.known(), source)
    compiled = expressions.compile_value(source, stage.scope).compiled
    try:
        return _json(evaluator.value(engine, compiled, stage, now=moment))
    except evaluator.EvaluationError as error:
        raise UsageError(f"the expression could not be evaluated: {error}") from None


def _moment(written: Any) -> datetime:
    try:
        return options.Instant().convert(written if isinstance(written, str) else json.dumps(written), None, None)
    except click.BadParameter as error:
        raise UsageError(f"the variables cannot be used: now: {error.message}") from None


def _json(value: Any) -> Any:
    """Return a value as JSON has it: what is no number there is its name."""
    if isinstance(value, float) and not isfinite(value):
        return "NaN" if isnan(value) else "Infinity" if value > 0 else "-Infinity"
    return [_json(item) for item in value] if isinstance(value, list) else value


def _object(text: str, what: str) -> dict[str, Any]:
    try:
        value = json.loads(text, object_pairs_hook=_members, parse_constant=_no_json)
    except UsageError as error:
        raise UsageError(f"nothing was evaluated: {what}: {error}") from None
    except (ValueError, RecursionError):
        raise UsageError(f"nothing was evaluated: {what} is not JSON") from None
    if not isinstance(value, dict):
        raise UsageError(f"nothing was evaluated: {what} is not a JSON object")
    return value


def _members(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members = dict(pairs)
    if len(members) < len(pairs):
        raise UsageError("a name stands twice in one object")
    return members


def _no_json(word: str) -> None:
    raise UsageError(f"{word} is no JSON")
