"""Why something is not known: a code with details, for programs, and the words for it."""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import NamedTuple

from orglint.model.values import NewValues, explain_unlisted_values


class ReasonCode(StrEnum):
    """What kind of reason it is; the value is the word in JSON."""

    # of a column, or of a table that the snapshot does not have
    NOT_ASKED = "not-asked"  # it comes on request only, or what it is derived from does
    NOT_COLLECTED = "not-collected"  # the snapshot is older than the column, or was taken for other rules
    NOT_SPECIFIED = "not-specified"  # nobody can ask for it
    IN_DOUBT = "in-doubt"  # what came of it cannot be trusted
    # of a table that is not whole
    BY_KEY = "by-key"  # asked for some keys of its parent only
    PARTIAL = "partial"
    DENIED = "denied"
    DOUBTFUL = "doubtful"
    NOT_GIVEN = "not-given"  # a table of an example, or of an activation
    # of a value
    ABSENT = "absent"  # the API answered without it
    NOT_USABLE = "not-usable"  # the API answered with something of another type
    LEFT_OUT = "left-out"  # of a row made by hand
    UNLISTED = "unlisted"  # the value of a closed enumeration is not listed
    NO_VALUE = "no-value"  # CEL calls it an error
    # of a rule
    OFF = "off"  # the organization does not run it, and says why
    NOT_SET_UP = "not-set-up"  # settings, or a statement, are missing: the organization does not say anything about it
    ATTESTED = "attested"  # a statement decides it: the reason of a pass, for who reads it
    NOT_ATTESTED = "not-attested"  # there is a statement, and it has ended
    NOT_IN_PLAN = "not-in-plan"  # it requires what the organization's plan does not have
    NOT_EVALUATED = "not-evaluated"  # the engine gave up
    SEVERAL = "several"  # the causes are all needed
    OTHER = "other"  # there are only words for it: those of a result of an older or newer orglint


_WORDS: Mapping[ReasonCode, str] = {
    ReasonCode.NOT_ASKED: "not asked for",
    ReasonCode.NOT_COLLECTED: "not collected into this snapshot",
    ReasonCode.NOT_SPECIFIED: "the specification does not have it",
    ReasonCode.NOT_GIVEN: "not given",
    ReasonCode.NOT_USABLE: "the API's answer could not be used",
    ReasonCode.LEFT_OUT: "it is left out",
    ReasonCode.NO_VALUE: "an expression has no value for this row",
}
_STATES = frozenset({ReasonCode.PARTIAL, ReasonCode.DENIED, ReasonCode.DOUBTFUL})


class Reason(NamedTuple):
    """Why something is not known; `str` puts it into words.

    `place` is what is not known (`user.groups[0].name`, `groups.name`), `table` the table that lacks rows. `said` are
    words that come from elsewhere: from the ledger, or from the engine. `column` and `values` are an enumeration and
    the values that it does not list, `causes` the reasons that this one is made of. `told` are the whole words of an
    orglint that chose others than this one.
    """

    code: ReasonCode
    place: str = ""
    table: str = ""
    said: str = ""
    column: str = ""
    values: tuple[str, ...] = ()
    causes: tuple["Reason", ...] = ()
    told: str = ""

    def __str__(self) -> str:
        return self.told or self._to_words()

    def _to_words(self) -> str:
        if self.code is ReasonCode.ABSENT:
            return f"{self.place} is absent"
        words = "; ".join(map(str, self.causes)) if self.causes else _describe_code(self)
        if self.place:
            return f"{self.place} is unknown{' as' if self.causes else ':'} {words}"
        start = self.table or self.column
        return f"{start}: {words}" if start else words


def _describe_code(reason: Reason) -> str:
    if reason.code is ReasonCode.UNLISTED and reason.values:
        table, _, path = reason.column.partition(".")
        return explain_unlisted_values(table, path, reason.values)
    if reason.code is ReasonCode.NOT_EVALUATED:
        return f"could not be evaluated: {reason.said}"
    if reason.code is ReasonCode.NOT_IN_PLAN:
        return f"needs {', '.join(reason.values)}, which settings.plan does not have"
    if reason.code is ReasonCode.NOT_SET_UP and reason.said:
        return f"not set up: {reason.said}"
    if reason.code is ReasonCode.NOT_SET_UP:
        return f"not set up: {', '.join(reason.values)} {'is' if len(reason.values) == 1 else 'are'} not set"
    if reason.code in _STATES:
        return f"{reason.code}, {reason.said}"
    return reason.said or _WORDS.get(reason.code, reason.code.value)


def explain_column(code: ReasonCode | None, words: str) -> Reason | None:
    """Return why a column is unknown as a whole, from what the ledger says; None where it says nothing."""
    if not words:
        return None
    code = code or ReasonCode.IN_DOUBT
    return Reason(code, said="" if words == _WORDS.get(code) else words)


def explain_new_values(new: NewValues) -> Reason:
    """Return why values of a closed enumeration are unknown, wherever they are."""
    return Reason(ReasonCode.UNLISTED, column=new.place, values=tuple(new.rows))


def join_reasons(reasons: Iterable[Reason]) -> Reason | None:
    """Return several reasons as one; None if there is none."""
    causes = tuple(reasons)
    return Reason(ReasonCode.SEVERAL, causes=causes) if len(causes) > 1 else next(iter(causes), None)


def find_code(words: str) -> ReasonCode | None:
    """Return the code of what was written in words only, as a manifest has it; None for no words."""
    known = (code for code in _ENDS if words.endswith(_WORDS[code]))  # derived columns say first what they are made of
    return next(known, ReasonCode.IN_DOUBT) if words else None


_ENDS = (ReasonCode.NOT_ASKED, ReasonCode.NOT_COLLECTED, ReasonCode.NOT_SPECIFIED)
