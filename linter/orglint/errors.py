"""What can go wrong, as one tree; each branch knows the exit code that it ends the process with.

OrglintError
├── UsageError         a wrong argument, configuration or file given by the user      exit 2
│   └── UnreachableError   an engine that runs elsewhere cannot be reached, or is lost exit 4
├── RuleError          rule or waiver files have mistakes; carries all of them         exit 2
│   └── ExpressionError    one expression has mistakes, with positions                 exit 2
├── SnapshotError      a snapshot is missing, half made, damaged or foreign            exit 3
├── ResultError        a stored result is missing, damaged or foreign                  exit 3
├── JudgingError       a process or a cluster could not judge what it was to       exit 3
├── CollectError       an endpoint could not be read                                   exit 4
│   ├── UnbuildableRequestError   its client cannot say what the request has to say    exit 4
│   └── BusyError                 another orglint is writing into the store            exit 4
└── OutputError        a snapshot or a report could not be written                     exit 5

A message says what did not happen, where, and what to do next. It never holds the API key, nor a value from the data.
"""

import traceback
from dataclasses import dataclass, field
from typing import ClassVar

MOST_TOLD = 200
"""Mistakes that are told at once: nobody reads more, and a file of 1 MiB may have a hundred thousand."""


class OrglintError(Exception):
    """The base class of every error that orglint raises on purpose; `exit_code` ends the process."""

    exit_code: ClassVar[int] = 70


@dataclass(eq=False)
class UsageError(OrglintError):
    """An argument, a setting or a file of the user does not allow what was asked for.

    `message` says what did not happen, `hint` what to do next.
    """

    message: str
    hint: str = ""
    exit_code: ClassVar[int] = 2

    def __str__(self) -> str:
        return _sentence(self.message, self.hint)


class UnreachableError(UsageError):
    """An engine that runs elsewhere could not be reached, or was lost; a later run may succeed."""

    exit_code: ClassVar[int] = 4


@dataclass(frozen=True, slots=True)
class Mistake:
    """One mistake in a file or an expression: what is wrong, and where.

    `line` and `column` count from 1, 0 is for none; `excerpt` holds the line of the file with a mark below the column.
    """

    text: str
    file: str = ""
    line: int = 0
    column: int = 0
    excerpt: str = ""

    def __str__(self) -> str:
        place = ":".join(str(part) for part in (self.file, self.line, self.column) if part)
        head = f"{place}: {self.text}" if place else self.text
        return f"{head}\n{self.excerpt}" if self.excerpt else head


@dataclass(eq=False)
class RuleError(OrglintError):
    """Rule or waiver files have mistakes: all of them, so that one run of the editor mends them."""

    mistakes: tuple[Mistake, ...]
    exit_code: ClassVar[int] = 2

    def __str__(self) -> str:
        number = len(self.mistakes)
        shown = number if number == MOST_TOLD + 1 else MOST_TOLD  # one more takes no more space than to say so
        told = [str(mistake) for mistake in self.mistakes[:shown]]
        rest = [f"and {number - shown:,} more mistakes"] if number > shown else []
        return "\n".join([*told, *rest])


class ExpressionError(RuleError):
    """An expression does not parse, does not type-check, or uses what cannot be evaluated; lines count from 1."""


@dataclass(eq=False)
class SnapshotError(OrglintError):
    """A snapshot is missing, damaged, or of another version; nothing was judged."""

    message: str
    hint: str = ""
    exit_code: ClassVar[int] = 3

    def __str__(self) -> str:
        return _sentence(self.message, self.hint)


@dataclass(eq=False)
class ResultError(OrglintError):
    """A file is not a result, is damaged, or is of a newer version; nothing was read from it."""

    message: str
    hint: str = ""
    exit_code: ClassVar[int] = 3

    def __str__(self) -> str:
        return _sentence(self.message, self.hint)


@dataclass(eq=False)
class JudgingError(OrglintError):
    """Snapshots could not be judged where they were to be, in other processes or on other machines."""

    message: str
    hint: str = ""
    exit_code: ClassVar[int] = 3

    def __str__(self) -> str:
        return _sentence(self.message, self.hint)


@dataclass(eq=False)
class CollectError(OrglintError):
    """An endpoint answered with something other than a page, or did not answer; progress is kept.

    `endpoint` is the method and path template, never a URL with values; `status` is 0 when no answer came.
    """

    message: str
    hint: str = ""
    endpoint: str = ""
    status: int = 0
    code: str = ""
    request_id: str = ""
    exit_code: ClassVar[int] = 4

    def __str__(self) -> str:
        return _sentence(self.message, self.hint)


class UnbuildableRequestError(CollectError):
    """The client of an endpoint cannot say what a request has to say, or would say more; it was not asked."""


class BusyError(CollectError):
    """Another orglint is writing into the store; that one tells what comes of it."""


@dataclass(eq=False)
class OutputError(OrglintError):
    """A file or a folder could not be written. `notes` are shown beside the error."""

    message: str
    hint: str = ""
    notes: tuple[str, ...] = field(default_factory=tuple)
    exit_code: ClassVar[int] = 5

    def __str__(self) -> str:
        return _sentence(self.message, self.hint)


class BugElsewhereError(Exception):
    """A bug that showed in another process; its text is what `locate_bug` says of it there."""


def locate_bug(error: BaseException) -> str:
    """Return what a bug is and where, and nothing that the error holds, since that may be data or a key."""
    if isinstance(error, BugElsewhereError):
        return str(error)
    frame = traceback.extract_tb(error.__traceback__)[-1]
    module = "/".join(frame.filename.split("/")[-3:])
    return f"{type(error).__name__} at {module}:{frame.lineno}"


def _sentence(message: str, hint: str) -> str:
    return f"{message}\n  {hint}" if hint else message
