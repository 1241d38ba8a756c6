"""Errors for whoever starts a local organization, each with what to do next."""


class SimulatorError(Exception):
    """A local organization cannot be started, or not end, as it was asked to."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(f"{message}\n  {hint}")
        self.message = message
        self.hint = hint


class SettingsError(SimulatorError):
    """What was asked for is no local organization; nothing was started."""


class DumpError(SimulatorError):
    """The state could not be written at the end."""
