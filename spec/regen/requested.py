"""What the modules of a package ask for, as their own text has it: nothing is guessed from names."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from regen.document import unname_path

_REQUEST = re.compile(r'"method": "(\w+)",\s*"url": "([^"]+)"')


@dataclass(frozen=True, slots=True)
class Asking:
    """A module and the request that it makes: a method in small letters, and a path with the parameters' own names."""

    file: Path
    method: str
    url: str

    @property
    def request(self) -> tuple[str, str]:
        """What is asked for, whatever the parameters of the path are called; an operation has the same."""
        return self.method, unname_path(self.url)


def list_asking(package: Path) -> Iterator[Asking]:
    """List the modules of a package that ask for an operation, in the order of their names."""
    for file in sorted((package / "api").glob("*/*.py")):
        if found := _REQUEST.search(file.read_text("utf-8")):
            yield Asking(file, found[1], found[2])
