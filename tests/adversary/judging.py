"""What must be true of a try, said as the list of what is not."""

from adversary.changes import Case
from adversary.running import Tried

_DECIDED = {"pass", "fail"}


def complaints(case: Case, tried: Tried) -> list[str]:
    """Return what is wrong with how a case ended; nothing if it is as it must be."""
    found = [
        f"{name} ended with {ended.code}: {ended.err[-300:]}"
        for name, ended in (("snapshot", tried.snapshot), ("check", tried.check))
        if ended.code not in {0, 1, 3, 4}
    ]
    found += [f"a traceback: {tried.said[-500:]}"] if "Traceback" in tried.said else []
    for rule in case.withheld:
        if tried.outcomes.get(rule, "none") in {"pass", "not-applicable", "waived"}:
            found.append(f"{rule} is {tried.outcomes[rule]}")
    if case.withheld and tried.check.code == 0:
        found.append("check ended with 0")
    if case.decided:
        found += _undecided(case, tried)
    return found + [f"nobody says {text!r}" for text in case.told if text not in tried.said]


def _undecided(case: Case, tried: Tried) -> list[str]:
    wanted = {rule: "fail" if rule in case.fails else "pass" for rule in tried.outcomes}
    found = [f"{rule} is {is_}, not {wanted[rule]}" for rule, is_ in tried.outcomes.items() if is_ != wanted[rule]]
    if not tried.outcomes:
        found.append(f"nothing was judged: {tried.snapshot.err[-300:]}")
    if tried.check.code != (1 if case.fails else 0):
        found.append(f"check ended with {tried.check.code}")
    if found:
        reasons = [f"{rule['id']}: {rule['reason']}" for rule in tried.result.get("rules", []) if rule.get("reason")]
        found.append(f"{reasons} {tried.snapshot.err[-200:]}")
    return found
