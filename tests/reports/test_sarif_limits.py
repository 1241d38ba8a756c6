import json

import pytest

from orglint.reports import FORMATS
from reports.sarif_rules import KEPT, RESULTS
from support import results


@pytest.mark.parametrize(("name", "most"), [("sarif", RESULTS), ("sarif-github", KEPT)])
def test_what_is_too_much_is_cut_and_the_true_total_told(name: str, most: int) -> None:
    run = json.loads(FORMATS[name].render(results.large(most + 1)))["runs"][0]
    assert len(run["results"]) == most
    assert (run["properties"]["resultsInTotal"], run["properties"]["resultsLeftOut"]) == (most + 1, 1)
    (cut,) = run["invocations"][0]["toolExecutionNotifications"]
    assert cut["message"]["text"] == f"there are {most + 1:,} results, of which the worst {most:,} are listed."


def test_what_is_cut_is_what_is_least() -> None:
    many, worst = results.large(KEPT), results.admins()
    run = json.loads(FORMATS["sarif-github"].render(results.result(*many.verdicts, worst, snapshot=results.whole())))[
        "runs"
    ][0]
    assert [it["ruleId"] for it in run["results"][:2]] == [worst.rule.id] * 2
    assert run["properties"]["resultsLeftOut"] == 2
