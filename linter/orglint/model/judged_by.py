"""By which command, and with which of its options, a result was judged: whether it may count for its organization."""

from typing import NamedTuple

RUN = "run"
"""The command of a schedule: what it keeps always counts, if no rule is left out."""


class JudgedBy(NamedTuple):
    """The command, the options that decided how it judged, and a digest of these with their values.

    An option counts wherever it comes from but orglint.yaml: what is changed there is changed for everybody.
    """

    command: str
    options: tuple[str, ...]
    sha256: str

    @property
    def described(self) -> str:
        """The options in words."""
        return ", ".join(self.options) or "none"
