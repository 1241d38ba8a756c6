"""The controls that the bundled rules name exist, and those that need a small parameter are left out without it."""

from collections import Counter
from pathlib import Path

import pytest

from orglint import rulebook, tables
from orglint.errors import RuleError
from orglint.rulebook.rule import CompiledRule
from rulebook.frameworks import FRAMEWORKS
from rulebook.test_mistakes import GOOD
from support.bundled import load_bundled_rules

SIZES = {"nist-800-53": 1014, "iso-27001": 93, "soc2": 61, "cis": 153, "nist-csf": 106, "pci-dss": 279, "nis2": 10}
REAL = {
    "nist-800-53": "AC-2(3) AC-6(6) IA-13(3) SA-24",
    "iso-27001": "A.5.37 A.8.34",
    "soc2": "CC9.2 PI1.5 P6.7",
    "cis": "3.14 8.10 16.14",
    "nist-csf": "PR.PS-06 RC.CO-04",
    "pci-dss": "7.2.5.1 12.10.4.1 A3.2.6.1",
    "nis2": "i",
}
UNREAL = {
    "nist-800-53": "AC-2(10) AC-3(1) AC-13 IA-2(11) IA-14 SA-12 AC-2d AC-02 ac-2.3",
    "iso-27001": "A.9.2.3 A.5.38 A.6.9 A.8.35 5.18",
    "soc2": "CC6.9 CC6.1.4 CC10.1 PP1.1",
    "cis": "5.7 5.14 6.9 8.13 18.6",
    "nist-csf": "PR.AC-01 PR.AC-1 PR.AA-5 PR.AA-07 ID.AM-06 DE.CM-08",
    "pci-dss": "8.1.3 8.1.4 8.2 10.2.1.8 1.2.5.1",
    "nis2": "k 21.2.i",
}
NAMED = [
    (rule.id, framework, control)
    for rule in load_bundled_rules()
    for framework, controls in rule.plain.controls.items()
    for control in controls
]


@pytest.mark.parametrize("framework", FRAMEWORKS)
def test_the_written_list_of_a_framework_is_whole(framework: str) -> None:
    listed = FRAMEWORKS[framework]
    assert len(listed) == SIZES[framework]
    assert set(REAL[framework].split()) <= listed
    assert not set(UNREAL[framework].split()) & listed


def test_every_control_that_a_rule_names_exists() -> None:
    assert [it for it in NAMED if it[2] not in FRAMEWORKS[it[1]]] == []
    assert len(NAMED) > 300


def test_every_rule_says_of_every_framework_what_it_supports_and_not_much() -> None:
    for rule in load_bundled_rules():
        assert list(rule.plain.controls) == list(FRAMEWORKS), rule.id
        for controls in rule.plain.controls.values():
            assert len(controls) == len(set(controls)) <= 3, rule.id


def test_the_criterion_that_is_easiest_to_name_is_seldom_named() -> None:
    soc2 = Counter(control for _, framework, control in NAMED if framework == "soc2")
    assert soc2["CC6.1"] < soc2["CC6.3"]
    assert soc2["CC6.1"] < soc2.total() / 4


def load_rule(folder: Path, controls: str, days: int = 45) -> CompiledRule:
    text = GOOD.replace("default: 3", f"default: {days}")
    (folder / "one.yaml").write_text(text.replace("why:", f"controls: {controls}\nwhy:"))
    return rulebook.load(folder, tables.known_tables())[0]


@pytest.mark.parametrize(("days", "expected"), [(30, ("5.3", "5.1")), (45, ("5.3", "5.1")), (46, ("5.1",))])
def test_a_control_with_a_bound_holds_up_to_it(days: int, expected: tuple[str, ...], tmp_path: Path) -> None:
    rule = load_rule(tmp_path, '{cis: [{id: "5.3", at_most: {max: 45}}, "5.1"]}', days)
    assert rule.plain.controls == {"cis": expected}


def test_no_control_at_all_can_be_said() -> None:
    address = next(rule for rule in load_bundled_rules() if rule.id == "admins/verified-address")
    assert set(address.plain.controls.values()) == {()}


@pytest.mark.parametrize(
    ("controls", "expected"),
    [
        # without quotes 5.10 would be the number 5.1
        ("{cis: [5.10]}", "controls.cis.0 must be text or keys with values, it is 5.1"),
        ('{cis: [{id: "5.3", at_most: {days: 45}}]}', "there is no parameter days that is a number"),
        ('{cis: [{id: "5.3", at_most: {}}]}', "at_most"),
    ],
)
def test_mistakes_in_controls_are_told(controls: str, expected: str, tmp_path: Path) -> None:
    with pytest.raises(RuleError) as caught:
        load_rule(tmp_path, controls)
    assert expected in str(caught.value)
