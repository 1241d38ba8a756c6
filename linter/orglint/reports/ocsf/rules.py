"""What events of OCSF say of a rule."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from orglint.model.rule import Rule
from orglint.reports.inert import fit_text
from orglint.reports.ocsf.event import LONGEST, NAME

Members = Mapping[str, Any]


class About(NamedTuple):
    """Members of each event that is about a rule: of `finding_info`, of `compliance`, and of the event itself."""

    info: Members
    compliance: Members
    more: Members


def describe_rule(rule: Rule) -> About:
    """Return what the events of a rule have in common."""
    name, title = fit_text(rule.id, NAME), fit_text(rule.title, LONGEST)
    analytic = {
        "uid": name,
        "name": title or name,
        "type": "Rule",
        "type_id": 1,
        "version": fit_text(rule.sha256, NAME),
    }
    controls = (f"{standard} {it}" for standard, them in rule.controls.items() for it in them)
    fix = {"desc": fit_text(rule.fix, LONGEST), "references": [fit_text(it, NAME) for it in rule.references]}
    return About(
        {"desc": fit_text(rule.why, LONGEST), "analytic": analytic},
        {
            **describe_control(rule.id),
            "standards": [fit_text(it, NAME) for it in rule.controls] or ["orglint"],
            "requirements": [fit_text(it, NAME) for it in controls],
        },
        {"remediation": fix} if fix["desc"] else {},
    )


def describe_control(name: str) -> Members:
    """Return what is checked, where there is only a name for it."""
    return {"control": fit_text(name, NAME), "standards": ["orglint"]}
