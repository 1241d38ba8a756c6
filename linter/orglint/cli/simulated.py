"""Whether the simulator is installed, which is an extra."""

from importlib import import_module

from orglint.errors import UsageError


def require_simulator(what: str) -> None:
    """Raise `UsageError`, which begins with what did not happen, if the simulator cannot be imported."""
    try:
        import_module("orglint_simulator")
    except ImportError:
        hint = "Install orglint again with its extra: orglint[simulator] in place of orglint."
        raise UsageError(f"{what}: the simulator is not installed", hint) from None
