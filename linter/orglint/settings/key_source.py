"""Where an API key comes from, as an option, the environment or `orglint.yaml` names it; never the key itself."""

import re
from enum import StrEnum
from typing import NamedTuple

VARIABLE = "ORGLINT_API_KEY"


class KeyPlace(StrEnum):
    """What kind of place it is; the value is the word before the colon."""

    VARIABLE = "env"
    FILE = "file"
    CREDENTIAL = "credential"
    KEYRING = "keyring"
    COMMAND = "cmd"


_REST = {
    KeyPlace.VARIABLE: r"[A-Za-z_][A-Za-z0-9_]*",
    KeyPlace.FILE: r".+",
    KeyPlace.CREDENTIAL: r"[A-Za-z0-9][A-Za-z0-9._-]*",
    KeyPlace.KEYRING: r"[^/]+/.+",
    KeyPlace.COMMAND: r".*\S.*",
}
_OURS = {
    KeyPlace.VARIABLE: re.compile(rf"{VARIABLE}\w*"),
    KeyPlace.CREDENTIAL: re.compile(r"orglint[._-]api[._-]key.*"),
    KeyPlace.KEYRING: re.compile(r"orglint/.+"),
}
"""What can hold nothing but an API key for orglint, by its name."""


class KeySource(NamedTuple):
    """A place that holds an API key: `str` writes it as it is written in a file."""

    place: KeyPlace
    rest: str

    def __str__(self) -> str:
        return f"{self.place}:{self.rest}"

    @property
    def is_ours(self) -> bool:
        """Whether the place was made for a key of orglint, by its name.

        Whoever can change a file of a repository must not choose which secret of this machine is sent to the API, or
        which program runs: anything else has to be named by whoever runs orglint.
        """
        ours = _OURS.get(self.place)
        return ours is not None and ours.fullmatch(self.rest) is not None

    @property
    def words(self) -> str:
        """What people call the place; of a command no more than the program, as its arguments may tell too much."""
        match self.place:
            case KeyPlace.VARIABLE:
                return self.rest
            case KeyPlace.FILE:
                return "standard input" if self.rest == "-" else f"the file {self.rest}"
            case KeyPlace.CREDENTIAL:
                return f"the credential {self.rest}"
            case KeyPlace.KEYRING:
                return f"the keyring's entry {self.rest}"
            case KeyPlace.COMMAND:
                return f"the command {self.rest.split()[0]}"


def parse_key_source(written: str) -> KeySource | None:
    """Return the place that a text names, None if it names none."""
    kind, _, rest = written.partition(":")
    if kind not in set(KeyPlace) or not written.isprintable():
        return None
    place = KeyPlace(kind)
    return KeySource(place, rest) if re.fullmatch(_REST[place], rest) else None
