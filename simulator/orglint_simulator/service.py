"""A running local organization, independent of the transport."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from orglint_simulator.call import Call, Endpoint
from orglint_simulator.endpoints import ENDPOINTS
from orglint_simulator.gate import Window
from orglint_simulator.organization import Organization, build_organization
from orglint_simulator.organization.lapses import add_lapses
from orglint_simulator.settings import Settings
from orglint_simulator.traffic import Traffic
from orglint_simulator.work import PostponedWork


@dataclass(frozen=True, slots=True)
class Service:
    """A running local organization: what it was made from, what it holds, and what it was asked."""

    settings: Settings
    organization: Organization
    window: Window
    windows: Mapping[str, Window]
    work: PostponedWork
    traffic: Traffic

    def limits(self, endpoint: Endpoint) -> list[Window]:
        """Return the limits that an endpoint is under: that of all requests, and its own."""
        own = self.windows.get(endpoint.name)
        return [self.window] if own is None else [self.window, own]

    def begin_call(self, base: str) -> Call:
        """Return a call that names no operation, after everything has been done that is due."""
        self.work.run_due_actions()
        return Call(self.organization, self.settings, self.work, base)


def read_wall_clock() -> datetime:
    """Return the time of the wall clock."""
    return datetime.now(UTC)


def start_service(settings: Settings, *, clock: Callable[[], float], wall: Callable[[], datetime]) -> Service:
    """Return a service at its start."""
    organization = build_organization(
        settings.organization_id, seed=settings.seed, users=settings.users, now=settings.now
    )
    if settings.lapses:
        add_lapses(organization)
    windows = {
        endpoint.name: Window(endpoint.a_minute, clock, wall)
        for endpoint in ENDPOINTS
        if settings.documented_limits and endpoint.a_minute
    }
    window = Window(settings.requests_per_minute, clock, wall)
    return Service(settings, organization, window, windows, PostponedWork(clock), Traffic())
