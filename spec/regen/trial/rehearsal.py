"""Build every request that the tool may make with the clients on the path, and say which cannot be built.

Clients are imported once in a process, so this runs in one of its own: python -m regen.trial.rehearsal.
"""

# ruff: noqa: T201  (a command prints)

import sys

from orglint.collect.rehearse import build_every_request
from orglint.errors import OrglintError
from regen.trial.organization import ORGANIZATION


def main() -> int:
    """Print how many requests were built; end with 1 if one could not be."""
    try:
        print(sum(1 for _ in build_every_request(ORGANIZATION)))
    except OrglintError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
