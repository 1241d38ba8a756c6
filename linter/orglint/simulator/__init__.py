"""A local organization that speaks the Admin API: for demos, for tests, and for trying rules without a key.

It is a truth of its own: it shares no code with the rest of orglint but the errors.
"""

from orglint.simulator.application import application
from orglint.simulator.faults import Fault, load_faults
from orglint.simulator.serve import serve
from orglint.simulator.settings import Ready, Settings

__all__ = ["Fault", "Ready", "Settings", "application", "load_faults", "serve"]
