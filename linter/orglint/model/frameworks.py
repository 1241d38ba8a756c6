"""Frameworks of controls, by the names that people know them under."""

import re
from collections.abc import Mapping

FRAMEWORKS: Mapping[str, str] = {
    "nist-800-53": "NIST SP 800-53",
    "nist-csf": "NIST CSF 2.0",
    "iso-27001": "ISO/IEC 27001:2022",
    "soc2": "SOC 2",
    "cis": "CIS Controls v8",
    "pci-dss": "PCI DSS v4",
    "nis2": "NIS2, Article 21",
}

_NUMBER = re.compile(r"(\d+)")


def name_framework(framework: str) -> str:
    """Return what people call a framework; one that is not known is called as rules call it."""
    return FRAMEWORKS.get(framework, framework)


def rank_control(control: str) -> tuple[tuple[int, str], ...]:
    """Return what sorts controls as their document does: A.8.9 before A.8.10."""
    return tuple((int(part), "") if part.isdecimal() else (-1, part) for part in _NUMBER.split(control))
