"""Scripted faults: what goes wrong, at which endpoint, on which of its calls."""

from orglint_simulator.faults.fault import Fault
from orglint_simulator.faults.load import load_faults

__all__ = ["Fault", "load_faults"]
