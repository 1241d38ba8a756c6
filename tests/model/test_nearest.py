"""Which known name is probably meant, and how many are looked for."""

import pytest

from orglint.model.nearest import Nearest, find_nearest, suggest_names

KNOWN = ("accounts/dormant", "admins/count", "emailDomain")


@pytest.mark.parametrize(
    ("name", "nearest"),
    [
        ("acounts/dormant", "accounts/dormant"),
        ("dormant", "accounts/dormant"),
        ("COUNT", "admins/count"),
        ("emaildomain", "emailDomain"),
        ("xyz", ""),
        ("", ""),
    ],
)
def test_the_nearest_name_is_found_in_any_case_and_by_its_last_part(name: str, nearest: str) -> None:
    assert find_nearest(name, KNOWN) == nearest


def test_where_nothing_comes_near_some_names_are_listed() -> None:
    assert suggest_names("xyz", KNOWN) == "; it has accounts/dormant, admins/count, emailDomain"
    assert suggest_names("xyz", list(map(str, range(20))), "there are").endswith(", 10, 11 ...")


def test_among_many_names_a_few_are_looked_for() -> None:
    nearest = Nearest()
    said = [nearest.suggest(f"acounts/dormant{number}", KNOWN) for number in range(30)]
    assert said == ["; did you mean accounts/dormant?"] * 20 + [""] * 10
    assert nearest.suggest("acounts/dormant29", KNOWN, "there are").startswith("; there are accounts/dormant")
