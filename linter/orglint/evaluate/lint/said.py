"""What the texts of a rule say of themselves: no example is judged."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import get_close_matches
from typing import Any

from orglint.evaluate.lint.subject import LintedRule
from orglint.expressions.doubts.always import find_constant_parts, find_possibilities
from orglint.expressions.doubts.canonical import write_compiled
from orglint.expressions.doubts.compared_texts import ComparedText, find_compared_texts, locate_doubt
from orglint.model.lint import LintCode, LintWarning
from orglint.model.table import Table
from orglint.model.values import KnownValues
from orglint.rulebook.rule import Example
from orglint.tables.values import Enumeration, find_enumerations

_CLOSE = 0.75
_STEP = re.compile(r"[^.\[\]]+|\[\]")


def warn_of_texts(linted: LintedRule, tables: Mapping[str, Table], known: KnownValues) -> Iterator[LintWarning]:
    """Yield texts that a column is compared with and that it is not known to hold, in expressions and examples."""
    for called, compiled in linted.expressions.items():
        for compared in find_compared_texts(compiled, tables.values()):
            enumeration = find_enumerations(compared.path[0]).get(compared.path[1])
            found = _describe_text(compared, enumeration, known) if enumeration else None
            if found:
                code, text = found
                yield linted.warn_inside(code, called, locate_doubt(compiled, compared.offset, text))
    for example in linted.examples:
        yield from _warn_of_example(linted, example, known)


def warn_of_constants(linted: LintedRule) -> Iterator[LintWarning]:
    """Yield what can never be, and parts that are always the same."""
    possible = find_possibilities(linted.rule.where, linted.rule.require)
    if not possible.apply:
        yield linted.warn(LintCode.NEVER_APPLIES, ("where",), "this can never hold: the rule is about no row")
    if not possible.passing:
        text = "no row that the rule is about can pass: where and require contradict each other"
        yield linted.warn(LintCode.NEVER_PASSES, ("require",), text)
    if not possible.failing:
        yield linted.warn(LintCode.NEVER_FAILS, ("require",), "no row that the rule is about can fail")
    for called, compiled in linted.expressions.items():
        for part in find_constant_parts(compiled):
            text = f"this is always {str(part.value).lower()}, whatever the rows are"
            yield linted.warn_inside(LintCode.CONSTANT_PART, called, locate_doubt(compiled, part.offset, text))


def warn_of_sameness(every: Iterable[LintedRule]) -> Iterator[LintWarning]:
    """Yield each rule that asks the same of the same rows as an earlier one does."""
    seen: dict[tuple[str, str, str], str] = {}
    for linted in every:
        rule = linted.rule
        said = (rule.table, write_compiled(rule.where), write_compiled(rule.require))
        if said in seen:
            yield linted.warn(LintCode.SAME_RULE, ("require",), f"this says the same as {seen[said]}")
        seen.setdefault(said, rule.id)


def warn_of_controls(linted: LintedRule) -> Iterator[LintWarning]:
    """Yield a warning if a rule names no control."""
    if not linted.rule.plain.controls:
        yield linted.warn(LintCode.NO_CONTROLS, (), "no control of a framework is named: no report by controls has it")


def warn_of_absence(linted: LintedRule) -> Iterator[LintWarning]:
    """Yield what a rule lacks, or has and does not use."""
    rule = linted.rule
    shown = {example.expected for example in linted.examples}
    if "unknown" not in shown:
        text = "no example shows what happens when data is missing: add one under unknown"
        yield linted.warn(LintCode.MISSING_EXAMPLE, ("examples",), text)
    if "not-applicable" not in shown and rule.plain.where.strip() != "true":
        text = "no example shows which rows the rule is not about: add one under not-applicable"
        yield linted.warn(LintCode.MISSING_EXAMPLE, ("examples",), text)
    texts = [rule.plain.where, rule.plain.require, rule.message.template, *rule.plain.let.values(), *rule.shown]
    for at, name in (
        *((("let", it), it) for it in rule.let),
        *((("params", it), f"params.{it}") for it in rule.plain.parameters),
    ):
        if not any(re.search(rf"\b{re.escape(name)}\b", text) for text in texts):
            yield linted.warn(LintCode.UNUSED_NAME, at, f"nothing reads {name}")


def _describe_text(compared: ComparedText, enumeration: Enumeration, known: KnownValues) -> tuple[LintCode, str] | None:
    """Return what is doubtful about a text that is compared with values of an enumeration; None if nothing is."""
    table, path = compared.path
    listed = [*enumeration.listed, *known.get((table, path), ())]
    if compared.text in listed:
        return None
    close = get_close_matches(compared.text, listed, n=1, cutoff=_CLOSE)
    if enumeration.closed:
        return LintCode.UNLISTED_VALUE, _describe_unlisted(table, path, compared.text, listed)
    if close:
        return (
            LintCode.MISSPELT_VALUE,
            f"{compared.text!r} is no known value of {table}.{path}; did you mean {close[0]!r}?",
        )
    return None


def _describe_unlisted(table: str, path: str, text: str, listed: Sequence[str]) -> str:
    close = get_close_matches(text, listed, n=1)
    hint = f"did you mean {close[0]!r}?" if close else f"there are {', '.join(map(repr, listed))}"
    return f"{text!r} is no known value of {table}.{path}, and other values are unknown there; {hint}"


def _warn_of_example(linted: LintedRule, example: Example, known: KnownValues) -> Iterator[LintWarning]:
    rows = [(linted.rule.table, example.row), *((name, row) for name, rows in example.tables.items() for row in rows)]
    for table, row in rows:
        for path, enumeration in find_enumerations(table).items():
            listed = (*enumeration.listed, *known.get((table, path), ()))
            for value in _find_values(row, _STEP.findall(path)) if enumeration.closed else ():
                if isinstance(value, str) and value not in listed:
                    text = _describe_unlisted(table, path, value, listed)
                    yield linted.warn_of_example(
                        LintCode.UNLISTED_VALUE, example, f"an example has a doubtful row: {text}"
                    )


def _find_values(value: Any, steps: Sequence[str]) -> Iterator[Any]:
    """Yield what a row has at a path; nothing where it is not there."""
    if not steps:
        yield value
    elif steps[0] == "[]":
        for element in value if isinstance(value, list) else ():
            yield from _find_values(element, steps[1:])
    elif isinstance(value, Mapping):
        yield from _find_values(value.get(steps[0]), steps[1:])
