"""What is told to people of one run, before it takes the form of a service."""

import re
from dataclasses import dataclass
from enum import StrEnum

from orglint.model.neutralize import neutralize

_MENTION = re.compile(r"(?<!\w)@(?=\w)")


class Mood(StrEnum):
    """How a message looks where a service has colors; the values are Apprise's."""

    GOOD = "success"
    PLAIN = "info"
    WORSE = "warning"
    FAILED = "failure"


@dataclass(frozen=True, slots=True)
class Message:
    """One message: its `id` stays the same however often it is sent, and its lines are the worst first."""

    id: str
    title: str
    lines: tuple[str, ...]
    mood: Mood = Mood.PLAIN

    def fit_lines(self, most: int) -> str:
        """Return the lines that fit into so many characters; if some do not, the last one says how many are left out.

        A service cuts what is longer where it likes, or refuses it. The id is always there.
        """
        foot = f"message {self.id}"
        kept: list[str] = []
        for number, line in enumerate(self.lines):
            rest = len(self.lines) - number - 1
            told = f"and {rest + 1} more lines, in the report"
            room = most - len(foot) - 1 - (len(told) + 1 if rest else 0)
            if sum(map(len, kept)) + len(kept) + len(line) > room:
                kept.append(told)
                break
            kept.append(line)
        return "\n".join([*kept, foot])


def disarm(text: str) -> str:
    """Return text from elsewhere in one line that calls nobody, and that no service makes a link of.

    Chats read `@everyone` and `[text](address)` in plain text too.
    """
    return _MENTION.sub("@ ", neutralize(text).replace("](", "] (").replace("://", ": //"))
