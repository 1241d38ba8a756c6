"""Find all that is doubtful about rules that compile."""

from collections.abc import Iterator, Mapping, Sequence

from orglint.engine.duckdb import open_engine
from orglint.engine.queries import Watch, run_unwatched
from orglint.errors import Mistake
from orglint.evaluate.judge.since import passing_on_since
from orglint.evaluate.lint.guards import warn_of_guards
from orglint.evaluate.lint.said import (
    warn_of_absence,
    warn_of_constants,
    warn_of_controls,
    warn_of_sameness,
    warn_of_texts,
)
from orglint.evaluate.lint.subject import LintedRule, group_trials
from orglint.evaluate.lint.untried import warn_of_untried_parts
from orglint.model.lint import LintCode, LintWarning
from orglint.model.table import Table
from orglint.model.values import NONE_KNOWN, KnownValues
from orglint.rulebook.rule import CompiledRule

_SINCE = (
    "this passes on statusSince alone, but the status may have lasted longer than statusSince says: "
    "pass on statusNotBefore, or on other facts"
)


def find_warnings(
    trials: Sequence[CompiledRule],
    tables: Mapping[str, Table],
    *,
    known: KnownValues = NONE_KNOWN,
    watch: Watch = run_unwatched,
) -> tuple[LintWarning, ...]:
    """Return what is doubtful about rules, in the order of their files and lines.

    `trials` are the rules as their examples try them; `known` are values that the user declares to be listed.
    """
    every = list(group_trials(trials))
    judged = [linted for linted in every if not linted.rule.plain.attest]
    found = {
        *(it for linted in every for it in warn_of_controls(linted)),
        *(it for linted in judged for it in warn_without_engine(linted, tables, known)),
        *warn_of_sameness(judged),
        *_warn_of_since([trial for linted in judged for trial in linted.trials], tables),
    }
    with open_engine(watch=watch) as engine:
        for linted in judged:
            found.update(warn_of_untried_parts(engine, linted, tables))
            found.update(warn_of_guards(engine, linted, tables))
    return tuple(sorted(found, key=lambda it: (*it.place, it.code, it.mistake.text)))


def warn_without_engine(linted: LintedRule, tables: Mapping[str, Table], known: KnownValues) -> Iterator[LintWarning]:
    """Yield what is doubtful about a rule that is not attested, as far as it shows without judging an example."""
    for trial in linted.trials:
        yield from (LintWarning(LintCode.DIFFERENCE_WITH_NOW, trial.id, doubt) for doubt in trial.doubts)
    yield from warn_of_texts(linted, tables, known)
    yield from warn_of_constants(linted)
    yield from warn_of_absence(linted)


def _warn_of_since(trials: Sequence[CompiledRule], tables: Mapping[str, Table]) -> Iterator[LintWarning]:
    for rule in passing_on_since(trials, tables):
        yield LintWarning(LintCode.PASSES_ON_SINCE, rule.id, Mistake(_SINCE, rule.source, *rule.required_at))
