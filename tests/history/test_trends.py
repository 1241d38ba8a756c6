"""Outcomes over time: lines go through what is known, and what is not known is never a drop."""

from datetime import timedelta
from pathlib import Path

import pytest

from orglint.history.trends import build_trends
from orglint.model.choice import Choice
from orglint.model.trends import By, Trend
from orglint.results.kept import list_kept
from support.kept_days import FIRST, keep_day

DAYS = [
    {"admins/count": 2, "accounts/dormant": 5, "accounts/old": 1},
    {"admins/count": 1, "accounts/dormant": 7, "accounts/old": 1},
    {"admins/count": 0, "accounts/dormant": 6, "accounts/old": 4},
]


def trend(store: Path) -> Trend:
    (one,) = build_trends(list_kept(store))
    return one


def lines(store: Path, by: By) -> dict[str, tuple[int | None, ...]]:
    return {it.name: it.values for it in trend(store).build_lines(by)}


@pytest.mark.parametrize("by", list(By))
def test_lines_are_the_sums_that_a_person_would_add_up(by: By, tmp_path: Path) -> None:
    for number, failed in enumerate(DAYS):
        keep_day(tmp_path, number, failed)
    expected = {
        By.TOTAL: {"all rules": (8, 9, 10)},
        By.SEVERITY: {"critical": (2, 1, 0), "medium": (6, 8, 10)},
        By.FAMILY: {"accounts": (6, 8, 10), "admins": (2, 1, 0)},
        By.RULE: {"accounts/dormant": (5, 7, 6), "accounts/old": (1, 1, 4), "admins/count": (2, 1, 0)},
    }
    assert lines(tmp_path, by) == expected[by]


def test_an_undecided_rule_breaks_its_own_lines_and_no_other(tmp_path: Path) -> None:
    keep_day(tmp_path, 0, DAYS[0])
    keep_day(tmp_path, 1, {**DAYS[1], "accounts/dormant": 0}, unknown={"accounts/dormant": 3})
    keep_day(tmp_path, 2, DAYS[2])
    assert lines(tmp_path, By.TOTAL) == {"all rules": (8, None, 10)}
    assert lines(tmp_path, By.FAMILY) == {"accounts": (6, None, 10), "admins": (2, 1, 0)}
    assert lines(tmp_path, By.RULE)["accounts/dormant"] == (5, None, 6)
    assert [it.snapshot[:8] for it in trend(tmp_path).incomplete] == ["20261102"]


@pytest.mark.parametrize("more", [{"doubts": ("the snapshot is old",)}, {"left_out": 2}], ids=["doubt", "filtered"])
def test_a_result_in_doubt_or_without_some_rules_is_in_no_line(more: dict[str, object], tmp_path: Path) -> None:
    keep_day(tmp_path, 0, DAYS[0])
    keep_day(tmp_path, 1, {"admins/count": 0}, **more)
    for by in By:
        assert all(values[1] is None for values in lines(tmp_path, by).values())
    assert trend(tmp_path).points[1].gap


def test_a_result_that_cannot_be_read_is_told_and_in_no_line(tmp_path: Path) -> None:
    keep_day(tmp_path, 0, DAYS[0])
    kept = keep_day(tmp_path, 1, DAYS[1])
    kept.file.write_bytes(kept.file.read_bytes().replace(b"fails", b"falls"))
    found = build_trends(list_kept(tmp_path))
    assert [(it.organization, len(it.points)) for it in found] == [("org-1", 1), ("", 1)]
    assert "its digest differs" in found[1].points[0].gap
    assert found[1].build_lines(By.RULE) == ()


def test_a_change_of_rules_is_marked_where_it_happened(tmp_path: Path) -> None:
    keep_day(tmp_path, 0, {"admins/count": 2, "accounts/old": 1})
    keep_day(tmp_path, 1, {"admins/count": 2}, left_out=1)
    keep_day(tmp_path, 2, {"admins/count": 2, "accounts/dormant": -1}, text="another")
    keep_day(tmp_path, 3, {"admins/count": 2, "accounts/dormant": 3}, text="another")
    assert [it.marks for it in trend(tmp_path).points] == [
        (),
        (),
        ("1 rule added: accounts/dormant", "1 rule removed: accounts/old", "1 rule changed: admins/count"),
        ("1 rule set up: accounts/dormant",),
    ]
    assert lines(tmp_path, By.RULE)["accounts/dormant"] == (None, None, None, 3)


def test_a_rule_that_was_renamed_has_one_line(tmp_path: Path) -> None:
    keep_day(tmp_path, 0, {"accounts/old": 3})
    keep_day(tmp_path, 1, {"accounts/dormant": 2}, choice=Choice(renamed={"accounts/old": "accounts/dormant"}))
    assert lines(tmp_path, By.RULE) == {"accounts/dormant": (3, 2)}
    assert trend(tmp_path).points[1].marks == ()


def test_organizations_are_never_added_up_and_can_be_chosen(tmp_path: Path) -> None:
    keep_day(tmp_path, 0, {"admins/count": 1})
    keep_day(tmp_path, 0, {"admins/count": 4}, organization="org-2")
    found = build_trends(list_kept(tmp_path))
    assert {it.organization: it.build_lines(By.TOTAL)[0].values for it in found} == {"org-1": (1,), "org-2": (4,)}
    assert [it.organization for it in build_trends(list_kept(tmp_path), ["org-2"])] == ["org-2"]
    assert build_trends(list_kept(tmp_path), since=FIRST + timedelta(days=1)) == ()
