"""Controls of a framework, and what a result says about each: it may support one, and never shows that it is met."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from orglint.model.result import OffRule, Outcome, Result, Verdict

FRAMEWORKS: Mapping[str, str] = {
    "nist-800-53": "NIST SP 800-53 Rev. 5",
    "iso-27001": "ISO/IEC 27001:2022, Annex A",
    "soc2": "SOC 2, Trust Services Criteria 2017",
    "cis": "CIS Controls v8.1",
    "nist-csf": "NIST Cybersecurity Framework 2.0",
    "pci-dss": "PCI DSS v4.0.1",
    "nis2": "NIS2, Directive (EU) 2022/2555, Art. 21(2)",
}
"""The frameworks that the bundled rules name, with their editions; rules of other packs may name more."""


class ControlOutcome(StrEnum):
    """What the rules of a control say together, the worst first.

    It is supported only if every rule that names it passed; where some passed and others were not judged or do not
    apply, or rules were left out, it is partly so.
    """

    FAIL = "fail"
    UNKNOWN = "unknown"
    WAIVED = "waived"
    PARTLY = "partly"
    NOT_SET_UP = "not-set-up"
    NOT_APPLICABLE = "not-applicable"
    SUPPORTED = "supported"

    @property
    def words(self) -> str:
        """What people call it."""
        return _WORDS[self]


_WORDS: Mapping[ControlOutcome, str] = {
    ControlOutcome.FAIL: "not supported",
    ControlOutcome.UNKNOWN: "unknown",
    ControlOutcome.WAIVED: "waived",
    ControlOutcome.PARTLY: "partly supported",
    ControlOutcome.NOT_SET_UP: "not set up",
    ControlOutcome.NOT_APPLICABLE: "not applicable",
    ControlOutcome.SUPPORTED: "supported",
}


@dataclass(frozen=True, slots=True)
class Control:
    """A control that rules name: what these concluded, and those of them that are off."""

    id: str
    outcome: ControlOutcome
    verdicts: tuple[Verdict, ...]
    off: tuple[OffRule, ...]


@dataclass(frozen=True, slots=True)
class ControlsReport:
    """The controls of a framework that rules of a result name, in the order of their ids; no other control is there."""

    framework: str
    result: Result
    controls: tuple[Control, ...]

    @property
    def name(self) -> str:
        """The framework with its edition; its key where a pack names one of its own."""
        return FRAMEWORKS.get(self.framework, self.framework)

    def count(self, outcome: ControlOutcome) -> int:
        """Return how many controls have an outcome."""
        return sum(it.outcome is outcome for it in self.controls)


def list_frameworks(result: Result) -> list[str]:
    """Return the frameworks of which the rules of a result name controls."""
    named = [it.rule.controls for it in result.verdicts] + [it.controls for it in result.off]
    return sorted({framework for controls in named for framework, ids in controls.items() if ids})


def assess_controls(result: Result, framework: str) -> ControlsReport:
    """Return what the rules of a result say about each control of a framework that they name."""
    ids = {control for it in result.verdicts for control in it.rule.controls.get(framework, ())}
    ids |= {control for it in result.off for control in it.controls.get(framework, ())}
    ordered = sorted(ids, key=_split_numbers)
    return ControlsReport(framework, result, tuple(_assess_control(result, framework, it) for it in ordered))


def _assess_control(result: Result, framework: str, control: str) -> Control:
    verdicts = tuple(it for it in result.verdicts if control in it.rule.controls.get(framework, ()))
    off = tuple(it for it in result.off if control in it.controls.get(framework, ()))
    return Control(
        control, _conclude(verdicts, off, doubtful=bool(result.doubts), whole=not result.left_out), verdicts, off
    )


def _conclude(verdicts: Sequence[Verdict], off: Sequence[OffRule], *, doubtful: bool, whole: bool) -> ControlOutcome:
    outcomes = {it.outcome for it in verdicts}
    if Outcome.FAIL in outcomes:
        return ControlOutcome.FAIL
    # a doubt about the run (a snapshot that is too old, damaged, cut short) is one about every rule that it lets pass
    if Outcome.UNKNOWN in outcomes or (doubtful and outcomes & {Outcome.PASS, Outcome.WAIVED}):
        return ControlOutcome.UNKNOWN
    if Outcome.WAIVED in outcomes:
        return ControlOutcome.WAIVED
    if Outcome.PASS in outcomes:
        # what the user left out may name it too, and fail: the result does not say
        every = whole and not off and outcomes == {Outcome.PASS}
        return ControlOutcome.SUPPORTED if every else ControlOutcome.PARTLY
    waits = not verdicts or any(it.not_set_up for it in verdicts)
    return ControlOutcome.NOT_SET_UP if waits else ControlOutcome.NOT_APPLICABLE


def _split_numbers(control: str) -> list[tuple[int, str]]:
    """Return what sorts `AC-2(3)` before `AC-10`."""
    return [(int(digits or 0), text) for digits, text in _list_pieces(control)]


def _list_pieces(control: str) -> Iterator[tuple[str, str]]:
    yield from re.findall(r"([0-9]{1,9})|([^0-9]+)", control)
