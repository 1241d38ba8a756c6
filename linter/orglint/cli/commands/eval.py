"""`orglint eval`: an expression without a snapshot, for authors and for tests."""

import json
import sys
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from math import isfinite, isnan
from typing import IO, Any

import click

from orglint.cli import options
from orglint.cli.output import streams
from orglint.cli.variables import compile_with_variables, read_json_object
from orglint.engine.limits.watch import make_watch
from orglint.errors import OrglintError, OutputError, UsageError
from orglint.evaluate import expression as evaluator

UNDECIDED = 3


@click.command("eval")
@click.argument("expression", required=False)
@click.option("--vars", "variables", default="{}", help='Variables as JSON: {"user": {"status": "active"}}.')
@click.option(
    "--cases",
    type=click.File("r", encoding="utf-8", errors="replace"),
    help='A file with lines of JSON: {"expr": ..., "vars": {...}}.',
)
@click.option("--now", type=options.Instant(), help="The time to take as now; the present time if left out.")
@options.rule_timeout("How long one expression may take, 10m if left out.")
def command(
    expression: str | None,
    variables: str,
    cases: IO[str] | None,
    *,
    now: datetime | None,
    rule_timeout: timedelta | None,
) -> None:
    """Evaluate an expression without a snapshot.

    Prints the value as JSON and exits with 0, prints unknown and exits with 3, or says what is wrong and exits with 2.
    Put -- before an expression that begins with a dash: orglint eval -- -1.

    With --cases, prints a line for each line of the file: {"value": ...}, {"unknown": true} or {"error": "..."}; an
    empty line is an error.

    JSON has no infinity and no NaN: such a number is printed as "Infinity", "-Infinity" or "NaN".
    """
    moment = now or datetime.now(UTC)
    if (expression is None) == (cases is None):
        raise UsageError("nothing was evaluated: give one EXPRESSION, or --cases FILE")
    with evaluator.open_engine(watch=make_watch(rule_timeout)) as engine:
        if cases is not None:
            for answer in _answer_cases(engine, cases, moment):
                click.echo(json.dumps(answer))
                if streams.is_reader_gone():
                    raise OutputError("standard output was closed before every case was answered")
            return
        value = _evaluate_source(engine, expression or "", read_json_object(variables, "--vars"), moment)
    click.echo("unknown" if value is None else json.dumps(value))
    sys.exit(UNDECIDED if value is None else 0)


_CASE = 'A case is written {"expr": "x + 1", "vars": {"x": 2}}.'


def _answer_cases(engine: evaluator.Engine, cases: IO[str], now: datetime) -> Iterator[dict[str, Any]]:
    for number, line in enumerate(cases, start=1):
        yield _answer_case(engine, line, number, now)


def _answer_case(engine: evaluator.Engine, line: str, number: int, now: datetime) -> dict[str, Any]:
    try:
        case = read_json_object(line, f"line {number} of the cases", _CASE)
    except UsageError as error:
        return {"error": str(error)}
    if not isinstance(case.get("expr"), str) or not isinstance(case.get("vars", {}), dict):
        return {"error": "a case has an expr (text) and vars (an object)"}
    try:
        value = _evaluate_source(engine, case["expr"], case.get("vars", {}), now)
    except OrglintError as error:
        return {"error": str(error)}
    return {"unknown": True} if value is None else {"value": value}


def _evaluate_source(engine: evaluator.Engine, source: str, given: Mapping[str, Any], now: datetime) -> Any:
    moment = _parse_now(given["now"]) if "now" in given else now
    compiled, activation = compile_with_variables(
        source, {name: value for name, value in given.items() if name != "now"}
    )
    try:
        return _spell_non_finite(evaluator.evaluate_expression(engine, compiled, activation, now=moment))
    except evaluator.EvaluationError as error:
        raise UsageError(f"the expression could not be evaluated: {error}") from None


def _parse_now(written: Any) -> datetime:
    try:
        return options.Instant().convert(written if isinstance(written, str) else json.dumps(written), None, None)
    except click.BadParameter as error:
        raise UsageError(f"the variables cannot be used: now: {error.message}") from None


def _spell_non_finite(value: Any) -> Any:
    """Return a value as JSON has it: what is no number there is its name."""
    if isinstance(value, float) and not isfinite(value):
        return "NaN" if isnan(value) else "Infinity" if value > 0 else "-Infinity"
    return [_spell_non_finite(item) for item in value] if isinstance(value, list) else value
