"""What slips in with `--lapses`: too many organization admins and a team that opens a product, and nothing else."""

from typing import Any

import pytest

from orglint_simulator import Settings
from orglint_simulator.service import read_wall_clock, start_service
from orglint_simulator.truth import build_truth


def state(seed: int, *, lapses: bool, users: int = 120) -> dict[str, Any]:
    service = start_service(Settings(users=users, seed=seed, lapses=lapses), clock=lambda: 0.0, wall=read_wall_clock)
    return build_truth(service.begin_call("http://127.0.0.1/admin"))


def admins(found: dict[str, Any]) -> set[str]:
    return {
        it["accountId"]
        for it in found["users"]
        if "atlassian/org-admin" in it["platformRoles"] and it["status"] == "active"
    }


@pytest.mark.parametrize("seed", [1, 5, 7])
def test_there_are_six_active_admins_all_that_come_managed_and_with_a_second_factor(seed: int) -> None:
    before, after = (state(seed, lapses=it) for it in (False, True))
    assert len(admins(before)) < len(admins(after)) == 6
    assert admins(before) < admins(after)
    came = [it for it in after["users"] if it["accountId"] in admins(after) - admins(before)]
    assert {(it["claimStatus"], it["mfaEnabled"]) for it in came} == {("managed", True)}


@pytest.mark.parametrize("seed", [1, 5])
def test_one_team_opens_a_product_and_its_members_have_it(seed: int) -> None:
    before, after = (state(seed, lapses=it) for it in (False, True))
    (team,) = [it for it, was in zip(after["groups"], before["groups"], strict=True) if it["_grants"] != was["_grants"]]
    assert (team["managedBy"], team["counts"]["resources"]) == ("team-members", 1)
    assert [it["id"] for it in before["groups"]] == [it["id"] for it in after["groups"]]


def test_nothing_slips_in_where_nobody_is() -> None:
    assert state(1, lapses=True, users=0)["users"] == []
