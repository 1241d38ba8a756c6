"""What all writes do: add an event to the audit log, and clear cached answers."""

from collections.abc import Callable
from dataclasses import replace

from orglint_simulator.call import Call, Reply
from orglint_simulator.organization.events import Event
from orglint_simulator.organization.groups import Group
from orglint_simulator.organization.policies import Policy

Refuse = Callable[[Call, Reply], Reply]
Thing = tuple[str, str, str]


def record_write(call: Call, action: str, subject: int | None = None, about: Thing | None = None) -> None:
    """Record a write in the audit log, in the name of the person who made the key."""
    org = call.organization
    actor, serial = org.makers[0] if org.makers else None, len(org.log.events) + 1
    org.log.events.append(Event(call.present, subject, action, actor, about, serial))
    org.found.clear()


def group_thing(group: Group) -> Thing:
    """Return a group as an event names it."""
    return ("groups", group.id, group.name)


def policy_thing(policy: Policy) -> Thing:
    """Return a policy as an event names it."""
    return ("policies", policy.id, policy.name)


def build_user_access_wording() -> Refuse:
    """Return how the user access service words refusals: with its own codes."""

    def refuse(_: Call, refused: Reply) -> Reply:
        (error,) = refused.payload["errors"]
        code = error["code"] if "UAM" in error["code"] else _to_user_access_code(error["code"])
        return replace(refused, payload={"errors": [{**error, "code": code}]})

    return refuse


def _to_user_access_code(code: str) -> str:
    status = code.split("-")[1]
    return "ADMIN-UAM-404-2" if code == "ADMIN-404-2" else f"ADMIN-UAM-{status}-1"
