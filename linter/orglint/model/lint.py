"""What `orglint rules lint` says of a rule that compiles and is doubtful."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from orglint.errors import Mistake
from orglint.model.rule import Severity


class LintCode(StrEnum):
    """A kind of doubtful rule; the value is its name in every format."""

    MISTAKE = "mistake"
    DIFFERENCE_WITH_NOW = "difference-with-now"
    PASSES_ON_SINCE = "passes-on-status-since"
    UNLISTED_VALUE = "unlisted-value"
    MISSPELT_VALUE = "misspelt-value"
    NEVER_APPLIES = "never-applies"
    NEVER_PASSES = "never-passes"
    NEVER_FAILS = "never-fails"
    CONSTANT_PART = "constant-part"
    SAME_RULE = "same-rule"
    UNTRIED_PART = "untried-part"
    GUARD_WITHOUT_FALLBACK = "guard-without-fallback"
    MISSING_EXAMPLE = "missing-example"
    NO_CONTROLS = "no-controls"
    UNUSED_NAME = "unused-name"


LINT_SEVERITIES: Mapping[LintCode, Severity] = {
    LintCode.MISTAKE: Severity.CRITICAL,
    LintCode.UNLISTED_VALUE: Severity.HIGH,
    LintCode.NEVER_APPLIES: Severity.HIGH,
    LintCode.NEVER_PASSES: Severity.HIGH,
    LintCode.NEVER_FAILS: Severity.HIGH,
    LintCode.PASSES_ON_SINCE: Severity.HIGH,
    LintCode.GUARD_WITHOUT_FALLBACK: Severity.MEDIUM,
    LintCode.DIFFERENCE_WITH_NOW: Severity.MEDIUM,
    LintCode.MISSPELT_VALUE: Severity.MEDIUM,
    LintCode.CONSTANT_PART: Severity.MEDIUM,
    LintCode.SAME_RULE: Severity.MEDIUM,
    LintCode.UNUSED_NAME: Severity.MEDIUM,
    LintCode.UNTRIED_PART: Severity.LOW,
    LintCode.MISSING_EXAMPLE: Severity.INFO,
    LintCode.NO_CONTROLS: Severity.INFO,
}
"""How serious each kind is: what is at or above `--fail-on` makes the exit code 1."""


@dataclass(frozen=True, slots=True)
class LintWarning:
    """One doubtful thing about the rule `rule`; `mistake` says what, and where."""

    code: LintCode
    rule: str
    mistake: Mistake

    @property
    def severity(self) -> Severity:
        """How serious it is."""
        return LINT_SEVERITIES[self.code]

    @property
    def place(self) -> tuple[str, int, int]:
        """Where it is, for sorting."""
        return self.mistake.file, self.mistake.line, self.mistake.column


@dataclass(frozen=True, slots=True)
class LintReport:
    """What lint found in so many rules with so many examples, and how the process ends for it.

    `waiting` maps each setting to the rules that are not set up without it. Where there are mistakes, nothing else was
    looked for.
    """

    warnings: tuple[LintWarning, ...]
    exit_code: int
    rules: int = 0
    examples: int = 0
    waiting: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def mistakes(self) -> tuple[LintWarning, ...]:
        """What does not compile."""
        return tuple(it for it in self.warnings if it.code is LintCode.MISTAKE)
