"""Metrics about runs, in the file of the metrics of a result: they are there also where a run had no result.

So whoever watches sees that runs fail, and that there are none any more.
"""

import re
from collections.abc import Mapping

from orglint.model.neutralize import shorten_text

_LONGEST = 200
"""Characters of a label's value."""
_ENDED, _CODE, _GOOD = (
    "orglint_run_last_timestamp_seconds",
    "orglint_run_last_exit_code",
    "orglint_run_last_good_timestamp_seconds",
)
_MEANINGS: Mapping[str, str] = {
    _ENDED: "When the last run ended, whatever came of it.",
    _CODE: "Exit code of the last run.",
    _GOOD: "When the last run ended that decided everything, and wrote and told it: exit code 0 or 1.",
}
_GOOD_CODES = frozenset({0, 1})
_LINE = re.compile(r"^(?:# (?:HELP|TYPE) )?orglint_run_last_\w+(?:\{.*\})? .*\n?", re.MULTILINE)


def keep_run_metrics(earlier: str, organization: str) -> str:
    """Return the metrics about the runs of an organization that an earlier file has."""
    return _write_metrics(_read_metrics(earlier, organization), organization)


def mark_run(earlier: str, organization: str, ended: float, exit_code: int) -> str:
    """Return an earlier file of metrics with what there is to say of a run that has ended."""
    metrics = {**_read_metrics(earlier, organization), _ENDED: str(int(ended)), _CODE: str(exit_code)}
    if exit_code in _GOOD_CODES:
        metrics[_GOOD] = str(int(ended))
    return _LINE.sub("", earlier) + _write_metrics(metrics, organization)


def write_label(value: str) -> str:
    """Return the value of a label as it stands between quotes."""
    return shorten_text(value, _LONGEST).replace("\\", "\\\\").replace('"', '\\"')


def _read_metrics(earlier: str, organization: str) -> dict[str, str]:
    label = re.escape(write_label(organization))
    found = re.findall(rf'^(orglint_run_last_\w+)\{{organization="{label}"\}} (\d{{1,12}})$', earlier, re.MULTILINE)
    return {name: value for name, value in found if name in _MEANINGS}


def _write_metrics(metrics: Mapping[str, str], organization: str) -> str:
    label = write_label(organization)
    return "".join(
        f'# HELP {name} {meaning}\n# TYPE {name} gauge\n{name}{{organization="{label}"}} {metrics[name]}\n'
        for name, meaning in _MEANINGS.items()
        if name in metrics
    )
