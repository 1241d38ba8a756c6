"""Try a message again for as long as a budget allows."""

from collections.abc import Callable
from dataclasses import dataclass

from orglint.notify.message import Message
from orglint.notify.sending import TIMEOUT, Delivery

_PAUSES = (1.0, 4.0)
"""Seconds before the second and the third attempt; there is no fourth."""

Send = Callable[[str, Message, float], Delivery]
"""Sends a message to an address within so many seconds."""


@dataclass
class SendingBudget:
    """How long all messages of a run may take together; the clock and the pauses are the caller's."""

    seconds: float
    monotonic: Callable[[], float]
    sleep: Callable[[float], object]

    def __post_init__(self) -> None:
        self._end = self.monotonic() + self.seconds

    @property
    def left(self) -> float:
        """Seconds that are left."""
        return self._end - self.monotonic()


def send_within_budget(send: Send, url: str, message: Message, budget: SendingBudget) -> Delivery:
    """Send a message, up to three times where that may help, and return what came of the last attempt.

    One that was too slow is left to the next run: it may have arrived, and a service that hangs takes all of the time.
    """
    if budget.left <= 0:
        return Delivery.TOO_SLOW
    delivery = send(url, message, min(TIMEOUT, budget.left))
    for pause in _PAUSES:
        if delivery is not Delivery.REFUSED or budget.left <= pause:
            break
        budget.sleep(pause)
        delivery = send(url, message, min(TIMEOUT, budget.left))
    return delivery
