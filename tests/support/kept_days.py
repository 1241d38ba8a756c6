"""Results of one day after the other, kept in a store: each says how many rows fail in each rule."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

from orglint.model.reasons import Reason, ReasonCode
from orglint.model.result import Outcome, Verdict
from orglint.model.rule import Severity
from orglint.results.kept import KeptResult, keep_result
from support import results

FIRST = datetime(2026, 11, 1, 6, tzinfo=UTC)
SEVERITIES = {"admins/count": Severity.CRITICAL, "accounts/dormant": Severity.MEDIUM, "accounts/old": Severity.MEDIUM}


def judge(name: str, failed: int, unknown: int = 0, *, text: str = "one") -> Verdict:
    """Return what a rule concludes if so many rows fail; -1 says that it waits for a setting."""
    rule = results.rule(name, SEVERITIES[name], f"The title of {name}", sha256=sha256(text.encode()).hexdigest())
    if failed < 0:
        reason = Reason(ReasonCode.NOT_SET_UP, said="settings.domains is not set")
        return results.verdict(rule, Outcome.NOT_APPLICABLE, (0, 0, 0, 0, 0), reason=reason)
    found = [results.finding(name, f"u{number}", f"u{number} fails", {}) for number in range(failed)]
    found += [
        results.finding(name, f"v{number}", f"v{number}", {}, outcome=Outcome.UNKNOWN) for number in range(unknown)
    ]
    outcome = Outcome.FAIL if failed else Outcome.UNKNOWN if unknown else Outcome.PASS
    rows = max(20, failed + unknown)
    return results.verdict(rule, outcome, (rows, rows - failed - unknown, failed, unknown, 0), *found)


def keep_day(
    store: Path,
    day: float,
    failed: Mapping[str, int],
    *,
    organization: str = "org-1",
    first: datetime = FIRST,
    unknown: Mapping[str, int] | None = None,
    text: str = "one",
    **more: Any,
) -> KeptResult:
    """Keep the result of a day."""
    at = first + timedelta(days=day)
    seen = replace(
        results.whole(),
        id=f"{at:%Y%m%dT%H%M%SZ}-{organization}",
        organization=organization,
        organization_name=f"The {organization}",
        taken_at=at,
    )
    verdicts = [judge(name, number, (unknown or {}).get(name, 0), text=text) for name, number in failed.items()]
    return keep_result(store, results.result(*verdicts, snapshot=seen, **more), at + timedelta(minutes=5))
