"""Deliver the messages of a run: each is recorded after it was sent, so that none is lost."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path

from orglint.errors import OutputError
from orglint.notify.message import Message
from orglint.notify.retrying import Send, SendingBudget, send_within_budget
from orglint.notify.sending import Delivery
from orglint.notify.told import Told, write_told

_WHY = {
    Delivery.REFUSED: "the service could not be reached, or did not take the message",
    Delivery.TOO_SLOW: "the service took too long",
    Delivery.NO_SERVICE: "its address is of no service",
}


@dataclass(frozen=True, slots=True)
class Due:
    """What a channel is to be told; `message` is None if nothing is worth one. `told` is recorded when it is done."""

    channel: str
    url: str = field(repr=False)
    message: Message | None
    told: Told


def deliver_messages(
    due: Iterable[Due],
    store: Path,
    organization: str,
    send: Send,
    budget: SendingBudget,
    *,
    say: Callable[[str], object],
) -> tuple[str, ...]:
    """Send what is due to one channel after the other, and return what was not sent, or not recorded, in words.

    What was not sent is not recorded: the next run compares with what the channel was told last, and tells all of it.
    A channel that fails keeps no other from being told.
    """
    problems: list[str] = []
    for one in due:
        if one.message:
            delivery = send_within_budget(send, one.url, one.message, budget)
            if delivery is not Delivery.SENT:
                problems.append(describe_failure(one.told.to, delivery))
                continue
            say(f"told {one.told.to}: {one.message.title} (message {one.message.id})")
        try:
            write_told(store, organization, one.channel, one.told)
        except OutputError as error:
            problems.append(
                f"what {one.told.to} knows could not be recorded, so that it may be told again: {error.message}"
            )
    return tuple(problems)


def describe_failure(to: str, delivery: Delivery) -> str:
    """Return why a message did not get to a channel, which is called by what holds its address."""
    return f"{to} was not told: {_WHY[delivery]}"
