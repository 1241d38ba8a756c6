"""A rule that can be evaluated: what it says of itself, its expressions as SQL, and its examples."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from orglint.errors import Mistake
from orglint.expressions.compiled import Compiled, KeyQuestion
from orglint.model.rule import Rule
from orglint.rulebook.plan import PLAN, has_feature


@dataclass(frozen=True, slots=True)
class Message:
    """A message template: `parts` alternates literal text and placeholders (an index into `values`)."""

    template: str = ""
    parts: tuple[str | int, ...] = ()
    values: tuple[Compiled, ...] = ()


@dataclass(frozen=True, slots=True)
class Example:
    """A row, perhaps a whole small organization, with the outcome that the rule must give to it.

    `tables` holds the rows of other tables; a table that is not named there is unknown.
    """

    expected: str
    row: Mapping[str, Any]
    tables: Mapping[str, tuple[Mapping[str, Any], ...]]
    line: int
    now: datetime | None = None


@dataclass(frozen=True, slots=True)
class CompiledRule:
    """One rule that can be evaluated: `where` selects rows of its table, and `require` must hold for each of them.

    `plain` is the rule without SQL, as reports and results have it, `source` its file. `doubts` warn of expressions
    that are valid and probably not meant; `required_at` is the line and column of `require` in the file. `shown` is
    what the rule says that its findings show, by its name in the evidence, `subject` what people call the row. `plan`
    is what the organization says that its plan has; None if it does not say.
    """

    plain: Rule
    where: Compiled
    require: Compiled
    let: Mapping[str, Compiled] = field(default_factory=dict)
    message: Message = field(default_factory=Message)
    source: str = ""
    examples: tuple[Example, ...] = ()
    doubts: tuple[Mistake, ...] = ()
    required_at: tuple[int, int] = (1, 1)
    shown: Mapping[str, Compiled] = field(default_factory=dict)
    subject: Compiled | None = None
    plan: Sequence[str] | None = None

    @property
    def id(self) -> str:
        """What the rule is called."""
        return self.plain.id

    @property
    def table(self) -> str:
        """The table whose rows the rule is about."""
        return self.plain.table

    @property
    def expressions(self) -> tuple[Compiled, ...]:
        """Everything that decides the outcome: `where`, `require` and what they name."""
        return (self.where, self.require)

    @property
    def reads(self) -> frozenset[tuple[str, str]]:
        """Every (table, column) that the outcome, or what its findings say, may depend on."""
        return frozenset().union(*(part.reads for part in self._parts))

    @property
    def counts(self) -> frozenset[str]:
        """Tables that the outcome needs as a whole, besides the rule's own."""
        return frozenset().union(*(part.counts for part in self.expressions))

    @property
    def waits_for(self) -> tuple[str, ...]:
        """The settings that the rule names, that have no value, and of which it does not ask whether they have one.

        Where nobody says what the plan has, a rule that requires something of it waits for that.
        """
        parts = (*self.let.values(), *self._parts)
        unset = frozenset[str]().union(*(part.unset for part in parts))
        if self.plain.requires and self.plan is None:
            return tuple(sorted({PLAN, *unset.difference(*(part.guarded for part in parts))}))
        return tuple(sorted(unset.difference(*(part.guarded for part in parts))))

    @property
    def lacks(self) -> str:
        """What the rule requires of the plan, if the organization says that it does not have it."""
        required = self.plain.requires
        return required if required and self.plan is not None and not has_feature(self.plan, required) else ""

    @property
    def is_judged(self) -> bool:
        """Whether rows decide it: no statement has to (`attest`), the plan lacks nothing, and no setting is missing."""
        return not self.plain.attest and not self.lacks and not self.waits_for

    @property
    def asks(self) -> frozenset[KeyQuestion]:
        """For which keys the outcome or its findings need tables that are asked by key, besides the rule's own."""
        return frozenset().union(*(part.asks for part in self._parts))

    @property
    def told(self) -> tuple[Compiled, ...]:
        """What findings say, which decides nothing."""
        return (*self.message.values, *self.shown.values(), *filter(None, [self.subject]))

    @property
    def _parts(self) -> tuple[Compiled, ...]:
        return (*self.expressions, *self.told)
