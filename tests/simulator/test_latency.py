"""`--latency`: every answer takes so long, whatever it is; a fault with a delay comes on top."""

import asyncio

import httpx
import pytest

from cli.conftest import orglint
from orglint_simulator.application import create_application
from orglint_simulator.errors import SettingsError
from orglint_simulator.faults import Fault
from orglint_simulator.settings import Settings


def ask(settings: Settings, times: int, key: str) -> list[float]:
    """Ask for the organization some times; return how long each answer took by itself, not by a clock."""
    slept: list[float] = []

    async def sleep(seconds: float) -> None:
        slept.append(seconds)

    async def run() -> None:
        transport = httpx.ASGITransport(create_application(settings, sleep=sleep))
        async with httpx.AsyncClient(transport=transport, base_url="http://local") as client:
            for _ in range(times):
                path = f"/admin/v1/orgs/{settings.organization_id}"
                await client.get(path, headers={"Authorization": f"Bearer {key}"})

    asyncio.run(run())
    return slept


def test_every_answer_takes_so_long_refusals_too() -> None:
    settings = Settings(users=1, latency=0.3)
    assert ask(settings, 2, settings.key) == ask(settings, 2, "another") == [0.3, 0.3]
    assert ask(Settings(users=1), 2, settings.key) == []


def test_a_delay_of_a_fault_comes_on_top() -> None:
    fault = Fault("GET /v1/orgs/{orgId}", "delay", {"seconds": 2}, calls=frozenset({1}))
    settings = Settings(users=1, latency=0.5, faults=(fault,))
    assert ask(settings, 2, settings.key) == [2.5, 0.5]


def test_a_latency_is_a_time() -> None:
    ended = orglint("simulate", "--latency", "3 apples")
    assert (ended.returncode, "3 apples is not a time such as 300ms or 2s" in ended.stderr) == (2, True)
    with pytest.raises(SettingsError, match="latency cannot be -1"):
        Settings(users=1, latency=-1)
