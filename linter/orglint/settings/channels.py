"""Who is told what: the entries under `notify` in `orglint.yaml`."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum
from hashlib import sha256
from typing import Any

from orglint.documents.json_text import encode_line
from orglint.model.rule import Rule, Severity

_VARIABLE, _FILE = "env:", "file:"
"""What `to` begins with; the schema lets nothing else pass."""


class Event(StrEnum):
    """Something about which people want to be told."""

    NEW = "new"
    FIXED = "fixed"
    FAILING = "failing"
    UNDECIDED = "undecided"
    DECIDED = "decided"
    WAIVERS = "waivers"
    BROKEN = "broken"


@dataclass(frozen=True, slots=True)
class Channel:
    """A place where messages go, and which: `to` names what holds its address, never the address itself.

    Rules are told from a severity on; where `families` or `owners` are named, only theirs.
    """

    to: str
    events: frozenset[Event] = frozenset(Event)
    severity: Severity = Severity.LOW
    families: tuple[str, ...] = ()
    owners: tuple[str, ...] = ()
    failing_days: int = 7

    @property
    def id(self) -> str:
        """What tells it from others, and changes with what it is told; where its address leads does not matter."""
        told = {**asdict(self), "events": sorted(self.events)}
        return sha256(encode_line(told).encode()).hexdigest()[:16]

    @property
    def variable(self) -> str:
        """The variable that holds its address; empty if a file does."""
        return self.to.removeprefix(_VARIABLE) if self.to.startswith(_VARIABLE) else ""

    @property
    def file(self) -> str:
        """The file that holds its address; empty if a variable does."""
        return self.to.removeprefix(_FILE) if self.to.startswith(_FILE) else ""

    def is_about(self, rule: Rule) -> bool:
        """Whether somebody here wants to know of a rule."""
        family = rule.id.partition("/")[0]
        return (
            rule.severity.rank >= self.severity.rank
            and (not self.families or family in self.families)
            and (not self.owners or rule.owner in self.owners)
        )


def build_channels(values: Mapping[str, Any]) -> tuple[Channel, ...]:
    """Return the channels that a file names, those with the same words once."""
    return tuple(dict.fromkeys(map(_build_channel, values.get("notify", ()))))


def _build_channel(said: Mapping[str, Any]) -> Channel:
    usual = Channel(said["to"])
    return Channel(
        said["to"],
        frozenset(map(Event, said["events"])) if "events" in said else usual.events,
        Severity(said.get("severity", usual.severity)),
        _list_words(said.get("family", ())),
        _list_words(said.get("owner", ())),
        said.get("failing_days", usual.failing_days),
    )


def _list_words(said: str | Sequence[str]) -> tuple[str, ...]:
    return (said,) if isinstance(said, str) else tuple(said)
