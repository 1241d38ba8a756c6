"""What the page says of earlier results: what changed, since when, and the trend."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from orglint.history import compare_results, find_since
from orglint.model.changes import Change
from orglint.model.findings import ListedFindings
from orglint.model.result import Outcome, Result, Verdict
from orglint.model.since import Since
from orglint.reports import html
from orglint.reports.html.past import Day, Past, summarize_day
from orglint.reports.html.sections.changed import CHANGES
from orglint.reports.html.sections.trend import build_trend
from reports.test_packed import read_packed
from reports.trees import Element, tree
from support import results, shown_results

NOW = shown_results.failing()


def keep(verdict: Verdict, left_out: int) -> Verdict:
    """Return a verdict of which the first findings are missing: their rows passed."""
    found = list(verdict.findings)[left_out:] if len(verdict.findings) > left_out else list(verdict.findings)
    gone = len(verdict.findings) - len(found)
    return replace(verdict, findings=ListedFindings(found), passed=verdict.passed + gone, failed=verdict.failed - gone)


def earlier(days: int, left_out: int = 0, **more: Any) -> Result:
    """Return the result of some days ago."""
    snapshot = replace(NOW.snapshot, id=f"{days}-days-ago", taken_at=NOW.snapshot.taken_at - timedelta(days=days))
    as_of = NOW.as_of - timedelta(days=days)
    verdicts = tuple(keep(it, left_out) for it in NOW.verdicts)
    return replace(NOW, snapshot=snapshot, as_of=as_of, verdicts=verdicts, **more)


BEFORE = [earlier(40, 1), earlier(30), earlier(21, 4, doubts=("the clock was wrong",)), earlier(7, 2)]
PAST = Past(
    compare_results(BEFORE[-1], NOW, BEFORE[:-1]),
    tuple(summarize_day(it) for it in (*BEFORE, NOW)),
    find_since(NOW, BEFORE),
)


def render(result: Result = NOW, past: Past = PAST) -> str:
    return "".join(html.render(result, past))


PAGE = tree(render())


def texts(elements: Sequence[Element]) -> list[str]:
    return [it.said() for it in elements]


def test_findings_that_say_when_they_came_have_their_own_day_each() -> None:
    days = [Since(NOW.as_of - timedelta(days=it), NOW.as_of - timedelta(days=it + 1)) for it in (3, 9)]
    verdict = next(it for it in NOW.verdicts if it.failed)
    one = next(verdict.findings.select_outcome(Outcome.FAIL))
    twice = ListedFindings([one._replace(since=it) for it in days])
    page = tree(render(replace(NOW, verdicts=(replace(verdict, failed=2, findings=twice),)), Past()))
    shown = [
        it.attributes["datetime"] for row in page.having("c-since") for it in row.walk() if "datetime" in it.attributes
    ]
    assert {it[:10] for it in shown} == {f"{it.at:%Y-%m-%d}" for it in days}
    assert shown.count(min(shown)) == 2  # the oldest is that of the rule too


def test_what_changed_is_a_line_a_kind_and_a_sum_that_is_true() -> None:
    changed = PAGE.find("deltas")
    assert texts(changed.having("mark")) == ["reopened"]
    assert changed.find("big").said().split() == ["2", "reopened"]
    assert changed.find("nothing").said() == "None new, none fixed."
    assert PAGE.find("sum-line").said() == "12 before + 2 reopened = 14 that fail now"


def test_what_is_fixed_is_in_no_list_of_what_is_there() -> None:
    fewer = replace(NOW, verdicts=tuple(keep(it, 3) for it in NOW.verdicts))
    page = tree(render(fewer, Past(compare_results(earlier(7), fewer))))
    assert page.find("big").all("a") == []
    lines = [term.strip() for term in page.find("sum-line").said().split(" − ")]  # noqa: RUF001 - a minus
    assert lines[0] == "14 before"
    assert lines[-1].endswith("= 11 that fail now")


def test_rules_that_changed_come_before_findings_that_did() -> None:
    stricter = tuple(
        replace(it, rule=replace(it.rule, where="true", sha256="ff" * 32)) if it.failed else it for it in NOW.verdicts
    )
    changed = compare_results(BEFORE[-1], replace(NOW, verdicts=stricter))
    page = render(replace(NOW, verdicts=stricter), Past(changed))
    assert page.index("The rules changed too") < page.index('class="deltas"')
    assert "changed: where " in tree(page).find("note").said()


def test_every_kind_of_change_has_words() -> None:
    assert set(CHANGES) == set(Change)
    assert len({words for _, words in CHANGES.values()}) == len(Change)


def test_a_card_says_since_when_and_what_is_new() -> None:
    card = next(it for it in PAGE.having("card") if it.all("h3")[0].said().startswith("Active users"))
    rows = {row.all("th")[0].said(): row.find("c-since").said() for row in card.all("tbody")[0].all("tr")}
    assert rows["person00@corp.example reopened"] == "2026-03-02"
    assert rows["person04@corp.example"] == "2026-01-21 or before"


def test_what_to_do_first_says_how_much_of_it_is_new() -> None:
    titles, numbers = ([it.said() for it in PAGE.having(name)] for name in ("act", "why"))
    assert dict(zip(titles, numbers, strict=True)) == {
        "Organization admins are managed accounts": "2 findings.",
        "Active users were active in the last 90 days": "12 findings, 2 of them since the last result.",
    }


def test_packed_findings_have_their_change_and_their_day() -> None:
    text = render().partition('id="packed">')[2].partition("</script>")[0]
    document = read_packed(text)
    kinds = [document["changes"][at - 1][0] for block in document["blocks"] for at in block["h"] if at]
    assert kinds == ["reopened", "reopened"]
    assert all(len(block["d"]) == len(block["b"]) == len(block["s"]) for block in document["blocks"])


def day(at: int, number: int, *, complete: bool = True) -> Day:
    severity = results.admins().rule.severity
    return Day(NOW.as_of + timedelta(days=at), {severity: number}, 0 if complete else 1, complete)


def test_only_complete_results_make_a_line() -> None:
    days = [day(0, 4), day(1, 4), day(2, 1, complete=False), day(3, 6), day(4, 8)]
    (chart,) = build_trend(days).charts
    assert chart.lines == ("2.0,45.0 60.2,45.0", "176.8,27.5 235.0,10.0")
    assert chart.bridges == ("60.2,45.0 176.8,27.5",)
    assert [point.x for point in chart.holes] == [118.5]
    assert (chart.first, chart.last, chart.sure, chart.highest) == (4, 8, True, 8)


def test_a_last_result_that_is_not_complete_is_a_lower_bound() -> None:
    days = (day(0, 4), day(1, 6), day(2, 1, complete=False))
    (chart,) = build_trend(days).charts
    assert (chart.last, chart.sure, chart.known) == (1, False, 6)
    page = tree(render(past=Past(days=days)))
    assert page.find("charts").all("b")[0].said() == "at least 1"
    assert "6 when last complete" in page.find("charts").said()
    assert page.having("dot") == []


@pytest.mark.parametrize("days", [(), (day(0, 1),)])
def test_one_result_is_no_trend(days: tuple[Day, ...]) -> None:
    assert tree(render(past=Past(days=days))).having("charts") == []


def test_without_anything_earlier_the_page_says_nothing_of_it() -> None:
    page = tree(render(past=Past()))
    assert [it for it in page.all("section") if it.attributes["id"] in {"changes", "trend"}] == []
    assert page.having("c-since") + page.having("c-new") + page.having("tag") == []
