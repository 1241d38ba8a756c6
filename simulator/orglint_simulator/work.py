"""Postponed actions: roles that become visible later, policies that are being applied."""

from collections.abc import Callable
from dataclasses import dataclass, field

Callback = Callable[[], None]


@dataclass(slots=True)
class PostponedWork:
    """Postponed actions, each with the time when it is due; `clock` counts seconds from anywhere."""

    clock: Callable[[], float]
    began: float = field(init=False)
    waiting: list[tuple[float, Callback]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.began = self.clock()

    @property
    def passed(self) -> float:
        """The seconds since the start."""
        return self.clock() - self.began

    def postpone_action(self, seconds: float, action: Callback) -> None:
        """Have an action done when that many seconds have passed: at the earliest before the next request."""
        self.waiting.append((self.clock() + seconds, action))

    def run_due_actions(self) -> None:
        """Do what is due, in the order in which it became due."""
        now = self.clock()
        due = sorted((entry for entry in self.waiting if entry[0] <= now), key=lambda entry: entry[0])
        self.waiting = [entry for entry in self.waiting if entry[0] > now]
        for _, action in due:
            action()
