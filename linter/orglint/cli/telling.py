"""Tell channels what has changed since they were told last, or that there is nothing to tell anything from."""

import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cached_property, partial
from pathlib import Path

import click

from orglint.cli.channels import Address, build_sending_environment
from orglint.cli.keeping import read_kept
from orglint.cli.privacy import PrivacyChoice
from orglint.errors import ResultError
from orglint.history import compare_with_earlier
from orglint.history.past import sort_key
from orglint.model.findings import Finding, ListedFindings
from orglint.model.neutralize import neutralize
from orglint.model.privacy import Privacy
from orglint.model.result import Result
from orglint.notify.delivering import Due, deliver_messages
from orglint.notify.message import Message
from orglint.notify.news import find_news
from orglint.notify.retrying import Send, SendingBudget
from orglint.notify.sending import Delivery, send_message
from orglint.notify.told import Told, read_told
from orglint.notify.wording import Shown, identify_message, write_broken, write_news, write_summary
from orglint.reports.privacy import conceal_result, conceal_verdict
from orglint.results.kept import KeptResult, list_kept
from orglint.settings.channels import Channel, Event

SECONDS = 120.0
"""How long all messages of a run may take."""


def _send(url: str, message: Message, timeout: float) -> Delivery:
    return send_message(url, message, build_sending_environment(), timeout=timeout)


@dataclass(frozen=True, slots=True)
class Teller:
    """The channels of a run, with what of people they may see."""

    addresses: Sequence[Address]
    store: Path
    organization: str
    privacy: PrivacyChoice
    send: Send = _send

    def tell_result(self, kept: KeptResult, result: Result) -> tuple[str, ...]:
        """Tell each channel what a result has that it does not know of; return what was not sent, in words."""
        telling = Telling(kept, result, self.store, self.privacy)
        return self._deliver(map(partial(self._plan_result, telling), self.addresses))

    def tell_broken(self, problem: str) -> tuple[str, ...]:
        """Tell each channel that wants it, and does not know it yet, that a run has no result."""
        return self._deliver(map(partial(self._plan_broken, problem), self.addresses))

    def _plan_result(self, telling: "Telling", address: Address) -> Due | None:
        channel = address.channel
        told = read_told(self.store, self.organization, channel.id)
        if told and told.digest == telling.kept.digest and not told.broken:
            return None
        message = telling.write_message(channel, told)
        known = Told(channel.to, telling.kept.snapshot, telling.kept.digest, message.id if message else "", _now())
        return Due(channel.id, address.url, message, known)

    def _plan_broken(self, problem: str, address: Address) -> Due | None:
        channel = address.channel
        told = read_told(self.store, self.organization, channel.id) or Told(channel.to)
        if told.broken or Event.BROKEN not in channel.events:
            return None
        identity = identify_message(channel.id, told.digest, "broken", _now().isoformat())
        message = write_broken(identity, self._name, problem)
        return Due(channel.id, address.url, message, replace(told, message=identity, at=_now(), broken=True))

    @property
    def _name(self) -> str:
        """What the organization is called: what the newest result that the store keeps says, else its id."""
        newest = next(read_kept(self.store, self.organization), None)
        return (newest.snapshot.organization_name if newest else "") or self.organization

    def _deliver(self, due: Iterable[Due | None]) -> tuple[str, ...]:
        budget = SendingBudget(SECONDS, time.monotonic, time.sleep)
        some = (it for it in due if it)
        return deliver_messages(some, self.store, self.organization, self.send, budget, say=_say)


@dataclass(frozen=True)
class Telling:
    """A result that is to be told, and the results that the store keeps."""

    kept: KeptResult
    result: Result
    store: Path
    privacy: PrivacyChoice

    def write_message(self, channel: Channel, told: Told | None) -> Message | None:
        """Return what a channel is to be told; None if nothing is news for it."""
        identity = identify_message(channel.id, told.digest if told else "", self.kept.digest)
        before = self._find_before(told) if told and told.digest else None
        if before is None:
            verdicts = tuple(it for it in self._shown.result.verdicts if channel.is_about(it.rule))
            return write_summary(identity, self._shown, verdicts)
        recovered = bool(told and told.broken)
        changes = compare_with_earlier(before, self.result, lambda: self._earlier)
        news = find_news(channel, changes, _find_start)
        if news.is_empty and not (recovered and Event.BROKEN in channel.events):
            return None
        return write_news(identity, news, self._shown, recovered=recovered)

    def _find_before(self, told: Told) -> Result | None:
        """Return the result that a channel knows of, if it is still kept."""
        for kept in list_kept(self.store):
            if (kept.snapshot, kept.digest) == (told.snapshot, told.digest):
                return _read_kept(kept)
        return None

    @cached_property
    def _earlier(self) -> tuple[Result, ...]:
        """The other results of the organization that the store keeps, as far as they can be read, in their order."""
        organization = self.result.snapshot.organization
        found = (_read_kept(it) for it in list_kept(self.store) if it.digest != self.kept.digest)
        return tuple(sorted((it for it in found if it and it.snapshot.organization == organization), key=sort_key))

    @cached_property
    def _shown(self) -> Shown:
        privacy = self.privacy.choose(Privacy.IDS, stream=False)
        shown = conceal_result(self.result, privacy, self.privacy.key)
        return Shown(shown, partial(_describe_finding, self.result, privacy, self.privacy))


def _find_start(finding: Finding) -> datetime | None:
    """Return since when a finding is there."""
    return finding.since.at if finding.since else None


def _describe_finding(result: Result, privacy: Privacy, choice: PrivacyChoice, finding: Finding) -> str:
    """Return what may be said of a finding, which may be one of an earlier result."""
    verdict = next((it for it in result.verdicts if it.rule.id == finding.rule), None)
    if verdict is None:
        return "one of its findings"
    alone = replace(verdict, findings=ListedFindings((finding,)))
    organization = result.snapshot.organization
    (shown,) = conceal_verdict(alone, privacy, choice.key, organization=organization).findings
    return shown.message


def _read_kept(kept: KeptResult) -> Result | None:
    try:
        return kept.read()
    except ResultError:
        return None


def _say(text: str) -> None:
    click.echo(f"orglint: {neutralize(text)}", err=True)


def _now() -> datetime:
    return datetime.now(UTC)
