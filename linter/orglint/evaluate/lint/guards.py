"""Settings of which a rule asks whether they are set, and that decides nothing where they are not."""

from collections.abc import Iterator, Mapping

from orglint.engine.duckdb import Engine
from orglint.evaluate.examples import judge_example
from orglint.evaluate.lint.subject import LintedRule
from orglint.model.lint import LintCode, LintWarning
from orglint.model.table import Table

_WHAT: Mapping[str, str] = {
    "unknown": "every example is unknown while it is not set",
    "not-applicable": "the rule is about no row while it is not set, and does not say so",
}


def warn_of_guards(engine: Engine, linted: LintedRule, tables: Mapping[str, Table]) -> Iterator[LintWarning]:
    """Yield a warning if a rule asks whether a setting is set, and no example is decided without it."""
    rule = linted.rule
    guarded = frozenset[str]().union(*(it.guarded for it in (*rule.expressions, *rule.let.values())))
    if not guarded or rule.waits_for:
        return
    outcomes = {judge_example(engine, rule, example, tables)[0] for example in linted.examples}
    if len(outcomes) == 1 and outcomes <= _WHAT.keys():
        asked = " and ".join(f"settings.{name}" for name in sorted(guarded))
        what = f"has({asked}) has no fallback: {_WHAT[outcomes.pop()]}"
        text = f"{what}. Without has, the rule waits for it, and is told as not set up"
        yield linted.warn(LintCode.GUARD_WITHOUT_FALLBACK, ("require",), text)
