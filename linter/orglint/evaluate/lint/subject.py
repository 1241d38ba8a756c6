"""A rule as lint looks at it: as its examples try it, with the file that its places are in."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from pathlib import Path

from orglint.documents.strict_yaml import At, Document, read_document
from orglint.errors import Mistake
from orglint.expressions.compiled import Compiled
from orglint.expressions.scope import Scope
from orglint.model.lint import LintCode, LintWarning
from orglint.rulebook.rule import CompiledRule, Example


@dataclass(frozen=True)
class LintedRule:
    """A rule with all that its examples set: `trials` has it once for each setting of parameters, the usual one first.

    `trials` have the same texts, and other values of parameters and settings.
    """

    trials: tuple[CompiledRule, ...]

    @property
    def rule(self) -> CompiledRule:
        """The rule with its usual parameters, and no setting."""
        return self.trials[0]

    @property
    def examples(self) -> tuple[Example, ...]:
        """Every example, whatever it sets."""
        return tuple(example for trial in self.trials for example in trial.examples)

    @property
    def expressions(self) -> Mapping[str, Compiled]:
        """What decides the outcome or is said of it, by what it is called in the file."""
        named = {f"let {name}": compiled for name, compiled in self.rule.let.items()}
        return {**named, "where": self.rule.where, "require": self.rule.require}

    @property
    def deciding(self) -> Mapping[str, Compiled]:
        """What decides the outcome: `where`, `require`, and the named expressions that these name."""
        found = {"where": self.rule.where, "require": self.rule.require}
        for name, compiled in reversed(list(self.rule.let.items())):
            if any(_names(it, name) for it in found.values()):
                found[f"let {name}"] = compiled
        return found

    @cached_property
    def document(self) -> Document:
        """The file of the rule."""
        return read_document(Path(self.rule.source), self.rule.source)

    def warn_inside(self, code: LintCode, called: str, mistake: Mistake) -> LintWarning:
        """Return a warning of a part of an expression."""
        return LintWarning(code, self.rule.id, self.document.inside(locate_expression(called), mistake))

    def warn(self, code: LintCode, at: At, text: str) -> LintWarning:
        """Return a warning of a member of the file, or of the whole of it."""
        place = self.document.places.get(at)
        line, column = (place.line, place.column) if place and at else (1, 1)
        return LintWarning(code, self.rule.id, Mistake(text, self.rule.source, line, column))

    def warn_of_example(self, code: LintCode, example: Example, text: str) -> LintWarning:
        """Return a warning of an example."""
        return LintWarning(code, self.rule.id, Mistake(text, self.rule.source, example.line))


def _names(compiled: Compiled, name: str) -> bool:
    scope = compiled.scope
    return isinstance(scope, Scope) and name in scope.named_in(compiled.source).bindings


def locate_expression(called: str) -> At:
    """Return where an expression is in a rule's file."""
    return tuple(called.split(" ", 1))


def group_trials(trials: Iterable[CompiledRule]) -> Iterator[LintedRule]:
    """Yield each rule with all its trials, which follow each other."""
    for _, same in groupby(trials, key=lambda trial: trial.id):
        yield LintedRule(tuple(same))
