"""A rule: a promise about the rows of a table, as its author wrote it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from orglint.model.table import Scalar


class Severity(StrEnum):
    """How serious a finding of a rule is, the least first."""

    INFO = "info"
    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"
    CRITICAL = "critical"

    @property
    def rank(self) -> int:
        """Position in the order, 0 for the least."""
        return list(Severity).index(self)


class Profile(StrEnum):
    """How much an organization asks of itself; each profile has the rules of those before it."""

    ESSENTIAL = "essential"
    RECOMMENDED = "recommended"
    STRICT = "strict"

    def includes(self, other: "Profile") -> bool:
        """Return whether rules of another profile belong to this one, too."""
        return list(Profile).index(other) <= list(Profile).index(self)


@dataclass(frozen=True, slots=True)
class Parameter:
    """A number, text or list that an organization may set for itself."""

    name: str
    type: str
    default: Any
    meaning: str
    value: Any

    @property
    def scalar(self) -> Scalar:
        """The type of the parameter, or of the elements of a list of them."""
        return Scalar(self.type.removeprefix("list(").removesuffix(")"))


@dataclass(frozen=True, slots=True)
class ShownColumn:
    """A value of a finding that people are shown: its name in the evidence, and how to tell it.

    `kind` is `time`, `duration`, `bool`, `number`, `text`, `list` or `record`; `absent` is the word for a value that is
    known to be absent.
    """

    name: str
    label: str
    kind: str
    absent: str


@dataclass(frozen=True, slots=True)
class Remediation:
    """The call that clears a finding: an operation of the API, with what its path and its body hold.

    `path` says for each parameter of the path, the organization's id aside, whether it is the key of the finding's row
    (`user.accountId`) or every directory (`-`). `effect` says in a sentence what the call does.
    """

    operation: str
    effect: str
    path: Mapping[str, str] = field(default_factory=dict)
    body: Mapping[str, str] = field(default_factory=dict)


EVERY_DIRECTORY = "-"
"""The id that stands for every directory in a path of the API."""
ORGANIZATION = "orgId"
"""The parameter of a path that is the organization's id."""


def list_parameters(operation: str) -> list[str]:
    """Return the parameters in the path of an operation, the organization's id aside."""
    return [name for name in re.findall(r"\{(\w+)\}", operation) if name != ORGANIZATION]


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: `where` selects rows of `table`, and `require` must hold for each of them; both are texts, as `let` is.

    `id` is the path of the rule's file without its ending, `sha256` the digest of the file. `reads` has every
    (table, column) that the outcome or the message may depend on, `counts` every table that the outcome needs as a
    whole, besides the rule's own. `owner` is who answers for it in this organization, if somebody is named. `profile`
    is the smallest one that the rule belongs to, `columns` are what its findings show to people, and `variable` is what
    one row is called.
    `requires` is what the organization's plan must have, if anything. `deciding_sha256` is the digest of all that
    decides about a row besides the snapshot: the expressions, and what the organization sets for them; empty where an
    older orglint judged. `remediation` is the call that clears one of its findings, where there is one.
    A rule with `attest` is about what no API can read: a written statement decides, and it has no expressions.
    """

    id: str
    title: str
    severity: Severity
    table: str
    where: str
    require: str
    why: str
    fix: str
    let: Mapping[str, str] = field(default_factory=dict)
    parameters: Mapping[str, Parameter] = field(default_factory=dict)
    references: tuple[str, ...] = ()
    controls: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    reads: frozenset[tuple[str, str]] = frozenset()
    counts: frozenset[str] = frozenset()
    sha256: str = ""
    owner: str = ""
    attest: bool = False
    profile: Profile = Profile.RECOMMENDED
    requires: str = ""
    columns: tuple[ShownColumn, ...] = ()
    variable: str = ""
    deciding_sha256: str = ""
    remediation: Remediation | None = None
