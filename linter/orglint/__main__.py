"""Start orglint: `python -m orglint`, or the `orglint` that the installation puts on the path."""

import gc
import sys

MADE_BETWEEN_COLLECTIONS = 50_000
"""Objects made before Python looks for cycles among them. Its own 700 costs a quarter of the time of loading rules."""


def main() -> None:
    """Run the command line; a broken installation says so in one line, with exit code 70."""
    gc.set_threshold(MADE_BETWEEN_COLLECTIONS)
    try:
        from orglint.cli.run import run_command  # noqa: PLC0415 - an import that fails must end in a message
    except ImportError as error:
        sys.stderr.write(f"orglint: nothing was done: the installation is broken: {error}\n  Install orglint again.\n")
        sys.exit(70)
    sys.exit(run_command(sys.argv[1:]))


if __name__ == "__main__":
    main()
