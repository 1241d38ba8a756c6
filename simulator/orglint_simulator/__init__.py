"""A local organization that speaks the Admin API: for demos, for tests, and for trying rules without a key.

It is a truth of its own: it shares no code with what is tested against it.
"""

from orglint_simulator.application import create_application
from orglint_simulator.errors import DumpError, SettingsError
from orglint_simulator.faults import Fault, load_faults
from orglint_simulator.serve import serve, serve_in_thread
from orglint_simulator.settings import Ready, Settings
from orglint_simulator.statements import state_settings

__all__ = [
    "DumpError",
    "Fault",
    "Ready",
    "Settings",
    "SettingsError",
    "create_application",
    "load_faults",
    "serve",
    "serve_in_thread",
    "state_settings",
]
